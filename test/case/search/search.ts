import type { CaseHead } from '#shared/contract/case.ts';
import { isAfterPath } from '#shared/contract/names.ts';
import { optionsOf } from './options.ts';
import { keyOf, type Option, type Setting, type State, take } from './state.ts';
import { isSomebodyLeft, violationsOf } from './violations.ts';

export interface Found {
  states: number;
  tries: number;
  outcomes: Set<NonNullable<CaseHead['outcome']>>;
  /** Whether the appeal of a case was upheld. */
  upheld: boolean;
  /** The types of the commands that were accepted. */
  moves: Set<string>;
  /** Each violation, with the shortest sequence of commands that leads to it. */
  violations: Map<string, string[]>;
}

interface Way {
  said: string;
  before: Way | null;
}

/**
 * Searches breadth-first through every state that a case can reach with the real decider. One case has at most `turns`
 * unusual steps, such as an objection, a return, a delegation, or a person who leaves or is replaced. The number of
 * usual steps is not limited. The search still ends, because states that differ only in event numbers, times and
 * digests count as one. It ends early if `until` returns true.
 */
export function search(setting: Setting, turns: number, until: (found: Found) => boolean = () => false): Found {
  const found: Found = {
    states: 0,
    tries: 0,
    outcomes: new Set(),
    upheld: false,
    moves: new Set(),
    violations: new Map(),
  };
  const seen = new Set<string>();
  let layer: { state: State; way: Way }[] = [];
  const { engineerId, ladder, transition } = setting;
  const open = {
    who: engineerId,
    command: { type: 'open-case', engineerId, ladderId: ladder.id, transition, cycleId: null } as const,
  };
  visit(null, open, null, layer, 0);
  for (let turn = 0; turn <= turns; turn++) {
    const next: typeof layer = [];
    for (let at = 0; at < layer.length; at++) {
      const { state, way } = layer[at] as (typeof layer)[number];
      if (until(found)) return found;
      let goesOn = !isAfterPath(state.case.head.stage) || !isSomebodyLeft(setting, state);
      for (const option of optionsOf(setting, state)) {
        if (option.isTurn) {
          if (turn < turns) visit(state, option, way, next, turn + 1);
        } else if (visit(state, option, way, layer, turn)) goesOn ||= isWayOut(option);
      }
      if (!goesOn) violated('nobody can decide', way);
    }
    layer = next;
  }
  return found;

  /** Gives an option to the decider, and keeps the state after it if it is new. Returns whether the option was accepted. */
  function visit(state: State | null, option: Option, way: Way | null, queue: typeof layer, turn: number): boolean {
    found.tries++;
    const taken = take(setting, state, option);
    if (!taken) return false;
    found.moves.add(option.command.type);
    const { next } = taken;
    const key = keyOf(next, turn === turns);
    const on = { said: saidOf(option), before: way };
    // Check the events even if the state is known, because a wrong event can also lead to a known state.
    for (const violation of violationsOf(setting, state, taken)) violated(violation, on);
    if (seen.has(key)) return true;
    seen.add(key);
    found.states++;
    if (next.case.head.appeal?.decision === 'upheld') found.upheld = true;
    if (next.case.head.outcome) found.outcomes.add(next.case.head.outcome);
    queue.push({ state: next, way: on });
    return true;
  }

  function violated(violation: string, way: Way): void {
    if (!found.violations.has(violation)) found.violations.set(violation, told(way));
  }
}

/** Whether a step is one for which a decision of HR waits: the decision, or the system, which asks others for it. */
function isWayOut({ command: { type } }: Option): boolean {
  return ['decide-appeal', 'decide-exception', 'decide-stop', 'resettle'].includes(type);
}

const saidOf = ({ who, command, isUnseen }: Option) =>
  `${who ?? 'the system'}: ${JSON.stringify(command)}${isUnseen ? ', and the system has not looked yet' : ''}`;

function told(way: Way | null): string[] {
  return way ? [...told(way.before), way.said] : [];
}
