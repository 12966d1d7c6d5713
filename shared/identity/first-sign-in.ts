import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import { isCounting } from '../contract/file-names.ts';
import type { SignInRefusal } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import type { Claimed, SignIns } from '../contract/sign-ins.ts';
import { decideSignIn, isTheirs } from '../domain/directory/sign-ins.ts';
import { addressHolderIn, numberHolderIn } from '../store/addresses.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany, type Item } from '../store/items.ts';
import { keys, moveKeys } from '../store/keys.ts';
import { isMappedTo, mappedIn, movedWrite, moveIn } from '../store/moves.ts';
import { keepRefused, type Owner, ownerIn, ownerWrite, signInsIn } from '../store/sign-ins.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';
import { recordSignIns } from './sign-in-events.ts';
import { signInIdOf } from './sign-in-id.ts';

/** Who came in, and by which sign-in; or why nobody did. */
export type Entered = { ok: true; person: Person; signIn: string } | { ok: false; reason: SignInRefusal };

/**
 * Lets a visitor in whom their issuer vouches for. At the first sign-in the person whom the claim names is bound to it, with
 * an event, in one transaction. A visitor who is refused is kept for HR.
 *
 * @param isVerified whether the issuer has checked the claim. It matters only at the first sign-in.
 */
export async function enter(
  outside: Outside,
  claimed: Claimed,
  { isVerified, requestId }: { isVerified: boolean; requestId: string },
): Promise<Entered> {
  const { table, clock } = outside;
  const id = signInIdOf(claimed.issuer, claimed.subject);
  return withRetries('The record of sign-ins', async (): Promise<Entered | null> => {
    const { owner, personId, person, signIns, move } = await found(outside, claimed, id);
    const decision = decideSignIn({ id, claimed, isVerified, person, signIns, isMapped: move !== null });
    const at = clock.now().toISOString();
    if (!decision.ok) {
      await keepRefused(table, { id, ...claimed, reason: decision.reason, personId, at });
      return decision;
    }
    const entered = { ok: true as const, person: decision.person, signIn: id };
    const { events } = decision;
    if (!events) return entered;
    const binding = { claimed, owner, person: decision.person, signIns, move };
    return (await bind(outside, events, binding, { at, requestId })) ? entered : null;
  });
}

/**
 * The person to whom the sign-in is bound, or else the one whom a mapping file names, or else the one whom the claim names.
 * `move`: what binds them by that file.
 */
async function found({ table, clock, signInKey }: Outside, { issuer, subject, value }: Claimed, id: string) {
  const key = keys.signIn(issuer, subject);
  const by = signInKey === 'mail' ? keys.address : keys.employeeNumber;
  const first = await getMany(table, [key, moveKeys.mapped(id), ...(value === null ? [] : [by(value)])]);
  const owner = ownerIn(first, key);
  const mapped = mappedIn(first, id);
  const holderIn = signInKey === 'mail' ? addressHolderIn : numberHolderIn;
  const named = value === null ? null : holderIn(first, value);
  const ids = [owner?.personId, mapped?.personId, named].flatMap((one) => one ?? []);
  const second = await getMany(table, [
    ...ids.flatMap((one) => [keys.profile(one), keys.signIns(one)]),
    ...(mapped
      ? [moveKeys.mappedTo(mapped.personId), moveKeys.move(mapped.move), moveKeys.moved(mapped.move, id)]
      : []),
  ]);
  const isOwner = owner !== null && isTheirs(signInsIn(second, owner.personId), id);
  const move = isOwner || !mapped ? null : moveBy(second, mapped, { issuer, id, now: clock.now() });
  const personId = isOwner ? owner.personId : move && mapped ? mapped.personId : named;
  return {
    owner,
    personId,
    person: personId === null ? null : (peopleIn(second, [personId])[personId] ?? null),
    signIns: personId === null ? null : signInsIn(second, personId),
    move,
  };
}

/** What a move adds to a binding: its proposal, and the write that counts the person. */
interface Move {
  proposal: string;
  counted: (write: ReturnType<typeof writesOf>) => Write;
}

/**
 * The move by which a person comes over. Null: the file counts no more, or a newer one names them. Whether it was ended at this
 * very moment the transaction does not check: whoever comes over a moment before the end comes over.
 */
function moveBy(
  items: ReadonlyMap<string, Item>,
  mapped: { personId: string; move: string; expires: number },
  { issuer, id, now }: { issuer: string; id: string; now: Date },
): Move | null {
  const record = moveIn(items, mapped.move);
  if (!record?.progress || record.issuer !== issuer || !isCounting(record.state)) return null;
  if (mapped.expires * 1000 <= now.getTime() || !isMappedTo(items, mapped, id)) return null;
  const counted = (write: ReturnType<typeof writesOf>) => movedWrite(write, items, { move: mapped.move, signIn: id });
  return { proposal: record.progress.proposal, counted };
}

interface Binding {
  claimed: Claimed;
  owner: Owner | null;
  person: Person;
  signIns: SignIns | null;
  move: Move | null;
}

/** Binds a sign-in to a person, and ends the earlier one. False if something that the decision rests on has changed. */
async function bind(
  outside: Outside,
  events: readonly [SignInsDraftEvent, ...SignInsDraftEvent[]],
  { claimed: { issuer, subject }, owner, person, signIns, move }: Binding,
  moment: { at: string; requestId: string },
): Promise<boolean> {
  const { table } = outside;
  const write = writesOf(table);
  const happening = { personId: person.id, before: signIns, events };
  const done = await transact(table, [
    ...recordSignIns(outside, happening, { ...moment, proposal: move?.proposal }).writes,
    ...ownerWrite(write, keys.signIn(issuer, subject), owner, person.id),
    ...(move ? [move.counted(write)] : []),
    // Their mail address or employee number, and that they work here, must still be what was read.
    write.checkVersion('guard', keys.profile(person.id), person.version),
  ]);
  return done.ok;
}
