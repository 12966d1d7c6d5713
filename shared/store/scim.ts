import { PersonId } from '../contract/people.ts';
import { ScimRecord } from '../contract/scim.ts';
import * as z from '../contract/zod.ts';
import { addressShape } from './addresses.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf, queryPage } from './items.ts';
import { type Key, scimKeys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

type Writes = ReturnType<typeof writesOf>;

/** How what an identity system pushed of a person is stored. */
export const scimShape = shape(ScimRecord);

/** Finds it among items that were read by key. Null: no identity system has pushed anything of this person. */
export function scimIn(found: ReadonlyMap<string, Item>, personId: string): ScimRecord | null {
  const item = found.get(nameOf(scimKeys.pushed(personId)));
  return item ? scimShape.read(item) : null;
}

/** Whether HR has something to look at. */
function isForHr({ waits, isNew }: Pick<ScimRecord, 'waits' | 'isNew'>): boolean {
  return isNew || Object.keys(waits).length > 0;
}

/** The keys by which an identity system finds a person. */
function namesOf(record: ScimRecord | null): Key[] {
  if (!record || record.isGone) return [];
  const { userName, clientId } = record.names;
  return [scimKeys.userName(userName), ...(clientId === null ? [] : [scimKeys.clientId(clientId)])];
}

/** The writes of a record after a change. They fail if it has changed since, or if another person has one of its names. */
export function scimWrites(write: Writes, before: ScimRecord | null, after: ScimRecord): Write[] {
  const item = { ...scimShape.content(after), ...scimKeys.pushed(after.personId) };
  const [had, has] = [namesOf(before), namesOf(after)];
  const isNotIn = (among: readonly Key[]) => (key: Key) => !among.some((one) => nameOf(one) === nameOf(key));
  const waiting = scimKeys.waiting(after.personId);
  const listed = isForHr(after)
    ? [write.put('other', { ...waitingShape.content(waitingOf(after)), ...waiting })]
    : before && isForHr(before)
      ? [write.remove('other', waiting)]
      : [];
  return [
    before ? write.putIfVersion('other', item, before.version) : write.putNew('other', item),
    ...has
      .filter(isNotIn(had))
      .map((key) => write.putNew('address', { ...addressShape.content({ personId: after.personId }), ...key })),
    ...had.filter(isNotIn(has)).map((key) => write.remove('other', key)),
    ...listed,
  ];
}

/** Of whom HR has something to look at, and the lead who waits to be theirs, whom a page names too. */
const WaitingPerson = z.strictObject({ personId: PersonId, leadId: z.nullable(PersonId) });
type WaitingPerson = z.infer<typeof WaitingPerson>;
export const waitingShape = shape(WaitingPerson);

const waitingOf = ({ personId, waits }: ScimRecord): WaitingPerson => ({ personId, leadId: waits.techLeadId ?? null });

/** At most `limit` people of whom HR has something to look at, by id. `after`: only those who come after this person. */
export async function listWaiting(
  table: Table,
  limit: number,
  after?: string,
): Promise<{ listed: WaitingPerson[]; isEnd: boolean }> {
  const { items, isEnd } = await queryPage(
    table,
    { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': scimKeys.waitingPartition() } },
    limit,
    after === undefined ? undefined : { ...scimKeys.waiting(after) },
  );
  return { listed: items.map(waitingShape.read), isEnd };
}

/** The same of one person. Empty: HR has nothing to look at. */
export async function loadWaiting(table: Table, personId: string): Promise<WaitingPerson[]> {
  return [...(await getMany(table, [scimKeys.waiting(personId)])).values()].map(waitingShape.read);
}

/** After whom a page of everybody begins that a machine has come to. DynamoDB deletes the item some time after it expires. */
export const scimPageShape = shape(z.strictObject({ after: PersonId, expires: z.int() }));

/** Finds it among items that were read by key. Null: it has not come there. */
export function scimPageIn(found: ReadonlyMap<string, Item>, key: Key): string | null {
  const item = found.get(nameOf(key));
  return item ? scimPageShape.read(item).after : null;
}

/** The write that keeps it. `expires`: epoch seconds. */
export function scimPageWrite(write: Writes, key: Key, page: { after: string; expires: number }): Write {
  return write.put('other', { ...scimPageShape.content(page), ...key });
}
