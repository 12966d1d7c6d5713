import type { Ladder } from '../../contract/ladder.ts';
import type { Condition } from '../../contract/ladder-criteria.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import type { Score, Verdict } from '../../contract/score.ts';
import { type Answers, verdictOf } from './criteria.ts';
import type { Rated } from './rate.ts';

type Unexplained = Rated['competencies'][number];

/** Adds the sentences to the numbers of a score. The criteria are those of `transition`. */
export function explain(
  ladder: Ladder,
  transition: Transition | undefined,
  { competencies, overall, criteria }: Rated,
): Omit<Score, 'findings'> {
  const conditions = new Map(transition?.criteria.map((one) => [one.id, one.requires]));
  // The sentence comes before the spread: a field after a spread takes several times as long.
  return {
    competencies: competencies.map((one, at) => ({
      explanation: explainCompetency(ladder.competencies[at]?.dimensions ?? [], one),
      ...one,
    })),
    overall: { explanation: explainOverall(ladder, competencies, overall), ...overall },
    criteria: criteria.map((one) => ({
      reason: explainCriterion(conditions.get(one.id) as Condition, competencies, one),
      ...one,
    })),
  };
}

/** Says how a competency got its value, or why it has no value. */
function explainCompetency(dimensions: readonly { id: string; title: string }[], one: Unexplained): string {
  if (one.missing.length > 0)
    return `${one.title} has no value yet. Still to rate: ${titlesOf(dimensions, one.missing)}.`;
  const applies = dimensions.length - one.notApplicable.length;
  const left =
    one.notApplicable.length > 0 ? ` Marked as not applicable: ${titlesOf(dimensions, one.notApplicable)}.` : '';
  if (one.value === null)
    return `${one.title} stays unknown: ${applies} of its ${dimensions.length} dimensions apply, fewer than half.${left}`;
  const capped = one.cappedBy.length > 0 ? ` A confirmed anti-signal holds it at ${one.value}.` : '';
  return `${one.title} is ${one.value}: ${byRule(one)}${strictly(one)}${capped}${left}`;
}

function titlesOf(dimensions: readonly { id: string; title: string }[], ids: readonly string[]): string {
  return ids.map((id) => dimensions.find((dimension) => dimension.id === id)?.title ?? id).join(', ');
}

function byRule({ rule, values, k, kth, lowest }: Unexplained): string {
  if (rule.kind === 'all-at-least')
    return values.length === 1
      ? `that is what it was rated.`
      : `every dimension is at ${lowest} or more. The sorted values are ${values.join(', ')}.`;
  const dropped = (kth as number) - (lowest as number) > rule.floor;
  return `the sorted values are ${values.join(', ')}, and number ${k} of ${values.length} is ${kth}. The lowest, ${lowest}, is ${
    dropped
      ? `more than ${rule.floor} below it, so the value is one lower: ${(kth as number) - 1}.`
      : `not more than ${rule.floor} below it.`
  }`;
}

/** Explains the stricter reading if the published rule and the prose beside it give different values. */
function strictly({ rule, kth, lowest }: Unexplained): string {
  if (rule.kind !== 'majority' || kth === null || lowest === null) return '';
  const published = kth - lowest > rule.floor ? kth - 1 : kth;
  const strict = Math.min(kth, lowest + rule.floor);
  return strict === published
    ? ''
    : ` The stricter reading allows no dimension more than ${rule.floor} below the value, which would give ${strict}. The published rule counts.`;
}

function explainOverall(ladder: Ladder, competencies: readonly Unexplained[], overall: Rated['overall']): string {
  if (ladder.levels.every((level) => level.band === null)) return 'This ladder has no overall score.';
  if (overall.value === null) {
    const without = competencies.filter((one) => one.value === null);
    const waiting = without.filter((one) => one.missing.length > 0);
    const titles = (waiting.length > 0 ? waiting : without).map((one) => one.title);
    return `No overall yet: ${titles.join(', ')} ${titles.length === 1 ? 'has' : 'have'} no value.`;
  }
  let hundredths = 0;
  let sum = '';
  for (const { value, weight } of competencies) {
    if (value === null) continue;
    // Weights have two decimals at most, so hundredths add up exactly.
    hundredths += Math.round(weight * 100);
    sum += `${sum && ' + '}${value} × ${weight}`;
  }
  const mean = `(${sum}) ÷ ${hundredths / 100} is ${overall.value.toFixed(1)}, rounded half up to one decimal. ${where(overall)}`;
  if (overall.leftOut.length === 0) return mean;
  const left = competencies.filter((one) => overall.leftOut.includes(one.id)).map((one) => one.title);
  return `${mean} Left out, because too few dimensions apply: ${left.join(', ')}.`;
}

