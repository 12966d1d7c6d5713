import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import type { Leave } from '../contract/people.ts';
import type { Proposal } from '../contract/proposal.ts';
import { deputiesOf } from '../domain/directory/decide.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { decideLeave, leaveAfter } from '../domain/directory/leave.ts';
import { unitsOf } from '../domain/people.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { chainEndOf } from '../store/chains.ts';
import { peopleIn } from '../store/directory.ts';
import { nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { openProposalsFor } from '../store/proposals.ts';
import { writesOf } from '../store/transaction.ts';
import { noSuchPerson, personWords } from './person-change.ts';
import { writesFor } from './person-record.ts';

interface Facts {
  casesOfActor: OpenCase[];
  /** The open proposals about the person. */
  open: Proposal[];
}

/**
 * The times away of a person change as they have asked, and somebody of HR confirms it. `was`: those that the record had when they
 * asked; what they added and took out then holds for the record as it is now. Null: they ask now.
 */
export function leaveChange(
  outside: Outside,
  { of, leave: asked, was }: { of: string; leave: Leave[]; was: Leave[] | null },
): RecordChange<{ version: number }, Facts> {
  const { table, clock, ids, random } = outside;
  return {
    reads: [keys.profile(of), keys.personAudit(of), ...deputiesOf({ leave: asked }).map((id) => keys.profile(id))],
    async facts(actorId) {
      const [casesOfActor, open] = await Promise.all([openCasesOf(table, actorId), openProposalsFor(table, of)]);
      return { casesOfActor, open };
    },
    async carry({ items, facts: { casesOfActor, open } }, { actor, ifVersion, requestId, step, proposal }) {
      const before = peopleIn(items, [of])[of];
      if (!before) throw noSuchPerson();
      if (was === null) checkIfMatch(before, ifVersion, personWords);
      const leave = was === null ? asked : leaveAfter(before.leave, { was, leave: asked });
      const deputies = peopleIn(items, deputiesOf({ leave }));
      const at = clock.now().toISOString();
      const waiting = requestsOf(of, open, at).filter(({ id }) => id !== proposal).length;
      const decision = decideLeave(before, leave, {
        actor,
        step,
        deputies,
        casesOfActor,
        today: at.slice(0, 10),
        waiting,
      });
      if (!decision.ok) throw refusalOf(decision.rejection);
      const audit = chainEndOf(items.get(nameOf(keys.personAudit(of))));
      const recording = { chain: `person:${of}` as const, audit, at, requestId, proposal, ids, random };
      const sealed = sealRecord(decision.event, recording);
      return {
        matters: ['leave'],
        units: unitsOf(before),
        result: { version: decision.after.version },
        writes: writesFor(writesOf(table), before, decision.after, sealed),
      };
    },
  };
}

/** The requests for leave of a person among the open proposals about them, which HR can still decide. `now`: ISO instant. */
export function requestsOf(personId: string, open: readonly Proposal[], now: string): Proposal[] {
  return open.filter(({ kind, by, expiresAt }) => kind === 'leave' && by === personId && expiresAt > now);
}
