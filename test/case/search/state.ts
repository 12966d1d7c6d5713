import type { CaseHead } from '#shared/contract/case.ts';
import type { Command } from '#shared/contract/commands.ts';
import type { BodyItem, Case, CaseEvent, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { decide } from '#test/support/decide.ts';

/** The start of a search: a transition, its people, and the engineer of the case. */
export interface Setting {
  ladder: PublishedLadder;
  transition: string;
  engineerId: string;
  people: Person[];
}

/** A state of the search: a case, the people who have left the company, and our own notes on the events. */
export interface State {
  case: Case;
  gone: string[];
  notes: Notes;
}

/** Notes that do not come from the decider, so that they can prove it wrong. */
interface Notes {
  /** Who was found to have a conflict. */
  conflicted: string[];
  /** Who held a slot of the calibration or acted in it, now and before an appeal. */
  calibrators: string[];
  calibratorsBefore: string[];
  /** Who recorded the current consensus. */
  consensusBy: string | null;
  /** The slot under which each question was answered. */
  answeredUnder: Record<string, string>;
}

/** The two times in a search: now, and a time long after every deadline. */
export const now = '2026-03-02T09:00:00.000Z';
export const late = '2027-06-01T09:00:00.000Z';

/** One command that a person or the system can try. */
export interface Option {
  /** Null is the system. */
  who: string | null;
  command: Command;
  at?: string;
  /** Whether a seat is free, if that matters. */
  seatFree?: boolean;
  /** A person who leaves the company before the command. */
  leaves?: string;
  /** The step is unusual. A search limits how many of these one case has. */
  isTurn?: boolean;
}

const fullSeats = {
  ladder: '',
  level: '',
  waiting: [],
  version: 1,
  holders: [{ personId: 'x', caseId: null, since: now }],
};

/** The facts for a decision in a state. People who have left are not active. */
export function contextOf({ ladder, people }: Setting, gone: readonly string[], at: string, seatFree = true): Context {
  const there = people.map((one) => [one.id, gone.includes(one.id) ? { ...one, active: false } : one]);
  return {
    now: at,
    ladder,
    actor: null,
    people: Object.fromEntries(there),
    seats: seatFree ? null : fullSeats,
    openCaseId: null,
    intranetHosts: [],
  };
}

/**
 * Gives an option to the real decider. Returns the events and the state after them. Returns null if it is refused or
 * changes nothing. The next stage is opened at once, with a single timer instead of those from the calendars.
 */
export function take(
  setting: Setting,
  from: State | null,
  { who, command, at = now, seatFree, leaves }: Option,
): { events: CaseEvent[]; next: State } | null {
  const state = from && leaves ? { ...from, gone: union(from.gone, [leaves]) } : from;
  const context = contextOf(setting, state?.gone ?? [], at, seatFree);
  const actor = who === null ? null : (context.people[who] ?? null);
  const decision = decide(state?.case ?? null, command, { ...context, actor });
  if (!decision.ok || (decision.events.length === 0 && !leaves)) return null;
  const events: CaseEvent[] = [];
  const next = decision.events.reduce((one, draft) => told(one, draft, events), state) as State;
  const { stage, attempt, status } = next.case.head;
  if (status !== 'opening' || stage === 'closing') return { events, next };
  return {
    events,
    next: told(next, { type: 'stage-opened', actor: system, data: { stage, attempt, dueAt, timers } }, events),
  };
}

const system = { personId: null, role: 'system', relation: 'workflow', onBehalfOf: null } as const;
const dueAt = '2026-04-01T09:00:00.000Z';
const timers = [{ kind: 'lapse' as const, at: dueAt, to: [] }];

function told(state: State | null, draft: DraftEvent, events: CaseEvent[]): State {
  const event = eventOf(draft, (state?.case.head.version ?? 0) + 1);
  events.push(event);
  const after = evolve(state?.case ?? null, event, bodyOf(draft, event.seq));
  const notes = noted(state?.notes ?? noNotes, event, state?.case.head ?? null, after.head);
  return { case: after, gone: state?.gone ?? [], notes };
}

const noNotes: Notes = {
  conflicted: [],
  calibrators: [],
  calibratorsBefore: [],
  consensusBy: null,
  answeredUnder: {},
};

/** An event without ids and hashes, because the search does not use them. */
function eventOf({ type, data, actor, body }: DraftEvent, seq: number): CaseEvent {
  return {
    v: 1,
    id: '',
    caseId: 'case',
    seq,
    at: now,
    type,
    actor,
    requestId: '',
    ladder: '',
    data,
    audience: body?.audience ?? null,
    digest: body ? 'd' : null,
    prev: '',
    hash: '',
  } as CaseEvent;
}

function bodyOf({ type, body }: DraftEvent, seq: number): BodyItem | null {
  return body ? { caseId: 'case', seq, type, salt: '', ...body } : null;
}

function noted(notes: Notes, event: CaseEvent, before: CaseHead | null, after: CaseHead): Notes {
  const by = event.actor.personId ?? '';
  const next = { ...notes };
  if (event.type === 'conflict-declared') next.conflicted = union(notes.conflicted, [by]);
  if (event.type === 'objection-answered' && event.data.answer === 'replace') {
    const asked = before?.objections.find((one) => one.id === event.data.objection);
    const holder = before?.slots.find((slot) => slot.id === asked?.slot)?.personId;
    if (asked?.ground === 'conflict' && holder) next.conflicted = union(notes.conflicted, [holder]);
  }
  if (event.type === 'appeal-decided' && event.data.decision === 'upheld') {
    if (before?.appeal?.against) next.conflicted = union(notes.conflicted, [before.appeal.against]);
    next.calibratorsBefore = notes.calibrators;
    next.calibrators = [];
    next.answeredUnder = {};
  }
  if (event.type === 'attested')
    next.answeredUnder = { ...notes.answeredUnder, [event.data.attestation]: event.actor.relation };
  if (event.type === 'consensus-recorded') next.consensusBy = by;
  if (after.consensus === null) next.consensusBy = null;
  const deciding = ['review-submitted', 'review-amended', 'consensus-recorded', 'attested'].includes(event.type);
  const inCalibration = after.slots.flatMap((slot) => (slot.stage === 'calibration' && slot.personId) || []);
  next.calibrators = union(next.calibrators, [...inCalibration, ...(deciding ? [by] : [])]);
  return next;
}

const union = (one: string[], other: string[]) => [...new Set([...one, ...other])].sort();

/**
 * A key of everything that affects what can happen next. Event numbers, times and digests do not affect it. For a case
 * that has ended and cannot be reopened, the key is only the outcome.
 */
export function keyOf({ case: { head }, gone, notes }: State): string {
  if (head.stage === 'closing' && head.outcome !== 'not-promoted') return `over: ${head.outcome}`;
  if (head.stage === 'closed' && (head.outcome !== 'not-promoted' || head.appeal)) return `over: ${head.outcome}`;
  return JSON.stringify([
    head.stage,
    head.status === 'open',
    head.outcome,
    head.attempt > 1,
    head.track !== null,
    head.slots.map((slot) => [slot.id, slot.personId, slot.given, !!slot.openFrom && slot.openFrom > now]),
    head.acts.map((act) => `${act.by} ${act.slot}`).sort(),
    [...head.past].sort(),
    head.delegations.map((one) => `${one.by} ${one.to} ${one.slots}`).sort(),
    head.objections.map((one) => [one.slot, one.ground, one.answer]),
    head.selfAssessment !== null,
    Object.keys(head.evidence),
    head.portfolio !== null,
    head.waivers.map((one) => one.by),
    head.reviews.map((one) => `${one.slot} ${one.by}`).sort(),
    head.sealed !== null,
    head.revealed,
    notes.consensusBy,
    head.consensus !== null,
    head.attestations.map((one) => `${one.id} ${one.by}`).sort(),
    head.signOffs.flatMap((one) => (one.stands ? [`${one.slot} ${one.by} ${one.decision}`] : [])).sort(),
    head.returned && [head.returned.stage, head.returned.unlocked],
    head.appeal && [head.appeal.ground, head.appeal.against, head.appeal.decision],
    head.conflicts,
    gone,
    notes.conflicted,
    notes.calibratorsBefore,
  ]);
}
