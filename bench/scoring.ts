import type { Ladder } from '#shared/contract/ladder.ts';
import { rate, type ScoreInput } from '#shared/domain/ladder/rate.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { seededRandom } from '#test/support/outside.ts';
import { median } from './print.ts';

const assessments = 10_000;
const rounds = 9;
/** Both kinds take turns after this many assessments, so that other load on the machine affects both equally. */
const inTurn = 250;

export interface ScoringRates {
  /** Assessments per second: `score` with every explanation, `rate` only the numbers. */
  score: number;
  rate: number;
  /** The time of the explanations, relative to the time of the numbers. */
  explanation: number;
}

/** How fast the matrix ladder is scored. Medians over rounds that measure both kinds in turns, on the same assessments. */
export function scoringRates(): ScoringRates {
  const inputs = assessmentsOf(softwareEngineerTrack);
  const taken: { score: number; rate: number }[] = [];
  // The first round is a warm-up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const one = { score: 0, rate: 0 };
    for (let at = 0; at < assessments; at += inTurn) {
      const some = inputs.slice(at, at + inTurn);
      one.rate += secondsOf(some, rate);
      one.score += secondsOf(some, score);
    }
    if (round > 0) taken.push(one);
  }
  return {
    score: assessments / median(taken.map((one) => one.score)),
    rate: assessments / median(taken.map((one) => one.rate)),
    explanation: median(taken.map((one) => (one.score - one.rate) / one.rate)),
  };
}

function secondsOf(inputs: readonly ScoreInput[], scoring: (ladder: Ladder, input: ScoreInput) => unknown): number {
  const begun = performance.now();
  for (const input of inputs) scoring(softwareEngineerTrack, input);
  return (performance.now() - begun) / 1000;
}

/** Ratings of every dimension, for each transition in turn. */
function assessmentsOf(ladder: Ladder): ScoreInput[] {
  const random = seededRandom();
  const dimensions = ladder.competencies.flatMap((one) => one.dimensions.map((dimension) => dimension.id));
  return Array.from({ length: assessments }, (_, at) => {
    const transition = ladder.transitions[at % ladder.transitions.length];
    const bytes = random.bytes(dimensions.length);
    return {
      ratings: Object.fromEntries(dimensions.map((id, index) => [id, 1 + ((bytes[index] ?? 0) % ladder.scale.length)])),
      transition: transition?.id,
      track: transition?.tracks[0],
    };
  });
}
