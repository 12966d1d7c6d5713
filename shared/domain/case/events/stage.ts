import type { CaseHead, Timer } from '../../../contract/case.ts';
import type { CaseStage } from '../../../contract/workflow.ts';
import type { EventOf } from '../state/types.ts';
import { factsOf, move, openBefore } from './fold.ts';
import type { EventRow } from './row.ts';

export const stageOpenedRow: EventRow<'stage-opened'> = {
  underSeal: 'open',
  knownTo: 'everybody',
  ends: null,
  fold: (head, { at, seq, data }) => ({
    ...factsOf(head),
    sealed: head.sealed ?? (isToBeSealed(head, data.stage) ? { from: seq + 1, seen: 0, own: {} } : null),
    status: 'open',
    stage: data.stage,
    outcome: head.outcome,
    openedAt: at,
    dueAt: data.dueAt,
    timers: timersOf(data),
    timeZone: data.timeZone ?? head.timeZone,
    ...(data.odc === undefined ? {} : { odc: data.odc }),
    bound: data.bound ?? null,
    ...(data.directors ? { directors: data.directors } : {}),
    ...(data.stage === 'trial' ? { trial: { since: head.trial?.since ?? at, ended: false } } : {}),
    actedUpTo: null,
  }),
};

/** Reviews of this stage are sealed until all are in. */
function isToBeSealed({ revealed }: CaseHead, stage: CaseStage): boolean {
  return stage === 'calibration' && !revealed;
}

/** Stages that were opened before there were calendars have only a due date. */
function timersOf({ dueAt, timers }: EventOf<'stage-opened'>['data']): Timer[] {
  return timers ?? [{ kind: 'due', at: dueAt, to: [] }];
}

export const directorsNamedRow: EventRow<'directors-named'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { directors: _before, ...open } = openBefore(head, event);
    const { directors } = event.data;
    return { ...open, ...(directors.length > 0 ? { directors } : {}) };
  },
};

export const stageCarriedOverRow: EventRow<'stage-carried-over'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head) => head,
};

export const trackDeclaredRow: EventRow<'track-declared'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data: { track, moves } }) => move({ ...head, track }, moves),
};

export const trackConfirmedRow: EventRow<'track-confirmed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'trial',
  fold: (head, event) => {
    const since = head.trial?.since ?? openBefore(head, event).openedAt;
    return move({ ...head, trial: { since, ended: true } }, event.data.moves);
  },
};
