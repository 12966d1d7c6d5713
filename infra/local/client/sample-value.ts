import type { EvidenceCheck, EvidenceField, EvidenceKind } from '#shared/contract/ladder-requirements.ts';

type Value = string | number;

/** A value of a field that passes all its checks. Without checks: a day long ago, a large number, or a name. */
export function sampleValue({ id, kind }: EvidenceField, { checks }: Pick<EvidenceKind, 'checks'>, today: Date): Value {
  const samples = { date: daysBefore(today, 400), number: 100, text: 'Payments' };
  return checks
    .filter((check) => check.field === id)
    .reduce((value: Value, check) => passing(check, value, today), samples[kind]);
}

/** The value, changed if it does not pass the check. */
function passing(check: EvidenceCheck, value: Value, today: Date): Value {
  switch (check.kind) {
    case 'months-up-to-submission':
      return daysBefore(today, Math.max(400, 31 * check.atLeast));
    case 'at-least':
      return Math.max(Number(value), check.value);
    case 'equals':
      return check.value;
    case 'within-months':
    case 'not-before':
      return daysBefore(today, 20);
    case 'same-as':
    case 'not-the-engineer':
      return value;
  }
}

export function daysBefore(day: Date, days: number): string {
  return new Date(day.getTime() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
