import { fingerprintOf } from '../cases/answers.ts';
import { type Carried, carryOut, type Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type PersonInput, PersonResult } from '../contract/directory.ts';
import { Person } from '../contract/people.ts';
import type { PersonEvent, SealedRecord } from '../contract/records.ts';
import { decidePerson, leadsOf } from '../domain/directory/decide.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../publishing/hr.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { chainEndOf } from '../store/chains.ts';
import { loadPeople, profileItem } from '../store/directory.ts';
import { contentOf, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { currentLadder } from '../store/ladders.ts';
import { listSeats, seatsWrite } from '../store/seats.ts';
import { type Write, writesOf } from '../store/transaction.ts';

/** How a request was made, beside what it asks. */
export interface RequestMeta {
  idempotencyKey: string;
  /** The version of the person that the caller saw, from `If-Match`; owed for somebody who is in the directory. */
  ifVersion?: number;
  requestId: string;
}

export interface Executed {
  result: PersonResult;
  /** The answer was given before, and nothing was done this time. */
  replayed: boolean;
}

/** Adds a person to the directory, or says anew what HR says of them. Throws `Refusal`. */
export async function putPerson(
  outside: Outside,
  actorId: string,
  { id, input }: { id: string; input: PersonInput },
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<Executed> {
  const once = {
    actorId,
    idempotencyKey,
    fingerprint: fingerprintOf({ directory: id, input }),
    shape: PersonResult,
    reads: [keys.profile(id), keys.personAudit(id)],
    busy: 'The directory is changing at this moment. Nothing was done; try again.',
  };
  return carryOut(outside, once, async (found): Promise<Carried<PersonResult>> => {
    const actor = hrOnly(found.actor);
    const { before, audit } = stateIn(found, id);
    checkVersion(before, ifVersion);
    const { table, clock, ids, random } = outside;
    const [leads, ladder, seats] = await Promise.all([
      loadPeople(table, leadsOf(input)),
      input.ladder ? currentLadder(table, input.ladder, clock.now()) : null,
      listSeats(table),
    ]);
    const at = clock.now().toISOString();
    const decision = decidePerson(before, id, input, { now: at, actor, leads, ladder, seats });
    if (!decision.ok) throw new Refusal(decision.rejection.code, decision.rejection.message, decision.rejection);
    const recording = { chain: `person:${id}` as const, audit, at, requestId, ids, random };
    const [sealed] = sealRecord([decision.event], recording);
    if (!sealed) throw new Error('A decision holds an event');
    const { after } = decision;
    return {
      result: { personId: id, type: before ? 'person-changed' : 'person-added', version: after.version, at },
      writes: [
        ...writesFor(writesOf(table), before, after, sealed),
        ...decision.seats.map((one) => seatsWrite(writesOf(table), one.before, one.after)),
        // The leads have the role they are named for. Whoever acts is checked in any case, and no item may come twice.
        ...Object.values(leads)
          .filter((lead) => lead.id !== actorId)
          .map((lead) => writesOf(table).checkVersion('guard', keys.profile(lead.id), lead.version)),
      ],
    };
  });
}

/** The writes of an event of a person: the directory item if it is still the one that was read, and the event. */
export function writesFor(
  write: ReturnType<typeof writesOf>,
  before: Person | null,
  after: Person,
  sealed: SealedRecord<PersonEvent>,
): Write[] {
  const item = profileItem(after);
  return [
    before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
    ...personEventWrites(write, after.id, sealed),
  ];
}

function stateIn({ items }: Found, id: string) {
  const profile = items.get(nameOf(keys.profile(id)));
  return {
    before: profile ? Person.parse(contentOf(profile)) : null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
  };
}

function checkVersion(before: Person | null, ifVersion: number | undefined): void {
  if (before && ifVersion === undefined)
    throw new Refusal(
      'precondition-required',
      'This person is in the directory: say which version you saw, in If-Match.',
    );
  if (ifVersion !== undefined && before?.version !== ifVersion)
    throw new Refusal(
      'precondition-failed',
      before
        ? 'This person’s record has changed since you read it. Read it again, then decide.'
        : 'There is no such person yet: leave If-Match out to add them.',
    );
}
