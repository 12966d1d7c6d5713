import type { Competency, Ladder } from '../../contract/ladder.ts';
import type { CompetencyScore, Ratings, Score } from '../../contract/score.ts';
import { type AskedAntiSignal, askedAntiSignals, capped } from './anti-signals.ts';
import { type Answers, criteriaOf, judge } from './criteria.ts';
import { explainMissing, explainNoOverall, explainOverall, explainValue } from './explain.ts';
import { faultsOf, type ScoreFault } from './faults.ts';
import { bandOf, weightedMean } from './overall.ts';
import { applyRule, type RuleResult } from './rule.ts';

export interface ScoreInput {
  ratings: Ratings;
  /** Gives the criteria of this transition too. */
  transition?: string;
  track?: string;
  /** Ids of confirmed anti-signals. */
  antiSignals?: readonly string[];
  /** Answers to what ratings cannot show, by attestation id. */
  attestations?: Answers;
}

export type ScoreResult = { ok: true; score: Score } | { ok: false; faults: ScoreFault[] };

/**
 * Scores ratings on a ladder: each competency by its rule, the weighted overall with its band, and the criteria of a
 * transition if one is named. A missing dimension leaves its competency, the overall and what rests on them without a
 * value. Gives faults, each with its path, for what the ladder does not know.
 */
export function score(ladder: Ladder, input: ScoreInput): ScoreResult {
  const faults = faultsOf(ladder, input);
  if (faults.length > 0) return { ok: false, faults };
  const competencies = scoreCompetencies(ladder, input);
  const transition = ladder.transitions.find((one) => one.id === input.transition);
  return {
    ok: true,
    score: {
      competencies,
      overall: overallOf(ladder, competencies),
      criteria: transition
        ? criteriaOf(transition, input.track ?? null).map((one) => judge(one, competencies, input.attestations ?? {}))
        : [],
    },
  };
}

/** The rule comes first; what it gives decides which of the confirmed anti-signals count. */
function scoreCompetencies(ladder: Ladder, { ratings, antiSignals = [] }: ScoreInput): CompetencyScore[] {
  const ruled = ladder.competencies.map((competency) => ({ competency, result: resultOf(competency, ratings) }));
  const values = Object.fromEntries(ruled.map(({ competency, result }) => [competency.id, result?.value ?? null]));
  const confirmed = askedAntiSignals(ladder, values).filter((signal) => antiSignals.includes(signal.id));
  return ruled.map(({ competency, result }) =>
    result
      ? valued(
          competency,
          result,
          confirmed.filter((signal) => signal.competency === competency.id),
        )
      : unvalued(competency, ratings),
  );
}

/** What the rule makes of a competency's ratings; null while a dimension is missing. */
function resultOf({ rule, dimensions }: Competency, ratings: Ratings): RuleResult | null {
  const values = dimensions.flatMap((dimension) => ratings[dimension.id] ?? []);
  return values.length === dimensions.length ? applyRule(rule, values) : null;
}

function valued(competency: Competency, result: RuleResult, signals: readonly AskedAntiSignal[]): CompetencyScore {
  const value = capped(result.value, signals);
  return {
    id: competency.id,
    title: competency.title,
    value,
    strictValue: capped(result.strict, signals),
    weight: competency.weight,
    values: result.sorted,
    missing: [],
    cappedBy: signals.map((one) => one.id),
    explanation: explainValue(competency, result, value, signals.length > 0),
  };
}

function unvalued(competency: Competency, ratings: Ratings): CompetencyScore {
  const missing = competency.dimensions.filter((dimension) => ratings[dimension.id] === undefined);
  return {
    id: competency.id,
    title: competency.title,
    value: null,
    strictValue: null,
    weight: competency.weight,
    values: competency.dimensions.flatMap((dimension) => ratings[dimension.id] ?? []).sort((a, b) => b - a),
    missing: missing.map((dimension) => dimension.id),
    cappedBy: [],
    explanation: explainMissing(
      competency,
      missing.map((dimension) => dimension.title),
    ),
  };
}

function overallOf(ladder: Ladder, competencies: readonly CompetencyScore[]): Score['overall'] {
  if (ladder.levels.every((level) => level.band === null))
    return { value: null, band: null, explanation: 'This ladder has no overall score.' };
  const parts = competencies.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  if (parts.length < competencies.length) {
    const missing = competencies.filter((one) => one.value === null).map((one) => one.title);
    return { value: null, band: null, explanation: explainNoOverall(missing) };
  }
  const value = weightedMean(parts);
  const band = bandOf(ladder.levels, value);
  return { value, band, explanation: explainOverall(competencies, value, band) };
}
