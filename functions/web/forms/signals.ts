import type { Competency } from '#shared/contract/ladder-competencies.ts';
import { nameIn } from '../views/case/names.ts';
import type { FormContext } from './form.ts';

type Signal = Competency['antiSignals'][number];

/**
 * The anti-signals of a competency whose step a rating can reach. Which of them count depends on the ratings that are
 * given later.
 */
export function askable({ scale }: FormContext['ladder'], { antiSignals }: Competency): Signal[] {
  return antiSignals.filter((signal) => scale.some(({ value }) => value >= signal.step));
}

/** An anti-signal that at least one review named. */
export interface NamedSignal extends Signal {
  competency: Competency;
  /** The reviewers who named it, each with their example. */
  named: { who: string; example: string }[];
}

/** The anti-signals that reviewers named, in the order of the ladder. */
export function namedSignals({ ladder, view }: Pick<FormContext, 'ladder' | 'view'>): NamedSignal[] {
  const all = (view.reviews ?? []).flatMap(({ by, antiSignals }) =>
    antiSignals.map(({ id, example }) => ({ id, example, who: nameIn(view, by) })),
  );
  return ladder.competencies.flatMap((competency) =>
    competency.antiSignals.flatMap((signal) => {
      const named = all.filter((one) => one.id === signal.id);
      return named.length > 0 ? [{ ...signal, competency, named }] : [];
    }),
  );
}

/** Every anti-signal that no reviewer named. The lead can add them to the consensus. */
export function unnamedSignals(context: Pick<FormContext, 'ladder' | 'view'>): (Signal & { competency: Competency })[] {
  const named = new Set(namedSignals(context).map((one) => one.id));
  return context.ladder.competencies.flatMap((competency) =>
    askable(context.ladder, competency)
      .filter((signal) => !named.has(signal.id))
      .map((signal) => ({ ...signal, competency })),
  );
}

/** Whether the ladder has an anti-signal with this id. */
export function isSignal({ ladder }: Pick<FormContext, 'ladder'>, id: string | undefined): boolean {
  return ladder.competencies.some((competency) => competency.antiSignals.some((signal) => signal.id === id));
}
