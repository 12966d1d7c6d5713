import type { CaseHead } from '#shared/contract/case.ts';
import { isAfterPath } from '#shared/contract/names.ts';
import { keyOf } from './key.ts';
import { optionsOf } from './options.ts';
import { type Option, type Setting, type State, take } from './state.ts';
import { isSomebodyLeft, violationsOf } from './violations.ts';

export interface Found {
  states: number;
  tries: number;
  outcomes: Set<NonNullable<CaseHead['outcome']>>;
  /** Whether the appeal of a case was upheld. */
  upheld: boolean;
  /** The types of the commands that were accepted. */
  moves: Set<string>;
  /** Each violation, with the shortest sequence of commands that was found to lead to it. */
  violations: Map<string, string[]>;
}

/** A state that was reached, and how. */
interface Reached {
  state: State;
  way: Way;
}

interface Way {
  option: Option;
  before: Way | null;
}

/**
 * Searches through every state that a case can reach with the real decider. One case has at most `turns` unusual steps,
 * such as an objection, a return, a delegation, or a person who leaves or is replaced. The number of usual steps is not
 * limited. The search still ends, because states that differ only in event numbers, times and digests count as one, and
 * so do those that differ only in names that can trade places. It ends early if `until` returns true.
 *
 * Most states have all the unusual steps that they can have. They are searched from one such step after the other, and
 * forgotten: only a digest of each stays in memory.
 */
export function search(
  setting: Setting,
  turns: number,
  until: (found: Found, state: State, isLast: boolean) => boolean = () => false,
): Found {
  const found: Found = {
    states: 0,
    tries: 0,
    outcomes: new Set(),
    upheld: false,
    moves: new Set(),
    violations: new Map(),
  };
  const seen = new Set<string>();
  const { engineerId, ladder, transition } = setting;
  const open = {
    who: engineerId,
    command: { type: 'open-case', engineerId, ladderId: ladder.id, transition, cycleId: null } as const,
  };
  const first: Reached[] = [];
  visit(null, open, null, first, turns === 0);
  let layer = first;
  for (let turn = 0; takeUsual(layer, turn === turns) && turn < turns; turn++) {
    const next: Reached[] = [];
    const isLast = turn + 1 === turns;
    for (const { state, way } of layer) {
      const queue = isLast ? [] : next;
      for (const option of optionsOf(setting, state, true)) visit(state, option, way, queue, isLast);
      if (isLast && !takeUsual(queue, true)) return found;
    }
    if (isLast) break;
    layer = next;
  }
  return found;

  /** Takes every usual step, from the states of a queue and from all that they lead to. False: the search is over. */
  function takeUsual(queue: Reached[], isLast: boolean): boolean {
    for (const { state, way } of queue) {
      if (until(found, state, isLast)) return false;
      let goesOn = !isAfterPath(state.case.head.stage) || !isSomebodyLeft(setting, state);
      for (const option of optionsOf(setting, state, false))
        if (visit(state, option, way, queue, isLast)) goesOn ||= isWayOut(option);
      if (!goesOn) violated('nobody can decide', way);
    }
    return true;
  }

  /** Gives an option to the decider, and keeps the state after it if it is new. Returns whether the option was accepted. */
  function visit(state: State | null, option: Option, before: Way | null, queue: Reached[], isLast: boolean): boolean {
    found.tries++;
    const taken = take(setting, state, option);
    if (!taken) return false;
    found.moves.add(option.command.type);
    const { next } = taken;
    const way = { option, before };
    // Check the events even if the state is known, because a wrong event can also lead to a known state.
    for (const violation of violationsOf(setting, state, taken)) violated(violation, way);
    const key = keyOf(setting, next, isLast);
    if (seen.has(key)) return true;
    seen.add(key);
    found.states++;
    if (next.case.head.appeal?.decision === 'upheld') found.upheld = true;
    if (next.case.head.outcome) found.outcomes.add(next.case.head.outcome);
    queue.push({ state: next, way });
    return true;
  }

  function violated(violation: string, way: Way): void {
    const steps = told(way);
    const known = found.violations.get(violation);
    if (!known || steps.length < known.length) found.violations.set(violation, steps);
  }
}

/** Whether a step is one for which a decision of HR waits: the decision, or the system, which asks others for it. */
function isWayOut({ command: { type } }: Option): boolean {
  return ['decide-appeal', 'decide-exception', 'decide-stop', 'resettle'].includes(type);
}

const saidOf = ({ who, command, isUnseen }: Option) =>
  `${who ?? 'the system'}: ${JSON.stringify(command)}${isUnseen ? ', and the system has not looked yet' : ''}`;

function told(way: Way | null): string[] {
  return way ? [...told(way.before), saidOf(way.option)] : [];
}
