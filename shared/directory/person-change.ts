import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import type { PersonResult } from '../contract/directory.ts';
import type { Actor } from '../contract/events.ts';
import type { Person } from '../contract/people.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import type { ScimRecord } from '../contract/scim.ts';
import type { SignIns } from '../contract/sign-ins.ts';
import { decidePerson } from '../domain/directory/decide.ts';
import { isFoundByOther } from '../domain/directory/matters.ts';
import { stillWaiting } from '../domain/directory/pushed.ts';
import type { RecordChange } from '../records/change.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { scimWrites } from '../store/scim.ts';
import { listSeats } from '../store/seats.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { type Facts, gather, personReads, personWrites, stateIn, type Wanted } from './person-record.ts';

/** A change of a person: they are added to the directory, or what HR wrote about them is replaced. */
export function personChange(outside: Outside, wanted: Wanted): RecordChange<PersonResult, Facts> {
  const { id } = wanted;
  return {
    reads: personReads(wanted),
    async facts(actorId) {
      const [seats, casesOfActor] = await Promise.all([listSeats(outside.table), openCasesOf(outside.table, actorId)]);
      return { seats, casesOfActor };
    },
    async carry({ items, facts }, { actor, ifVersion, requestId, step, proposal, machine }) {
      checkIfMatch(stateIn(items, id).before, ifVersion, personWords);
      const byTwo = step !== 'alone';
      const gathered = await gather(outside, wanted, { items, facts }, { actor, byTwo });
      if (!gathered) return null;
      const { before, input, context, signIns, scim } = gathered;
      const decision = decidePerson(before, id, input, context);
      if (!decision.ok) throw refusalOf(decision.rejection);
      const { after, matters, units, event } = decision;
      const isLookedAt = step === 'confirming' && !wanted.isLoaded;
      const isConfirmed = isLookedAt || isFoundByOther(before, after, context.signInKey);
      const writes = await personWrites(outside, gathered, decision, {
        requestId,
        proposal,
        machine,
        signInEvents: signInEventsOf(event.actor, { after, signIns, isConfirmed }),
        isLoaded: wanted.isLoaded ?? false,
      });
      return {
        matters,
        units,
        result: {
          personId: id,
          type: before ? ('person-changed' as const) : ('person-added' as const),
          version: after.version,
          at: context.now,
        },
        writes: [...writes, ...settledWrites(writesOf(outside.table), scim, after)],
      };
    },
  };
}

/**
 * What a change by people does to the sign-ins. An address that an identity system pushed is confirmed by another one that HR
 * writes, and by whatever two people decide about this person alone: nobody looks at each row of a file. Somebody who has left
 * needs no bar.
 */
function signInEventsOf(
  actor: Actor,
  { after, signIns, isConfirmed }: { after: Person; signIns: SignIns | null; isConfirmed: boolean },
): SignInsDraftEvent[] {
  return [
    ...(isConfirmed && signIns?.unconfirmed ? [{ type: 'address-confirmed' as const, data: {}, actor }] : []),
    ...(signIns?.barred && !after.active ? [{ type: 'bar-lifted' as const, data: {}, actor }] : []),
  ];
}

/** The writes by which what an identity system pushed waits no more, because the record says it now. */
function settledWrites(write: ReturnType<typeof writesOf>, scim: ScimRecord | null, after: Person): Write[] {
  if (!scim) return [];
  const waits = stillWaiting(scim, after);
  const count = Object.keys(waits).length;
  if (count === Object.keys(scim.waits).length) return [];
  const since = count === 0 ? null : scim.since;
  return scimWrites(write, scim, { ...scim, waits, since, version: scim.version + 1 });
}

export const personWords = {
  unnamed: 'This person is in the directory: say which version you saw, in If-Match.',
  changed: 'This person’s record has changed since you read it. Read it again, then decide.',
  absent: 'There is no such person yet: leave If-Match out to add them.',
};

/** The refusal of a person who is not there. */
export const noSuchPerson = () => new Refusal('not-found', 'There is no such person.');
