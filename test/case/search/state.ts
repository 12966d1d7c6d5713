import type { CaseHead } from '#shared/contract/case.ts';
import type { Command } from '#shared/contract/commands.ts';
import type { BodyItem, Case, CaseEvent, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { decide } from '#shared/domain/case/decide.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import type { Context } from '#shared/domain/case/types.ts';

/** What a search begins from: a path, the people of it, and whose case it is. */
export interface Setting {
  ladder: PublishedLadder;
  transition: string;
  engineerId: string;
  people: Person[];
}

/** A state of the search: a case, who has left the company, and what we note ourselves of what happened. */
export interface State {
  case: Case;
  gone: string[];
  notes: Notes;
}

/** Kept beside the case, so that the decider is not judged by its own memory. */
interface Notes {
  /** Who was found to have a conflict. */
  conflicted: string[];
  /** Whoever held or played a part of a calibration in this round, and in the one before an appeal. */
  calibrators: string[];
  calibratorsBefore: string[];
  /** Who recorded the consensus that stands. */
  consensusBy: string | null;
  /** Under which slot each question was answered. */
  answeredUnder: Record<string, string>;
}

/** Every clock in a search stands at one of these: now, or long after everything is due. */
export const now = '2026-03-02T09:00:00.000Z';
export const late = '2027-06-01T09:00:00.000Z';

/** One thing that somebody, or the system, may try. */
export interface Option {
  /** Null is the system. */
  who: string | null;
  command: Command;
  at?: string;
  /** Whether a seat is free, where it matters. */
  seatFree?: boolean;
  /** Somebody who leaves the company before that. */
  leaves?: string;
  /** Out of the ordinary: a search allows so many of these in one case. */
  isTurn?: boolean;
}

const fullSeats = {
  ladder: '',
  level: '',
  waiting: [],
  version: 1,
  holders: [{ personId: 'x', caseId: null, since: now }],
};

/** The facts that a decision rests on in a state, and who is there. */
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
 * What the real decider makes of it: the events and the state after them, or null where it is refused. A stage that the
 * case comes to is opened at once, with one instant that matters in place of those of the calendars.
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

/** An event without ids and hashes: the search asks nothing of them. */
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
 * What makes two states the same to everything that can happen next: numbers of events, instants and digests do not.
 * Once a case is over and cannot come back, its outcome alone is left.
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
