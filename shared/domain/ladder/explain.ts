import type { Competency } from '../../contract/ladder.ts';
import type { CompetencyScore } from '../../contract/score.ts';
import type { RuleResult } from './rule.ts';

/** How a competency came to its value: what went in, what the rule made of it, and what an anti-signal took off. */
export function explainValue(
  { title, rule }: Competency,
  result: RuleResult,
  value: number,
  isCapped: boolean,
): string {
  const { sorted, kth, lowest, value: published, strict } = result;
  const said = [
    `${title} is ${value}: the values sorted are ${sorted.join(', ')}, and number ${rule.k} of ${sorted.length} is ${kth}.`,
    published === kth
      ? `The lowest, ${lowest}, is not more than ${rule.floor} below it.`
      : `The lowest, ${lowest}, is more than ${rule.floor} below it, so one comes off: ${published}.`,
  ];
  if (strict !== published)
    said.push(
      `Read strictly, no dimension may be below the value less ${rule.floor}, which would give ${strict}; the published rule counts.`,
    );
  if (isCapped) said.push(`A confirmed anti-signal holds it at ${value}.`);
  return said.join(' ');
}

/** Which dimensions, by title, keep a competency from having a value. */
export function explainMissing({ title }: Competency, missing: readonly string[]): string {
  return `${title} has no value yet. Still to rate: ${missing.join(', ')}.`;
}

/** The sum behind an overall value. */
export function explainOverall(competencies: readonly CompetencyScore[], value: number, band: string | null): string {
  const sum = competencies.map((one) => `${one.value} × ${one.weight}`).join(' + ');
  // Weights have two decimals at most, so hundredths add up exactly.
  const total = competencies.reduce((hundredths, one) => hundredths + Math.round(one.weight * 100), 0) / 100;
  const where = band ? `which lies in the band of ${band}` : 'which lies in no band';
  return `(${sum}) ÷ ${total} is ${value.toFixed(1)}, rounded half up to one decimal, ${where}.`;
}

/** Which competencies, by title, keep the overall from having a value. */
export function explainNoOverall(missing: readonly string[]): string {
  return `No overall yet: ${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value.`;
}
