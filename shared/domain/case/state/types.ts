import type { AttachedText } from '../../../contract/attached.ts';
import type { Calendar } from '../../../contract/calendar.ts';
import type { LastCase } from '../../../contract/case.ts';
import type { Cycle } from '../../../contract/cycles.ts';
import type { Case, CaseEvent, DraftEvent } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Person } from '../../../contract/people.ts';
import type { Seats } from '../../../contract/seats.ts';
import type { Fault } from '../../fault.ts';

/** Why a command is refused. The codes are stable, so scripts may rely on them. */
export type RejectionCode =
  | 'not-found'
  | 'forbidden'
  | 'invalid-input'
  | 'wrong-stage'
  | 'stage-opening'
  | 'already-done'
  | 'already-decided'
  | 'not-yet'
  | 'seen-changed'
  | 'level-mismatch'
  | 'cooling-down'
  | 'open-case-exists'
  | 'transition-not-runnable'
  | 'slot-vacant'
  | 'superseded'
  | 'stage-moved'
  | 'outcome-not-decided'
  | 'restart-limit';

export interface Rejection {
  code: RejectionCode;
  message: string;
  faults?: Fault[];
}

/** A fact that the decision depends on: the commit checks that this directory item is still at this version. */
export interface Guard {
  personId: string;
  version: number;
}

/** Guards on the directory items of these people, as they were read. Each person has one; people who were not read have none. */
export function guardsOn(ids: readonly string[], { people }: Pick<Context, 'people'>): Guard[] {
  return [...new Set(ids)].flatMap((personId) => {
    const person = people[personId];
    return person ? [{ personId, version: person.version }] : [];
  });
}

export type Decision = { ok: true; events: DraftEvent[]; guards: Guard[] } | { ok: false; rejection: Rejection };

/** What rights depend on, besides the case and the person. */
export interface Facts {
  ladder: PublishedLadder;
  /** The records of those for whom the person acts as a delegate. A missing one counts as a person who has left. */
  people: Record<string, Person>;
  /** ISO instant. */
  now: string;
  /** The cycle of the case, if it was read. */
  cycle?: Cycle | null;
}

/** Facts from outside the case. */
export interface Context {
  /** ISO instant. */
  now: string;
  ladder: PublishedLadder;
  /** Who acts; null is the system. */
  actor: Person | null;
  /** Which part of the system acts. */
  system?: 'workflow' | 'sweep';
  /** People by id: those that `factsFor` names. A person who is missing here is not in the directory. */
  people: Record<string, Person>;
  /** The working calendars, by ODC. A missing one counts as Monday to Friday in the zone of the company. */
  calendars?: Record<string, Calendar>;
  /** The IANA time zone of the company. The default is UTC. */
  companyZone?: string;
  /** The cycle of the case, or the one it is to join. */
  cycle?: Cycle | null;
  /** The seats of the target level, if it is capped and this may be the last signature. */
  seats?: Seats | null;
  /** The ids of the active people with these roles. Null: the directory is from before they were kept. */
  holders?: { hr: readonly string[]; directors: readonly string[] } | null;
  /** The engineer's open case, if there is one. Needed to open a case and to appeal. */
  openCaseId?: string | null;
  /** The id of the engineer's case that closed last. Null: none, or from before it was written down. */
  lastClosedId?: string | null;
  /** The engineer's last case on the same transition. Needed to open a case. */
  last?: LastCase | null;
  /** Who of HR changed the records that this follows from, since the case began. */
  changedBy?: string[];
  /** The engineer's previous case, whose evidence is carried over. */
  previous?: Case | null;
  /** The texts attached to the pieces that are carried over, by digest. */
  previousTexts?: Record<string, AttachedText>;
  /** The texts attached to the pieces of this case, by digest. Needed if a text is added, or moves with its piece. */
  ownTexts?: Record<string, AttachedText>;
  /** Hosts to which a plain http link may lead. */
  intranetHosts: readonly string[];
}

export type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** What an event says of who changed the records that it follows from. Nothing, if nobody did. */
export function whoChanged({ changedBy = [] }: Pick<Context, 'changedBy'>): { changedBy?: string[] } {
  return changedBy.length > 0 ? { changedBy } : {};
}

export function accept(events: DraftEvent[], guards: Guard[] = []): Decision {
  return { ok: true, events, guards };
}

export function reject(code: RejectionCode, message: string, faults?: Fault[]): Decision {
  return { ok: false, rejection: { code, message, ...(faults ? { faults } : {}) } };
}

/** Refuses when there are faults; null when there are none. */
export function rejectFaults(message: string, faults: Fault[]): Decision | null {
  return faults.length > 0 ? reject('invalid-input', message, faults) : null;
}
