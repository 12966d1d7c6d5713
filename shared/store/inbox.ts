import { CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** An open step of a person, as stored in their partition. */
export const InboxItem = z.strictObject({
  caseId: z.string(),
  type: z.string(),
  attestation: z.nullable(z.string()),
  /** Whose step it is, if the person takes it for somebody else. `from` and `until` say when they can. */
  onBehalfOf: z.nullable(z.string()),
  from: z.nullable(z.string()),
  until: z.nullable(z.string()),
  stage: CaseStage,
  transition: z.string(),
  engineerId: z.string(),
  openedAt: z.string(),
  dueAt: z.string(),
  /** The IANA time zone of the engineer's ODC: `dueAt` is on a day in it. */
  timeZone: z.string(),
  /** The ODC of the case. Left out: it is from before cases noted it. */
  odc: z.optional(z.string()),
  /** Of a step of the desk of HR: the people of HR who cannot take it. */
  except: z.optional(z.array(z.string())),
});
export type InboxItem = z.infer<typeof InboxItem>;
/** How an open step is stored. In version 1 the days of a case were days in UTC. */
export const inboxShape = shape(InboxItem, [(item) => ({ ...item, timeZone: 'UTC' })]);

/** A person's open steps, in no order. */
export async function loadInbox(table: Table, personId: string): Promise<InboxItem[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.personPartition(personId), ':prefix': keys.inboxPrefix },
    ConsistentRead: true,
  });
  return items.map(inboxShape.read);
}
