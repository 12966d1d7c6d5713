import type { Cycle, CycleInput, Window } from '../../contract/cycles.ts';
import type { StageKind } from '../../contract/ladder-paths.ts';
import type { Person } from '../../contract/people.ts';
import type { CycleDraftEvent } from '../../contract/record-cycle.ts';
import { dayWords } from '../calendar/words.ts';
import { localDay } from '../calendar/zone.ts';
import type { Fault } from '../fault.ts';
import { mayKeepRecords, roleOfKeeper } from '../people.ts';
import { nothingChanged } from '../words.ts';

/** What HR can do with a cycle: open or change it by giving the whole cycle, and close it. */
export type CycleCommand = { type: 'put'; id: string; input: CycleInput } | { type: 'close' };

export type CycleDecision =
  | { ok: true; event: CycleDraftEvent }
  | {
      ok: false;
      rejection: {
        code: 'forbidden' | 'not-found' | 'already-done' | 'invalid-input';
        message: string;
        faults?: Fault[];
      };
    };

/** What a decision needs beside the cycle. */
export interface CycleContext {
  /** ISO instant. */
  now: string;
  actor: Person;
  /** The other cycles, open and closed. */
  others: readonly Cycle[];
  /** The actor confirms what another person proposed. */
  byTwo?: boolean;
}

/**
 * Decides a command of HR on a cycle. `before` is null for a new cycle, which `put` opens. A closed cycle cannot
 * change. A window that has ended cannot change either, because cases had to keep to it.
 */
export function decideCycle(before: Cycle | null, command: CycleCommand, context: CycleContext): CycleDecision {
  const { actor } = context;
  if (!mayKeepRecords(actor, null, context.byTwo ?? false))
    return reject('forbidden', 'Only HR opens and closes cycles.');
  if (before?.closedAt)
    return reject('already-done', 'This cycle is closed. If you need another cycle, open one with another id.');
  if (command.type === 'close')
    return before ? accept(actor, { type: 'cycle-closed', data: {} }) : reject('not-found', 'There is no such cycle.');
  const { id, input } = command;
  if (before && factsIn(before) === factsIn(input)) return reject('already-done', nothingChanged);
  const faults = [
    ...faultsOfCycle(id, input, context.others),
    ...(before ? faultsOfChange(before, input, context) : []),
  ];
  if (faults.length > 0) return reject('invalid-input', 'The cycle has errors.', faults);
  return accept(actor, { type: before ? 'cycle-changed' : 'cycle-opened', data: input });
}

/** What HR says of a cycle, to compare two. */
function factsIn(cycle: CycleInput): string {
  const { kind, name, from, joinUntil, to } = cycle;
  const windows = windowsOf(cycle).map(([stage, one]) => [stage, one.from, one.to].join());
  return JSON.stringify([kind, name, from, joinUntil, to, windows.sort()]);
}

/** The faults of a cycle by itself, and beside the others, open and closed. */
export function faultsOfCycle(id: string, input: CycleInput, others: readonly Cycle[]): Fault[] {
  return [...faultsOfDays(input), ...faultsOfWindows(input), ...faultsOfOverlap(id, input, others)];
}

function faultsOfDays({ from, joinUntil, to }: CycleInput): Fault[] {
  if (to < from) return [{ path: 'to', reason: `give the first day (${dayWords(from)}) or a later one` }];
  if (joinUntil < from || joinUntil > to)
    return [{ path: 'joinUntil', reason: `give a day of the cycle, from ${dayWords(from)} to ${dayWords(to)}` }];
  return [];
}

function faultsOfWindows(cycle: CycleInput): Fault[] {
  return windowsOf(cycle).flatMap(([stage, { from, to }]): Fault[] => {
    const isOutside = (day: string) => day < cycle.from || day > cycle.to;
    const within = `give a day of the cycle, from ${dayWords(cycle.from)} to ${dayWords(cycle.to)}`;
    const outside = [
      ...(isOutside(from) ? [{ path: `windows.${stage}.from`, reason: within }] : []),
      ...(isOutside(to) ? [{ path: `windows.${stage}.to`, reason: within }] : []),
    ];
    if (outside.length > 0 || from <= to) return outside;
    return [
      { path: `windows.${stage}.to`, reason: `give the first day of the window (${dayWords(from)}) or a later one` },
    ];
  });
}

/** Open cycles of one kind do not overlap. So an engineer need not choose, and a sign-off has one window. */
function faultsOfOverlap(id: string, { kind, from, to }: CycleInput, others: readonly Cycle[]): Fault[] {
  const other = others.find(
    (one) => one.id !== id && one.kind === kind && one.closedAt === null && one.from <= to && from <= one.to,
  );
  if (!other || to < from) return [];
  const reason = `the ${kind} cycle ${other.id} is open from ${dayWords(other.from)} to ${dayWords(other.to)}: choose days outside it, or close it first`;
  return [{ path: 'from', reason }];
}

function faultsOfChange(before: Cycle, input: CycleInput, { now }: CycleContext): Fault[] {
  // Days are local days: a window has ended once its last day is over everywhere on earth.
  const today = localDay(now, 'Etc/GMT+12');
  const moved = windowsOf(before).flatMap(([stage, { from, to }]): Fault[] => {
    const after = input.windows[stage];
    if (to >= today || (after?.from === from && after.to === to)) return [];
    return [
      { path: `windows.${stage}`, reason: `this window has ended: keep it from ${dayWords(from)} to ${dayWords(to)}` },
    ];
  });
  return [
    ...(input.kind === before.kind ? [] : [{ path: 'kind', reason: `keep ${before.kind}, or open another cycle` }]),
    ...moved,
  ];
}

function windowsOf({ windows }: Pick<CycleInput, 'windows'>): [StageKind, Window][] {
  return Object.entries(windows) as [StageKind, Window][];
}

type Recorded = CycleDraftEvent extends infer One ? (One extends unknown ? Omit<One, 'actor'> : never) : never;

function accept(by: Person, event: Recorded): CycleDecision {
  const actor = { personId: by.id, role: roleOfKeeper(by, null), relation: 'cycles', onBehalfOf: null };
  return { ok: true, event: { ...event, actor } as CycleDraftEvent };
}

function reject(
  code: Extract<CycleDecision, { ok: false }>['rejection']['code'],
  message: string,
  faults?: Fault[],
): CycleDecision {
  return { ok: false, rejection: { code, message, ...(faults ? { faults } : {}) } };
}
