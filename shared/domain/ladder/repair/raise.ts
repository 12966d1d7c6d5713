import type { Ladder } from '../../../contract/ladder.ts';
import type { Competency } from '../../../contract/ladder-competencies.ts';
import type { Change } from '../../../contract/score.ts';
import { capped } from '../anti-signals.ts';
import { rate, type ScoreInput } from '../rate.ts';
import { neededOf } from '../rule.ts';
import { offered, smallest, type Way } from './way.ts';

/** A dimension that applies. */
interface Row {
  id: string;
  /** Its position among all dimensions of the ladder. */
  at: number;
  /** Its rating. Null: not rated yet. */
  from: number | null;
}

/** The competency as it is rated now. */
interface Situation {
  rows: Row[];
  rule: Competency['rule'];
  /** How many rows must reach a step. */
  k: number;
  /** How far below that step the other rows are allowed to be. */
  floor: number;
  /** The first and the last step of the scale. */
  first: number;
  last: number;
}

/**
 * How to reach a target: choose `need` rows of `among` and raise them to `chosen`. All rows must have at least `rest`.
 */
interface Route {
  among: Row[];
  need: number;
  chosen: number;
  rest: number;
}

/**
 * The smallest sets of changes that bring a competency to `target`. Every change of a set is needed. The list is empty
 * if no changes can reach the target. `start` is the position of the competency's first dimension in the ladder.
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
  const situation: Situation = {
    rows,
    rule,
    k: neededOf(rule, rows.length, dimensions.length),
    floor: rule.kind === 'majority' ? rule.floor : 0,
    first: Math.min(...steps),
    last: Math.max(...steps),
  };
  const signals = holdingBelow(competency, input, target).map((id): Change => ({ kind: 'anti-signal', id }));
  return smallest([...waysAt(situation, target, signals), ...waysAbove(situation, target, signals)]);
}

/** The first way: enough dimensions reach the target, and no dimension is too low. */
function waysAt({ rows, rule, k, floor, first, last }: Situation, target: number, signals: readonly Change[]): Way[] {
  // If a majority is already above the target, a low dimension costs only one step and need not rise: see `waysAbove`.
  if (target > last || (rule.kind === 'majority' && reaching(rows, target + 1) >= k)) return [];
  const rest = Math.max(target - floor, first);
  const need = rest === target ? 0 : Math.max(0, k - reaching(rows, target));
  const route = { among: below(rows, target), need, chosen: target, rest };
  return choicesOf(route).map((chosen) => wayOf(rows, route, chosen, signals));
}

/**
 * The other way: enough dimensions reach one step above the target. A dimension that is too low costs one step, which
 * leaves the target.
 */
function waysAbove(
  { rows, rule, k, floor, first, last }: Situation,
  target: number,
  signals: readonly Change[],
): Way[] {
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
 * The value of a competency that has just reached `target`. It is higher than `target` if only an anti-signal or a
 * missing rating kept it low.
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

/**
 * The confirmed anti-signals that would hold a competency below `target`, even if they do not count at today's value.
 */
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
 * The choices of a route that can be among the three smallest. The cheapest rows are always chosen, except the last two
 * of them, which the next two rows can replace. Any other choice has at least three smaller ones.
 */
function choicesOf({ among, need, chosen, rest }: Route): Row[][] {
  // What it costs to choose a row: one change, unless the row must change to reach `rest` anyway; and the steps beyond
  // that.
  const cost = ({ from }: Row) =>
    ((from ?? 0) < rest ? [0, chosen - rest] : [1, chosen - (from ?? 0)]) as [number, number];
  const sorted = [...among].sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1] || a.at - b.at);
  const sure = sorted.slice(0, Math.max(0, need - offered + 1));
  const open = sorted.slice(sure.length, need + offered - 1);
  return subsetsOf(open, need - sure.length).map((some) => [...sure, ...some]);
}

/** The choices of a route that leave at least one row of `low` unchosen. If all were raised, a smaller set would do. */
function choicesWithoutOne(route: Route, low: readonly Row[]): Row[][] {
  const choices = low.flatMap((left) => choicesOf({ ...route, among: route.among.filter((row) => row !== left) }));
  const keyOf = (choice: readonly Row[]) =>
    choice
      .map((row) => row.at)
      .sort()
      .join();
  return [...new Map(choices.map((choice) => [keyOf(choice), choice])).values()];
}

function subsetsOf<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsetsOf(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