function where({ band, thresholds }: Rated['overall']): string {
  if (!band || !thresholds) return 'It lies in no band.';
  const { min, max, toNext } = thresholds;
  const next = toNext === null ? '' : `, ${toNext.toFixed(1)} below the next`;
  return `It lies in the band of ${band} (${min.toFixed(1)} to ${max.toFixed(1)})${next}.`;
}

/** Says why a criterion passes, fails or is unknown. */
function explainCriterion(
  condition: Condition,
  competencies: readonly Unexplained[],
  result: Rated['criteria'][number],
): string {
  const answers: Answers = {};
  for (const part of result.parts)
    if (part.kind === 'attested' && part.answer !== null) answers[part.attestation] = part.answer;
  const said = sentencesOf(condition, { competencies, answers });
  if (result.strictVerdict !== result.verdict)
    said.push(
      `Under the stricter reading of the rules this ${verbs[result.strictVerdict]}. The published rule counts.`,
    );
  return said.join(' ');
}

const verbs: Record<Verdict, string> = { pass: 'passes', fail: 'fails', unknown: 'stays unknown' };

interface Facts {
  competencies: readonly Unexplained[];
  answers: Answers;
}

/** The sentences of the parts that have the same verdict as the whole condition, because they decided it. */
function sentencesOf(condition: Condition, facts: Facts): string[] {
  const { competencies, answers } = facts;
  if (condition.kind === 'all' || condition.kind === 'any') {
    const verdict = verdictOf(condition, competencies, answers);
    return condition.of
      .filter((one) => verdictOf(one, competencies, answers) === verdict)
      .flatMap((one) => sentencesOf(one, facts));
  }
  if (condition.kind === 'every-competency') return [everyCompetency(condition.atLeast, competencies)];
  if (condition.kind === 'attested') {
    const answer = answers[condition.id];
    return [answer ? `${condition.question} Answered: ${answer}.` : `Nobody has answered yet: ${condition.question}`];
  }
  const found = competencies.find((one) => one.id === condition.competency);
  const title = found?.title ?? condition.competency;
  const value = found?.value ?? null;
  return [
    value === null
      ? `${title} ${staysUnknown(found) ? 'stays unknown: too few of its dimensions apply' : 'has no value yet'}.`
      : `${title} is ${value}, and ${condition.atLeast} is required: ${margin(value - condition.atLeast)}.`,
  ];
}

function everyCompetency(atLeast: number, competencies: readonly Unexplained[]): string {
  const required = `${atLeast} is required in all ${competencies.length} competencies`;
  const below = competencies.filter((one) => one.value !== null && one.value < atLeast);
  if (below.length > 0) {
    const told = below.map(({ title, value }) => `${title} (${value}, ${margin((value as number) - atLeast)})`);
    return `${required}. Below it: ${told.join(', ')}.`;
  }
  const unknown = competencies.filter((one) => one.value === null);
  if (unknown.length > 0) {
    const told = unknown.map((one) => `${one.title}${staysUnknown(one) ? ' (too few of its dimensions apply)' : ''}`);
    return `${required}. No value${unknown.every(staysUnknown) ? '' : ' yet'}: ${told.join(', ')}.`;
  }
  const least = Math.min(...competencies.map((one) => one.value as number));
  return `All ${competencies.length} competencies are at ${atLeast} or more. The lowest is ${least}: ${margin(least - atLeast)}.`;
}

/** Whether a competency has no value although every dimension is rated, because too few dimensions apply. */
function staysUnknown(one: Unexplained | undefined): boolean {
  return one?.value === null && one.missing.length === 0;
}

/** How far a value is from the required one, in steps. */
function margin(steps: number): string {
  if (steps === 0) return 'just met';
  return steps > 0 ? `${steps} more than needed` : `${-steps} too low`;
}
