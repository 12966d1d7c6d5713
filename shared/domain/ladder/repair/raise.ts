import type { Competency, Ladder } from '../../../contract/ladder.ts';
import type { Change } from '../../../contract/score.ts';
import { capped } from '../anti-signals.ts';
import { rate, type ScoreInput } from '../rate.ts';
import { neededOf } from '../rule.ts';
import { offered, smallest, type Way } from './way.ts';

/** A dimension that applies, with its place in the ladder. */
interface Row {
  id: string;
  at: number;
  from: number | null;
}

/** What a competency is raised from. */
interface Ground {
  rows: Row[];
  rule: Competency['rule'];
  /** How many rows must reach a step, and how far below it the rest may be. */
  k: number;
  floor: number;
  first: number;
  last: number;
}

/** How to reach a target: which step the `need` chosen of `among` go to, and which the rest must hold. */
interface Route {
  among: Row[];
  need: number;
  chosen: number;
  rest: number;
}

/**
 * The smallest sets of changes that bring a competency to `target`, none of them with a part to spare; none where nothing
 * does. `start` is the place of its first dimension in the ladder.
 */
export function waysTo(
  ladder: Ladder,
  competency: Competency,
  start: number,
  input: ScoreInput,
  target: number,
): Way[] {
  const { dimensions, rule } = competency;
  const rows = dimensions.flatMap(({ id }, index): Row[] => {
    const from = input.ratings[id] ?? null;
    return from === 'not-applicable' ? [] : [{ id, at: start + index, from }];
  });
  if (rows.length * 2 < dimensions.length) return [];
  const steps = ladder.scale.map((one) => one.value);
  const ground: Ground = {
    rows,
    rule,
    k: neededOf(rule, rows.length, dimensions.length),
    floor: rule.kind === 'majority' ? rule.floor : 0,
    first: Math.min(...steps),
    last: Math.max(...steps),
  };
  const signals = holdingBelow(competency, input, target).map((id): Change => ({ kind: 'anti-signal', id }));
  return smallest([...waysAt(ground, target, signals), ...waysAbove(ground, target, signals)]);
}

/** Enough dimensions at the target, and none too low. */
function waysAt({ rows, rule, k, floor, first, last }: Ground, target: number, signals: readonly Change[]): Way[] {
  // Where a majority is above the target already, nothing is too low.
  if (target > last || (rule.kind === 'majority' && reaching(rows, target + 1) >= k)) return [];
  const rest = Math.max(target - floor, first);
  const need = rest === target ? 0 : Math.max(0, k - reaching(rows, target));
  const route = { among: below(rows, target), need, chosen: target, rest };
  return choicesOf(route).map((chosen) => wayOf(rows, route, chosen, signals));
}

/** Or enough one above the target, and one too low: that takes one off, which leaves the target. */
function waysAbove({ rows, rule, k, floor, first, last }: Ground, target: number, signals: readonly Change[]): Way[] {
  const need = Math.max(0, k - reaching(rows, target + 1));
  if (rule.kind !== 'majority' || (need > 0 && target + 1 > last)) return [];
  const route = { among: below(rows, target + 1), need, chosen: target + 1, rest: first };
  const low = route.among.filter((row) => (row.from ?? first) < target - floor);
  const choices = need === 0 ? [[]] : choicesWithoutOne(route, low);
  return choices.map((chosen) => wayOf(rows, route, chosen, signals));
}

function reaching(rows: readonly Row[], step: number): number {
  return rows.length - below(rows, step).length;
}

function below(rows: readonly Row[], step: number): Row[] {
  return rows.filter((row) => (row.from ?? 0) < step);
}

/**
 * The value that a competency has when it has just reached `target`. It is higher where nothing but an anti-signal or a
 * missing rating kept it down.
 */
export function valueAt(ladder: Ladder, competency: Competency, input: ScoreInput, target: number): number {
  const first = Math.min(...ladder.scale.map((one) => one.value));
  const lowest = Object.fromEntries(competency.dimensions.map(({ id }) => [id, first]));
  const gone = holdingBelow(competency, input, target);
  const [rated] = rate(
    { ...ladder, competencies: [competency] },
    {
      ratings: { ...lowest, ...input.ratings },
      antiSignals: input.antiSignals?.filter((id) => !gone.includes(id)) ?? [],
    },
  ).competencies;
  return Math.max(target, rated?.value ?? 0);
}

/** The confirmed anti-signals that would hold a competency below `target`, those included that do not count yet. */
function holdingBelow({ antiSignals }: Competency, input: ScoreInput, target: number): string[] {
  return antiSignals
    .filter((signal) => input.antiSignals?.includes(signal.id) && capped(target, [signal]) < target)
    .map((signal) => signal.id);
}

function wayOf(rows: readonly Row[], route: Route, chosen: readonly Row[], signals: readonly Change[]): Way {
  const way: Way = { changes: [], steps: 0, order: [] };
  for (const row of rows) {
    const to = chosen.includes(row) ? route.chosen : route.rest;
    if ((row.from ?? 0) >= to) continue;
    way.changes.push({ kind: 'rating', dimension: row.id, from: row.from, to });
    way.steps += to - (row.from ?? 0);
    way.order.push(row.at, -to);
  }
  way.changes.push(...signals);
  return way;
}

/**
 * The choices of a route that can be among the smallest: those from the cheapest rows but for the last two, and the next
 * two instead. Any other has at least three that are smaller.
 */
function choicesOf({ among, need, chosen, rest }: Route): Row[][] {
  // What choosing a row costs beside what it needs anyway: a change, unless it changes for the rest too, and steps.
  const cost = ({ from }: Row) =>
    ((from ?? 0) < rest ? [0, chosen - rest] : [1, chosen - (from ?? 0)]) as [number, number];
  const sorted = [...among].sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1] || a.at - b.at);
  const sure = sorted.slice(0, Math.max(0, need - offered + 1));
  const open = sorted.slice(sure.length, need + offered - 1);
  return subsetsOf(open, need - sure.length).map((some) => [...sure, ...some]);
}

/** The same, where one of `low` at least must not be chosen: were all of them raised, less would do. */
function choicesWithoutOne(route: Route, low: readonly Row[]): Row[][] {
  const choices = low.flatMap((left) => choicesOf({ ...route, among: route.among.filter((row) => row !== left) }));
  const nameOf = (choice: readonly Row[]) =>
    choice
      .map((row) => row.at)
      .sort()
      .join();
  return [...new Map(choices.map((choice) => [nameOf(choice), choice])).values()];
}

function subsetsOf<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsetsOf(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
