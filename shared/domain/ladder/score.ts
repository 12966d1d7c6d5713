import type { Competency, Ladder } from '../../contract/ladder.ts';
import type { CompetencyScore, Ratings, Score } from '../../contract/score.ts';
import { type Answers, criteriaOf, judge } from './criteria.ts';
import { bandOf, weightedMean } from './overall.ts';
import { applyRule } from './rule.ts';

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

export type ScoreResult = { ok: true; score: Score } | { ok: false; faults: { path: string; reason: string }[] };

/**
 * Scores ratings on a ladder: each competency by its rule, the weighted overall with its band, and the criteria of a
 * transition if one is named. A missing dimension leaves its competency, the overall and what rests on them without a
 * value. Gives faults, each with its path, for what the ladder does not know.
 */
export function score(ladder: Ladder, input: ScoreInput): ScoreResult {
  const faults = faultsOf(ladder, input);
  if (faults.length > 0) return { ok: false, faults };
  const confirmed = new Set(input.antiSignals);
  const competencies = ladder.competencies.map((competency) => scoreCompetency(competency, input.ratings, confirmed));
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

function faultsOf(ladder: Ladder, { ratings, transition, track, antiSignals = [] }: ScoreInput) {
  const dimensions = new Set(ladder.competencies.flatMap((one) => one.dimensions.map((dimension) => dimension.id)));
  const signals = new Set(ladder.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id)));
  const steps = ladder.scale.map((step) => step.value);
  const faults: { path: string; reason: string }[] = [];
  for (const [id, value] of Object.entries(ratings)) {
    const path = `ratings.${id}`;
    if (!dimensions.has(id)) faults.push({ path, reason: 'the ladder has no such dimension' });
    else if (!steps.includes(value))
      faults.push({ path, reason: `${value} is not on the scale; give one of ${steps.join(', ')}` });
  }
  const chosen = ladder.transitions.find((one) => one.id === transition);
  if (transition !== undefined && !chosen)
    faults.push({ path: 'transition', reason: `give one of ${ladder.transitions.map((one) => one.id).join(', ')}` });
  if (track !== undefined && chosen && !chosen.tracks.includes(track))
    faults.push({
      path: 'track',
      reason: chosen.tracks.length > 0 ? `give one of ${chosen.tracks.join(', ')}` : `${chosen.id} has no tracks`,
    });
  if (track !== undefined && transition === undefined)
    faults.push({ path: 'track', reason: 'a track goes with a transition: name one' });
  antiSignals.forEach((id, at) => {
    if (!signals.has(id)) faults.push({ path: `antiSignals.${at}`, reason: 'the ladder has no such anti-signal' });
  });
  return faults;
}

function scoreCompetency(competency: Competency, ratings: Ratings, confirmed: ReadonlySet<string>): CompetencyScore {
  const { id, title, weight, rule, dimensions } = competency;
  const values = dimensions.map((dimension) => ratings[dimension.id]);
  const given = values.filter((value): value is number => value !== undefined);
  const missing = dimensions.filter((_, at) => values[at] === undefined);
  if (missing.length > 0)
    return {
      id,
      title,
      value: null,
      strictValue: null,
      weight,
      values: [...given].sort((a, b) => b - a),
      missing: missing.map((dimension) => dimension.id),
      cappedBy: [],
      explanation: `${title} has no value yet. Still to rate: ${missing.map((dimension) => dimension.title).join(', ')}.`,
    };
  const result = applyRule(rule, given);
  // Only anti-signals of steps at or below the computed value count; the lowest of them caps.
  const signals = competency.antiSignals.filter((one) => confirmed.has(one.id) && one.step <= result.value);
  const cap = Math.min(...signals.map((one) => Math.max(one.step - 1, 1)));
  const value = Math.min(result.value, cap);
  return {
    id,
    title,
    value,
    strictValue: Math.min(result.strict, cap),
    weight,
    values: result.sorted,
    missing: [],
    cappedBy: signals.map((one) => one.id),
    explanation: explain(competency, result, value, signals.length > 0),
  };
}

function explain(
  { title, rule }: Competency,
  { sorted, kth, lowest, value, strict }: ReturnType<typeof applyRule>,
  capped: number,
  isCapped: boolean,
): string {
  const said = [
    `${title} is ${capped}: the values sorted are ${sorted.join(', ')}, and number ${rule.k} of ${sorted.length} is ${kth}.`,
    value === kth
      ? `The lowest, ${lowest}, is not more than ${rule.floor} below it.`
      : `The lowest, ${lowest}, is more than ${rule.floor} below it, so one comes off: ${value}.`,
  ];
  if (strict !== value)
    said.push(
      `Read strictly, no dimension may be below the value less ${rule.floor}, which would give ${strict}; the published rule counts.`,
    );
  if (isCapped) said.push(`A confirmed anti-signal holds it at ${capped}.`);
  return said.join(' ');
}

function overallOf(ladder: Ladder, competencies: readonly CompetencyScore[]): Score['overall'] {
  if (ladder.levels.every((level) => level.band === null))
    return { value: null, band: null, explanation: 'This ladder has no overall score.' };
  const missing = competencies.filter((one) => one.value === null);
  if (missing.length > 0)
    return {
      value: null,
      band: null,
      explanation: `No overall yet: ${missing.map((one) => one.title).join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value.`,
    };
  const value = weightedMean(competencies.map((one) => ({ value: one.value as number, weight: one.weight })));
  const band = bandOf(ladder.levels, value);
  const sum = competencies.map((one) => `${one.value} × ${one.weight}`).join(' + ');
  const where = band ? `which lies in the band of ${band}` : 'which lies in no band';
  return {
    value,
    band,
    explanation: `(${sum}) ÷ ${ladder.totalWeight} is ${value.toFixed(1)}, rounded half up to one decimal, ${where}.`,
  };
}
