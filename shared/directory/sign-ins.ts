import { endOf, mostLooked, type Page, pageAmong, placeIn } from '../cases/cursor.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { PageQuery } from '../contract/cursor.ts';
import type { Person } from '../contract/people.ts';
import { SignInsEvent } from '../contract/record-sign-ins.ts';
import type { RecordEventView } from '../contract/records.ts';
import { RefusedSignIn, type SignIns } from '../contract/sign-ins.ts';
import type { Verification } from '../contract/view.ts';
import * as z from '../contract/zod.ts';
import { replaySignIns } from '../domain/directory/sign-ins.ts';
import { isHrFor, isHrForAll, unitOfCase } from '../domain/people.ts';
import { hashOf } from '../ledger/hash.ts';
import { readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { type NameOf, namesOf } from '../records/names.ts';
import { loadPeople } from '../store/directory.ts';
import { listRefused, loadSignIns } from '../store/sign-ins.ts';
import { hrOfPerson } from './hr-of.ts';

/** The sign-ins of a person, what was done to them, oldest first, and whether the record holds. */
export interface SignInHistory {
  signIns: SignIns;
  events: RecordEventView[];
  proof: Verification;
}

/** The sign-ins of a person, for HR. Null: they have never signed in. Throws `Refusal`. */
export async function readSignInHistory(
  { table }: Outside,
  viewer: Person,
  personId: string,
): Promise<SignInHistory | null> {
  const [chained] = await Promise.all([
    readChained(table, `sign-ins:${personId}`, loadSignIns(table, personId)),
    hrOfPerson(table, viewer, personId),
  ]);
  if (!chained) return null;
  const events = chained.chain.flatMap((event) => SignInsEvent.safeParse(event).data ?? []);
  const isSame = hashOf(replaySignIns(events)) === hashOf(chained.record);
  return {
    signIns: chained.record,
    events: events.map((event) => viewOf(event, undefined)),
    proof: verificationOf(chained, isSame ? [] : ['the sign-ins are not what their events come to']),
  };
}

/** The same. Throws `Refusal` also if the person has never signed in. */
export async function readSignIns(outside: Outside, viewer: Person, personId: string): Promise<SignInHistory> {
  const history = await readSignInHistory(outside, viewer, personId);
  if (!history) throw new Refusal('not-found', 'This person has never signed in.');
  return history;
}

/** A cursor of the list: the visitor after whom it goes on. */
const AfterRefused = z.pick(RefusedSignIn, { at: true, id: true });

/**
 * Visitors of the last 30 days whom their issuer knows and who were not let in, the newest first, and the names of those who
 * are known. For HR; whoever is limited to ODCs sees those of known people of these alone. Throws `Refusal`.
 */
export async function readRefusedSignIns(
  { table, clock }: Outside,
  viewer: Person,
  { limit, cursor }: PageQuery,
): Promise<Page<RefusedSignIn> & { nameOf: NameOf }> {
  anyHrOnly(viewer);
  const count = isHrForAll(viewer) ? limit + 1 : mostLooked;
  const known = new Map<string, Person>();
  const placeOf = ({ at, id }: RefusedSignIn) => ({ at, id });
  const page = await pageAmong({
    limit,
    from: placeIn(AfterRefused, cursor),
    look: async (from) => {
      const { refused, isEnd } = await listRefused(table, clock.now(), count, from);
      const people = await loadPeople(
        table,
        refused.flatMap(({ personId }) => personId ?? []),
      );
      for (const person of Object.values(people)) known.set(person.id, person);
      const odcOf = (id: string | null) => people[id ?? '']?.odc;
      const shown = refused.filter(({ personId }) => isHrFor(viewer, unitOfCase({ odc: odcOf(personId) })));
      return { shown, end: endOf(refused, isEnd, placeOf) };
    },
    placeOf,
  });
  return { ...page, nameOf: namesOf(known.values()) };
}
