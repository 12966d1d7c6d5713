import { mostRequests } from '../../contract/names.ts';
import type { Leave, Person } from '../../contract/people.ts';
import type { PersonDraftEvent } from '../../contract/record-person.ts';
import { addDays } from '../calendar/calendar.ts';
import { faultsOfLeave } from '../calendar/leave.ts';
import type { Fault } from '../fault.ts';
import { mayKeepRecords, roleOfKeeper, unitsOf } from '../people.ts';
import { nothingChanged, tooManyRequests } from '../words.ts';
import { factsOf, faultsOfDeputies, wordsOf } from './decide.ts';
import { type OpenCase, whyInvolved } from './involvement.ts';

/** What a decision on leave needs. */
interface LeaveContext {
  actor: Person;
  step: 'alone' | 'proposing' | 'confirming';
  /** The people who are named to act meanwhile, by id. */
  deputies: Record<string, Person>;
  /** The open cases in which the actor takes part. */
  casesOfActor: readonly OpenCase[];
  /** The day of the decision, in UTC. */
  today: string;
  /** How many requests of theirs HR has not decided, without this one. */
  waiting: number;
}

export type LeaveDecision =
  | { ok: true; event: PersonDraftEvent; after: Person }
  | {
      ok: false;
      rejection: {
        code: 'forbidden' | 'already-done' | 'not-yet' | 'invalid-input';
        message: string;
        faults?: Fault[];
      };
    };

/**
 * The times away of a person after a request for leave: what it adds and takes out, whatever else has changed meanwhile.
 *
 * @param now those of the record
 * @param asked those that they asked for, and those that the record had then
 */
export function leaveAfter(
  now: readonly Leave[],
  { was, leave }: { was: readonly Leave[]; leave: readonly Leave[] },
): Leave[] {
  const isIn = (all: readonly Leave[], { from, to, deputyId }: Leave) =>
    all.some((one) => one.from === from && one.to === to && one.deputyId === deputyId);
  const kept = now.filter((one) => isIn(leave, one) || !isIn(was, one));
  const added = leave.filter((one) => !isIn(was, one) && !isIn(kept, one));
  return [...kept, ...added].sort((one, other) => (one.from < other.from ? -1 : 1));
}

/**
 * Decides the leave that a person asks for: they propose it themselves, and somebody of HR who takes no part in their cases
 * confirms it.
 */
export function decideLeave(before: Person, leave: readonly Leave[], context: LeaveContext): LeaveDecision {
  const { actor, step, deputies, casesOfActor, today, waiting } = context;
  const units = unitsOf(before);
  if (step !== 'confirming') {
    if (actor.id !== before.id)
      return reject('forbidden', 'Everybody asks for their own leave. HR enters that of others.');
    if (waiting >= mostRequests) return reject('not-yet', tooManyRequests);
  } else {
    if (!mayKeepRecords(actor, units, true)) return reject('forbidden', 'HR confirms leave.');
    const why = whyInvolved(actor.id, before.id, { cases: casesOfActor, leads: [], leaves: null });
    if (why) return reject('forbidden', why);
  }
  const after = { ...before, leave: [...leave], version: before.version + 1 };
  if (JSON.stringify(before.leave) === JSON.stringify(leave)) return reject('already-done', nothingChanged);
  const faults = [
    ...faultsOfLeave(leave, before.id),
    ...faultsOfDeputies(before, after, { deputies }),
    ...(step === 'proposing' ? faultsOfPast(before, leave, today) : []),
  ];
  if (faults.length > 0) return reject('invalid-input', 'The leave has errors.', faults);
  const actorOf = { personId: actor.id, role: roleOfKeeper(actor, units), relation: 'directory', onBehalfOf: null };
  return {
    ok: true,
    after,
    event: { type: 'person-changed', data: factsOf(after), actor: actorOf, body: wordsOf(before) },
  };
}

/** Times that were over when somebody asked for them move nothing. Where the day before today is not over yet, it is not over. */
function faultsOfPast(before: Person, leave: readonly Leave[], today: string): Fault[] {
  const known = before.leave.map(({ from, to }) => `${from}/${to}`);
  return leave.flatMap(({ from, to }, at) =>
    to < addDays(today, -1) && !known.includes(`${from}/${to}`)
      ? [{ path: `leave.${at}`, reason: 'these days are over: ask HR to extend a deadline that you missed by them' }]
      : [],
  );
}

function reject(
  code: Extract<LeaveDecision, { ok: false }>['rejection']['code'],
  message: string,
  faults?: Fault[],
): LeaveDecision {
  return { ok: false, rejection: { code, message, ...(faults ? { faults } : {}) } };
}
