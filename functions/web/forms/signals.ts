import type { Competency } from '#shared/contract/ladder.ts';
import type { FormContext } from './form.ts';

type Signal = Competency['antiSignals'][number];

/**
 * The anti-signals of a competency that can be asked about at all: those of steps that a value can reach. Which
 * of them count, the ratings decide once they are there.
 */
export function askable({ scale }: FormContext['ladder'], { antiSignals }: Competency): Signal[] {
  return antiSignals.filter((signal) => scale.some(({ value }) => value >= signal.step));
}

/** An anti-signal that one review or more named. */
export interface NamedSignal extends Signal {
  competency: Competency;
  /** Who named it, and what happened. */
  named: { who: string; example: string }[];
}

/** The anti-signals that reviewers named, in the ladder's order. */
export function namedSignals({ ladder, view }: Pick<FormContext, 'ladder' | 'view'>): NamedSignal[] {
  const all = (view.reviews ?? []).flatMap(({ by, antiSignals }) =>
    antiSignals.map(({ id, example }) => ({ id, example, who: view.people[by]?.name ?? 'A reviewer' })),
  );
  return ladder.competencies.flatMap((competency) =>
    competency.antiSignals.flatMap((signal) => {
      const named = all.filter((one) => one.id === signal.id);
      return named.length > 0 ? [{ ...signal, competency, named }] : [];
    }),
  );
}

/** Every anti-signal that nobody named, for whoever settles the reviews to add. */
export function unnamedSignals(context: Pick<FormContext, 'ladder' | 'view'>): (Signal & { competency: Competency })[] {
  const named = new Set(namedSignals(context).map((one) => one.id));
  return context.ladder.competencies.flatMap((competency) =>
    askable(context.ladder, competency)
      .filter((signal) => !named.has(signal.id))
      .map((signal) => ({ ...signal, competency })),
  );
}

/** Whether the ladder knows an anti-signal. */
export function isSignal({ ladder }: Pick<FormContext, 'ladder'>, id: string | undefined): boolean {
  return ladder.competencies.some((competency) => competency.antiSignals.some((signal) => signal.id === id));
}
