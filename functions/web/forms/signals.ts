import type { FormContext } from './form.ts';

/** Every signal against a step that the ladder knows, with the title of its competency. */
export function signalsOf({ ladder }: Pick<FormContext, 'ladder'>) {
  return ladder.competencies.flatMap((competency) =>
    competency.antiSignals.map(({ id, step, text }) => ({
      id,
      title: `${competency.title}, step ${step}: ${text}`,
    })),
  );
}
