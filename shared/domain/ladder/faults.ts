import type { Ladder } from '../../contract/ladder.ts';
import type { ScoreInput } from './rate.ts';

/** What is wrong with a request, where, and what to give instead. */
export interface ScoreFault {
  path: string;
  reason: string;
}

/** What a ladder does not know of a request to score: dimensions, values, transition, track, anti-signals. */
export function faultsOf(ladder: Ladder, input: ScoreInput): ScoreFault[] {
  return [...faultsOfRatings(ladder, input), ...faultsOfTransition(ladder, input), ...faultsOfSignals(ladder, input)];
}

function faultsOfRatings(ladder: Ladder, { ratings }: ScoreInput): ScoreFault[] {
  const dimensions = new Set(ladder.competencies.flatMap((one) => one.dimensions.map((dimension) => dimension.id)));
  const steps = ladder.scale.map((step) => step.value);
  return Object.entries(ratings).flatMap(([id, value]) => {
    const path = `ratings.${id}`;
    if (!dimensions.has(id)) return [{ path, reason: 'the ladder has no such dimension' }];
    if (value === 'not-applicable')
      return ladder.notApplicable === 'allowed'
        ? []
        : [{ path, reason: `on this ladder every dimension applies; give one of ${steps.join(', ')}` }];
    if (steps.includes(value)) return [];
    return [{ path, reason: `${value} is not on the scale; give one of ${steps.join(', ')}` }];
  });
}

function faultsOfTransition(ladder: Ladder, { transition, track }: ScoreInput): ScoreFault[] {
  if (transition === undefined)
    return track === undefined ? [] : [{ path: 'track', reason: 'a track goes with a transition: name one' }];
  const chosen = ladder.transitions.find((one) => one.id === transition);
  if (!chosen)
    return [{ path: 'transition', reason: `give one of ${ladder.transitions.map((one) => one.id).join(', ')}` }];
  if (track === undefined || chosen.tracks.includes(track)) return [];
  const reason = chosen.tracks.length > 0 ? `give one of ${chosen.tracks.join(', ')}` : `${chosen.id} has no tracks`;
  return [{ path: 'track', reason }];
}

function faultsOfSignals(ladder: Ladder, { antiSignals = [] }: ScoreInput): ScoreFault[] {
  const known = new Set(ladder.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id)));
  return antiSignals.flatMap((id, at) =>
    known.has(id) ? [] : [{ path: `antiSignals.${at}`, reason: 'the ladder has no such anti-signal' }],
  );
}
