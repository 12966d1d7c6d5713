import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** Where a person is asked for a confirmation, as stored in their partition. The words stay in the case. */
export const ConfirmationItem = z.strictObject({
  id: z.string(),
  caseId: z.string(),
  evidence: z.string(),
  /** The number of the event that wrote the piece. */
  piece: z.int(),
  /** The digest of the text of the piece. Left out: it has none, or it is from before this was noted. */
  text: z.optional(z.string()),
  engineerId: z.string(),
});
export type ConfirmationItem = z.infer<typeof ConfirmationItem>;
export const confirmationShape = shape(ConfirmationItem);

/** The confirmations that a person is asked for, in no order. */
export async function loadConfirmations(table: Table, personId: string): Promise<ConfirmationItem[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.personPartition(personId), ':prefix': keys.confirmationPrefix },
    ConsistentRead: true,
  });
  return items.map(confirmationShape.read);
}
