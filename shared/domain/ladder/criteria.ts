import type { Condition, Criterion, Role, Transition } from '../../contract/ladder.ts';
import type { CompetencyScore, CriterionResult, Verdict } from '../../contract/score.ts';

/** What ratings cannot show: somebody in a role is asked. */
export interface Attestation {
  id: string;
  by: Role;
  question: string;
  /** The criterion it is asked for. */
  criterion: string;
}

export type Answers = Record<string, 'yes' | 'no'>;

/** The criteria that apply on a track; without one, those that apply on every track. */
export function criteriaOf(transition: Transition, track: string | null = null): Criterion[] {
  return transition.criteria.filter((criterion) => criterion.track === null || criterion.track === track);
}

/** What must be attested on a transition, in the order of its criteria. */
export function attestationsOf(transition: Transition, track: string | null = null): Attestation[] {
  return criteriaOf(transition, track).flatMap((criterion) =>
    leavesOf(criterion.requires).flatMap((leaf) =>
      leaf.kind === 'attested' ? [{ id: leaf.id, by: leaf.by, question: leaf.question, criterion: criterion.id }] : [],
    ),
  );
}

/** The conditions of a condition that are not made of others. */
export function leavesOf(condition: Condition): Exclude<Condition, { kind: 'all' | 'any' }>[] {
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(leavesOf) : [condition];
}

/** Judges a criterion: pass, fail or unknown, each with its reason as a sentence. */
export function judge(criterion: Criterion, scores: readonly CompetencyScore[], answers: Answers): CriterionResult {
  const { verdict, reason } = evaluate(criterion.requires, scores, answers);
  return { id: criterion.id, title: criterion.title, verdict, reason };
}

interface Judged {
  verdict: Verdict;
  reason: string;
}

function evaluate(condition: Condition, scores: readonly CompetencyScore[], answers: Answers): Judged {
  switch (condition.kind) {
    case 'all':
      return combine(
        condition.of.map((one) => evaluate(one, scores, answers)),
        'fail',
        'pass',
      );
    case 'any':
      return combine(
        condition.of.map((one) => evaluate(one, scores, answers)),
        'pass',
        'fail',
      );
    case 'every-competency':
      return everyCompetency(condition.atLeast, scores);
    case 'competency': {
      const score = scores.find((one) => one.id === condition.competency);
      if (!score || score.value === null)
        return { verdict: 'unknown', reason: `${score?.title ?? condition.competency} has no value yet.` };
      return {
        verdict: score.value >= condition.atLeast ? 'pass' : 'fail',
        reason: `${score.title} is ${score.value}; ${condition.atLeast} is asked for, so ${margin(score.value, condition.atLeast)}.`,
      };
    }
    case 'attested': {
      const answer = answers[condition.id];
      if (!answer) return { verdict: 'unknown', reason: `Nobody has answered yet: ${condition.question}` };
      return { verdict: answer === 'yes' ? 'pass' : 'fail', reason: `${condition.question} Answered: ${answer}.` };
    }
  }
}

/** Three-valued and / or: one part that decides is enough, and else an unknown part leaves the whole unknown. */
function combine(parts: Judged[], decides: Verdict, otherwise: Verdict): Judged {
  const deciding = parts.filter((part) => part.verdict === decides);
  const unknown = parts.filter((part) => part.verdict === 'unknown');
  if (deciding.length > 0) return { verdict: decides, reason: say(deciding) };
  if (unknown.length > 0) return { verdict: 'unknown', reason: say(unknown) };
  return { verdict: otherwise, reason: say(parts) };
}

function say(parts: Judged[]): string {
  return parts.map((part) => part.reason).join(' ');
}

function everyCompetency(atLeast: number, scores: readonly CompetencyScore[]): Judged {
  const below = scores.filter((score) => score.value !== null && score.value < atLeast);
  const unknown = scores.filter((score) => score.value === null);
  if (below.length > 0)
    return {
      verdict: 'fail',
      reason: `${atLeast} is asked for in all ${scores.length}; below it: ${below
        .map((score) => `${score.title} (${score.value}, ${margin(score.value as number, atLeast)})`)
        .join(', ')}.`,
    };
  if (unknown.length > 0)
    return {
      verdict: 'unknown',
      reason: `${atLeast} is asked for in all ${scores.length}; no value yet: ${unknown
        .map((score) => score.title)
        .join(', ')}.`,
    };
  const least = Math.min(...scores.map((score) => score.value as number));
  return {
    verdict: 'pass',
    reason: `All ${scores.length} competencies are at ${atLeast} or more; the lowest is ${least}, so ${margin(least, atLeast)}.`,
  };
}

/** How far a value is from what is asked for, in steps. */
function margin(value: number, atLeast: number): string {
  if (value === atLeast) return 'just met';
  return value > atLeast ? `${value - atLeast} to spare` : `${atLeast - value} short`;
}
