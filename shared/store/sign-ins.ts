import { PersonId } from '../contract/people.ts';
import type { SignInsEvent } from '../contract/record-sign-ins.ts';
import type { SealedRecord } from '../contract/records.ts';
import { RefusedSignIn, SignIns } from '../contract/sign-ins.ts';
import * as z from '../contract/zod.ts';
import { recordEventWrite } from './chain-writes.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf, queryPage } from './items.ts';
import { indexKeys, type Key, keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, type Write, writesOf } from './transaction.ts';

/** How the sign-ins of a person are stored. */
export const signInsShape = shape(SignIns);

/** Whose sign-in it is. In version 1 this had no number, and the person no list of sign-ins. */
export const Owner = z.strictObject({ personId: PersonId, version: z.int() });
export type Owner = z.infer<typeof Owner>;
export const ownerShape = shape(Owner, [(owner) => ({ ...owner, version: 0 })]);

/** Finds the sign-ins of a person among items that were read by key. Null: they have never signed in. */
export function signInsIn(found: ReadonlyMap<string, Item>, personId: string): SignIns | null {
  const item = found.get(nameOf(keys.signIns(personId)));
  return item ? signInsShape.read(item) : null;
}

/** The sign-ins of a person, read consistently. Null: they have never signed in. */
export async function loadSignIns(table: Table, personId: string): Promise<SignIns | null> {
  return signInsIn(await getMany(table, [keys.signIns(personId)]), personId);
}

/** Finds whose sign-in it is among items that were read by key. Null: nobody's. */
export function ownerIn(found: ReadonlyMap<string, Item>, key: Key): Owner | null {
  const item = found.get(nameOf(key));
  return item ? ownerShape.read(item) : null;
}

/** The writes of events of a person's sign-ins. They fail if the list has changed since it was read. */
export function signInsWrites(
  write: ReturnType<typeof writesOf>,
  { personId, before, after }: { personId: string; before: SignIns | null; after: SignIns },
  sealed: readonly SealedRecord<SignInsEvent>[],
): Write[] {
  const item = { ...signInsShape.content(after), ...keys.signIns(personId) };
  return [
    before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
    ...sealed.map((one) => recordEventWrite(write, one)),
  ];
}

/** The write that says whose sign-in it is now. It fails if another person has got it since it was read. */
export function ownerWrite(
  write: ReturnType<typeof writesOf>,
  key: Key,
  before: Owner | null,
  personId: string,
): Write[] {
  if (before?.personId === personId) return [];
  const item = { ...ownerShape.content({ personId, version: (before?.version ?? 0) + 1 }), ...key };
  return [before ? write.putIfVersion('other', item, before.version) : write.putNew('other', item)];
}

/** A visitor who was not let in is kept for so many seconds. */
const keptSeconds = 30 * 24 * 3600;

/** How such a visitor is stored. */
export const refusedShape = shape(z.extend(RefusedSignIn, { expires: z.int() }));

/** Keeps a visitor who was not let in. The last time counts. */
export async function keepRefused(table: Table, refused: RefusedSignIn): Promise<void> {
  const expires = Math.floor(Date.parse(refused.at) / 1000) + keptSeconds;
  await transact(table, [
    writesOf(table).put('other', {
      ...refusedShape.content({ ...refused, expires }),
      ...keys.refusedSignIn(refused.id),
      ...indexKeys.refusedSignIn(refused.at, refused.id),
    }),
  ]);
}

/**
 * At most `limit` visitors who were not let in during the last days, the newest first. `after`: only those who came before this
 * one. The index is a moment behind.
 */
export async function listRefused(
  table: Table,
  now: Date,
  limit: number,
  after?: { at: string; id: string },
): Promise<{ refused: RefusedSignIn[]; isEnd: boolean }> {
  const kept = new Date(now.getTime() - keptSeconds * 1000).toISOString();
  const { items, isEnd } = await queryPage(
    table,
    {
      IndexName: 'people',
      KeyConditionExpression: 'peoplePk = :pk AND peopleSk > :kept',
      ExpressionAttributeValues: { ':pk': indexKeys.refusedSignIn('', '').peoplePk, ':kept': kept },
      ScanIndexForward: false,
    },
    limit,
    after && { ...keys.refusedSignIn(after.id), ...indexKeys.refusedSignIn(after.at, after.id) },
  );
  return { refused: items.map(refusedShape.read).map(({ expires: _expires, ...refused }) => refused), isEnd };
}
