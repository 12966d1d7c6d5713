import type { Ladder } from '../../contract/ladder.ts';
import type { Competency } from '../../contract/ladder-competencies.ts';

type AntiSignal = Competency['antiSignals'][number];

/** An anti-signal with the competency it belongs to. */
export type AskedAntiSignal = AntiSignal & { competency: string };

/**
 * The anti-signals to ask about: those whose step is at or below the value that the rule gives their competency.
 * `values` holds these values by competency id, before any cap. A competency without a value has no questions.
 */
export function askedAntiSignals(
  ladder: Pick<Ladder, 'competencies'>,
  values: Readonly<Record<string, number | null>>,
): AskedAntiSignal[] {
  return ladder.competencies.flatMap(({ id, antiSignals }) =>
    antiSignals.filter((signal) => signal.step <= (values[id] ?? 0)).map((signal) => ({ ...signal, competency: id })),
  );
}

/** Caps a value by confirmed anti-signals: at most one below the lowest of their steps, but never below 1. */
export function capped(value: number, signals: readonly Pick<AntiSignal, 'step'>[]): number {
  return Math.min(value, ...signals.map(({ step }) => Math.max(step - 1, 1)));
}

/**
 * The rule of the cap, with an example for each step that the ladder has anti-signals of, lowest first, computed by the
 * cap itself.
 */
export function capSentences({ scale, competencies }: Pick<Ladder, 'scale' | 'competencies'>): string[] {
  const top = Math.max(...scale.map((one) => one.value));
  const isUsed = (step: number) => competencies.some((one) => one.antiSignals.some((signal) => signal.step === step));
  const steps = scale.filter(({ value }) => isUsed(value));
  const examples = steps.map(({ value: step }) => `one of step ${step} leaves ${capped(top, [{ step }])} at most`);
  return [
    'An anti-signal that the calibration confirms, with a written example from the period, holds the value of its competency below its step, but never below 1.',
    `So ${examples.join(', ')}.`,
  ];
}
