import type { Ladder } from '../../contract/ladder.ts';
import type { Competency } from '../../contract/ladder-competencies.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import type { CompetencyScore, CriterionResult, Ratings, Score } from '../../contract/score.ts';
import { type AskedAntiSignal, askedAntiSignals, capped } from './anti-signals.ts';
import { type Answers, criteriaOf, judge } from './criteria.ts';
import { overallOf } from './overall.ts';
import { applyRule, neededOf, type RuleResult } from './rule.ts';

/** The input of a score. */
export interface ScoreInput {
  ratings: Ratings;
  /** If given, the score includes the criteria of this transition. */
  transition?: string;
  track?: string;
  /** Ids of confirmed anti-signals. */
  antiSignals?: readonly string[];
  /** Answers to the questions of the transition, by attestation id. */
  attestations?: Answers;
}

/** A score without its sentences. */
export interface Rated {
  competencies: Omit<CompetencyScore, 'explanation'>[];
  overall: Omit<Score['overall'], 'explanation'>;
  criteria: Omit<CriterionResult, 'reason'>[];
}

/** The numbers of a score. The input must fit the ladder: check it with `faultsOf` first. */
export function rate(ladder: Ladder, input: ScoreInput): Rated {
  const competencies = rateCompetencies(ladder, input);
  const transition = ladder.transitions.find((one) => one.id === input.transition);
  return {
    competencies,
    overall: overallOf(ladder.levels, competencies),
    criteria: transition ? rateCriteria(transition, competencies, input) : [],
  };
}

/** Judges every criterion of a transition on competency values that are already computed. */
function rateCriteria(
  transition: Transition,
  competencies: Rated['competencies'],
  { track, attestations }: Pick<ScoreInput, 'track' | 'attestations'>,
): Rated['criteria'] {
  return criteriaOf(transition, track ?? null).map((one) => judge(one, competencies, attestations ?? {}));
}

/** Applies the rules first, because the value of the rule decides which confirmed anti-signals count. */
function rateCompetencies(ladder: Ladder, { ratings, antiSignals = [] }: ScoreInput): Rated['competencies'] {
  const ruled = ladder.competencies.map((competency) => ({ competency, ...rulingOf(competency, ratings) }));
  const values = Object.fromEntries(ruled.map(({ competency, result }) => [competency.id, result?.value ?? null]));
  const confirmed = antiSignals.length
    ? askedAntiSignals(ladder, values).filter((signal) => antiSignals.includes(signal.id))
    : [];
  return ruled.map((one) => {
    const { id } = one.competency;
    return valued(
      one,
      confirmed.filter((signal) => signal.competency === id),
    );
  });
}

interface Ruling {
  values: number[];
  missing: string[];
  notApplicable: string[];
  k: number;
  /** Null while a dimension is not rated, or if fewer than half of the dimensions apply. */
  result: RuleResult | null;
}

function rulingOf({ rule, dimensions }: Competency, ratings: Ratings): Ruling {
  const values: number[] = [];
  const missing: string[] = [];
  const notApplicable: string[] = [];
  for (const { id } of dimensions) {
    const rating = ratings[id];
    if (rating === undefined) missing.push(id);
    else if (rating === 'not-applicable') notApplicable.push(id);
    else values.push(rating);
  }
  const applicable = dimensions.length - notApplicable.length;
  const k = neededOf(rule, applicable, dimensions.length);
  const rules = missing.length === 0 && applicable * 2 >= dimensions.length;
  return { values, missing, notApplicable, k, result: rules ? applyRule(rule, values, k) : null };
}

function valued(
  { competency, values, missing, notApplicable, k, result }: Ruling & { competency: Competency },
  signals: readonly AskedAntiSignal[],
): Rated['competencies'][number] {
  const { id, title, weight, rule } = competency;
  const floor = rule.kind === 'majority' ? rule.floor : 0;
  return {
    id,
    title,
    weight,
    value: result && capped(result.value, signals),
    strictValue: result && capped(result.strict, signals),
    rule,
    values: result?.sorted ?? values.sort((a, b) => b - a),
    k,
    kth: result?.kth ?? null,
    lowest: result?.lowest ?? null,
    margin: result && result.lowest - (result.kth - floor),
    missing,
    notApplicable,
    cappedBy: signals.map((one) => one.id),
  };
}
