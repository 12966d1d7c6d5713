import type { Condition, Criterion } from '../../contract/ladder-criteria.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import type { Role } from '../../contract/names.ts';
import type { CompetencyScore, CriterionPart, CriterionResult, Verdict } from '../../contract/score.ts';

/** A question about something that ratings cannot show. A person in the role `by` answers it. */
export interface Attestation {
  id: string;
  by: Role;
  question: string;
  /** The id of the criterion that needs the answer. */
  criterion: string;
}

export type Answers = Record<string, 'yes' | 'no'>;

type Valued = Pick<CompetencyScore, 'id' | 'value' | 'strictValue'>;

/** The criteria that apply on a track. Without a track: the criteria that apply on every track. */
export function criteriaOf(transition: Transition, track: string | null = null): Criterion[] {
  return transition.criteria.filter((criterion) => criterion.track === null || criterion.track === track);
}

/** The questions of a transition, in the order of its criteria. */
export function attestationsOf(transition: Transition, track: string | null = null): Attestation[] {
  return criteriaOf(transition, track).flatMap((criterion) =>
    leavesOf(criterion.requires).flatMap((leaf) =>
      leaf.kind === 'attested' ? [{ id: leaf.id, by: leaf.by, question: leaf.question, criterion: criterion.id }] : [],
    ),
  );
}

/** The simple conditions inside a condition: everything but 'all' and 'any'. */
export function leavesOf(condition: Condition): Exclude<Condition, { kind: 'all' | 'any' }>[] {
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(leavesOf) : [condition];
}

/** Judges a criterion under the published rules and under their stricter reading: pass, fail or unknown. */
export function judge(
  criterion: Criterion,
  competencies: readonly Valued[],
  answers: Answers,
): Omit<CriterionResult, 'reason'> {
  const verdict = verdictOf(criterion.requires, competencies, answers);
  return {
    id: criterion.id,
    title: criterion.title,
    verdict,
    strictVerdict: competencies.some((one) => one.strictValue !== one.value)
      ? verdictOf(criterion.requires, competencies.map(readStrictly), answers)
      : verdict,
    parts: leavesOf(criterion.requires).flatMap((leaf) => partsOf(leaf, competencies, answers)),
  };
}

function readStrictly(one: Valued): Valued {
  return { id: one.id, value: one.strictValue, strictValue: one.strictValue };
}

/**
 * The verdict of a condition, in three-valued logic. One failed part fails an 'all', and one passed part passes an
 * 'any'. Otherwise one unknown part makes the whole unknown.
 */
export function verdictOf(condition: Condition, competencies: readonly Valued[], answers: Answers): Verdict {
  switch (condition.kind) {
    case 'all':
      return combine(
        condition.of.map((one) => verdictOf(one, competencies, answers)),
        'fail',
        'pass',
      );
    case 'any':
      return combine(
        condition.of.map((one) => verdictOf(one, competencies, answers)),
        'pass',
        'fail',
      );
    case 'every-competency':
    case 'competency':
    case 'attested':
      return combine(
        partsOf(condition, competencies, answers).map((part) => part.verdict),
        'fail',
        'pass',
      );
  }
}

function combine(verdicts: Verdict[], decides: Verdict, otherwise: Verdict): Verdict {
  if (verdicts.includes(decides)) return decides;
  return verdicts.includes('unknown') ? 'unknown' : otherwise;
}

/** What a simple condition compares or asks. */
export function partsOf(
  leaf: Exclude<Condition, { kind: 'all' | 'any' }>,
  competencies: readonly Valued[],
  answers: Answers,
): CriterionPart[] {
  if (leaf.kind === 'attested') {
    const answer = answers[leaf.id] ?? null;
    const verdict = answer === null ? 'unknown' : answer === 'yes' ? 'pass' : 'fail';
    return [{ kind: 'attested', attestation: leaf.id, answer, verdict }];
  }
  if (leaf.kind === 'every-competency') return competencies.map(({ id, value }) => compared(id, value, leaf.atLeast));
  const value = competencies.find((one) => one.id === leaf.competency)?.value ?? null;
  return [compared(leaf.competency, value, leaf.atLeast)];
}

function compared(competency: string, value: number | null, threshold: number): CriterionPart {
  return {
    kind: 'competency',
    competency,
    value,
    threshold,
    margin: value === null ? null : value - threshold,
    verdict: value === null ? 'unknown' : value >= threshold ? 'pass' : 'fail',
  };
}
