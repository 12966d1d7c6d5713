import type { CaseEvent, DraftEvent } from '../../contract/events.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';

/** A fault of the input: where it is (`ratings.debugging`) and how to mend it. */
export interface Fault {
  path: string;
  reason: string;
}

/** Why a command is refused; stable codes that scripts may rely on. */
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

/** A fact the decision rests on: the commit checks that this directory item is still at this version. */
export interface Guard {
  personId: string;
  version: number;
}

export type Decision = { ok: true; events: DraftEvent[]; guards: Guard[] } | { ok: false; rejection: Rejection };

/** Facts from outside the case. */
export interface Context {
  /** ISO instant. */
  now: string;
  ladder: PublishedLadder;
  /** Who acts; null is the system. */
  actor: Person | null;
  /** Which part of the system acts. */
  system?: 'workflow' | 'sweep';
  /** The engineer and the line above, by id; needed to open a case. */
  people: Record<string, Person>;
  /** The engineer's open case, if there is one; needed to open a case. */
  openCaseId?: string | null;
  /** Hosts to which a plain http link may lead. */
  intranetHosts: readonly string[];
}

export type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

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
