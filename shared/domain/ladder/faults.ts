import type { Ladder } from '../../contract/ladder.ts';
import type { Rating } from '../../contract/score.ts';
import type { Fault } from '../fault.ts';
import { dimensionsOf } from './dimensions.ts';
import type { ScoreInput } from './rate.ts';

/** The dimensions, values, transition, track and anti-signals of a score request that the ladder does not have. */
export function faultsOf(ladder: Ladder, input: ScoreInput): Fault[] {
  return [...faultsOfRatings(ladder, input), ...faultsOfTransition(ladder, input), ...faultsOfSignals(ladder, input)];
}

function faultsOfRatings(ladder: Ladder, { ratings }: ScoreInput): Fault[] {
  const { dimensions, steps } = namesOf(ladder);
  const faults: Fault[] = [];
  for (const [id, value] of Object.entries(ratings)) {
    const reason = faultOfRating(ladder, dimensions.has(id), steps, value);
    if (reason !== null) faults.push({ path: `ratings.${id}`, reason });
  }
  return faults;
}

function faultOfRating(ladder: Ladder, known: boolean, steps: ReadonlySet<number>, value: Rating): string | null {
  if (!known) return 'the ladder has no such dimension';
  if (value !== 'not-applicable')
    return steps.has(value) ? null : `${value} is not on the scale; give one of ${[...steps].join(', ')}`;
  if (ladder.notApplicable === 'allowed') return null;
  return `on this ladder every dimension applies; give one of ${[...steps].join(', ')}`;
}

interface Names {
  dimensions: ReadonlySet<string>;
  antiSignals: ReadonlySet<string>;
  steps: ReadonlySet<number>;
}

// A ladder never changes after it is read, and it is scored many times. So its names are collected once.
const known = new WeakMap<Ladder, Names>();

function namesOf(ladder: Ladder): Names {
  const found = known.get(ladder);
  if (found) return found;
  const names = {
    dimensions: new Set(dimensionsOf(ladder).map((one) => one.id)),
    antiSignals: new Set(ladder.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id))),
    steps: new Set(ladder.scale.map((step) => step.value)),
  };
  known.set(ladder, names);
  return names;
}

function faultsOfTransition(ladder: Ladder, { transition, track }: ScoreInput): Fault[] {
  if (transition === undefined)
    return track === undefined ? [] : [{ path: 'track', reason: 'a track goes with a transition: name one' }];
  const chosen = ladder.transitions.find((one) => one.id === transition);
  if (!chosen)
    return [{ path: 'transition', reason: `give one of ${ladder.transitions.map((one) => one.id).join(', ')}` }];
  if (track === undefined || chosen.tracks.includes(track)) return [];
  const reason = chosen.tracks.length > 0 ? `give one of ${chosen.tracks.join(', ')}` : `${chosen.id} has no tracks`;
  return [{ path: 'track', reason }];
}

function faultsOfSignals(ladder: Ladder, { antiSignals = [] }: ScoreInput): Fault[] {
  const names = namesOf(ladder).antiSignals;
  return antiSignals.flatMap((id, at) =>
    names.has(id) ? [] : [{ path: `antiSignals.${at}`, reason: 'the ladder has no such anti-signal' }],
  );
}
