import type { Condition } from '../../../contract/ladder-criteria.ts';
import { type Answers, partsOf } from '../criteria.ts';
import type { Rated } from '../rate.ts';

/**
 * One way to meet a condition: the value that each competency still has to reach, and the questions that need a yes.
 */
export interface Branch {
  targets: Readonly<Record<string, number>>;
  questions: readonly string[];
}

interface Facts {
  competencies: Rated['competencies'];
  answers: Answers;
  /** The value of a competency that has just reached a threshold. Branches are compared by these values. */
  valueAt(competency: string, threshold: number): number;
}

/** The ways to meet a condition. A way is left out if it requires everything that another way requires, and more. */
export function branchesOf(condition: Condition, facts: Facts): Branch[] {
  switch (condition.kind) {
    case 'any':
      return least(condition.of.flatMap((one) => branchesOf(one, facts)));
    case 'all':
      return condition.of
        .map((one) => branchesOf(one, facts))
        .reduce((before, after) => least(before.flatMap((a) => after.map((b) => both(a, b)))));
    case 'every-competency':
    case 'competency':
    case 'attested':
      return [
        partsOf(condition, facts.competencies, facts.answers)
          .filter((part) => part.verdict !== 'pass')
          .map((part) =>
            part.kind === 'attested'
              ? { targets: {}, questions: [part.attestation] }
              : { targets: { [part.competency]: facts.valueAt(part.competency, part.threshold) }, questions: [] },
          )
          .reduce<Branch>(both, { targets: {}, questions: [] }),
      ];
  }
}

function both(a: Branch, b: Branch): Branch {
  const targets = { ...a.targets };
  for (const [id, target] of Object.entries(b.targets)) targets[id] = Math.max(target, targets[id] ?? 0);
  return { targets, questions: [...new Set([...a.questions, ...b.questions])] };
}

function least(branches: readonly Branch[]): Branch[] {
  return branches.filter(
    (one, at) =>
      !branches.some((other, index) => index !== at && asksAllOf(one, other) && (index < at || !asksAllOf(other, one))),
  );
}

/** Whether `one` requires everything that `other` requires. */
function asksAllOf(one: Branch, other: Branch): boolean {
  return (
    other.questions.every((id) => one.questions.includes(id)) &&
    Object.entries(other.targets).every(([id, target]) => (one.targets[id] ?? 0) >= target)
  );
}
