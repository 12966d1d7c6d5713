import type { FC } from 'hono/jsx';
import { Choice, Field, Folded } from '../views/parts.tsx';
import type { FormContext } from './form.ts';

interface RateAllProps {
  context: FormContext;
  /** The group of the texts beside the ratings, and what such a text is. */
  notes: 'notes' | 'reasons';
  label: string;
  /** What was rated before, to be shown with a dimension. */
  beside?: (dimension: string) => string[];
  /** Whether the text is owed for a dimension. */
  owes?: (dimension: string) => boolean;
}

/** Every dimension, by competency, each with the steps of the scale and room for a text. */
export const RateAll: FC<RateAllProps> = ({ context, notes, label, beside, owes }) => {
  const { ladder, transition, filled } = context;
  const options = [
    ...ladder.scale.map((step) => ({ value: String(step.value), label: `${step.value} ${step.title}` })),
    ...(ladder.notApplicable === 'allowed' ? [{ value: 'not-applicable', label: 'Does not apply' }] : []),
  ];
  return (
    <>
      {ladder.competencies.map((competency) => (
        <fieldset>
          <legend>{competency.title}</legend>
          <p class="soft">
            Expected at {transition.to}: step {competency.expected[transition.to]}
          </p>
          {competency.dimensions.map(({ id, title }) => {
            const name = `${notes}.${id}`;
            const isOwed = owes?.(id) ?? false;
            const field = (
              <Field name={name} label={`${label}: ${title}`} filled={filled} kind="short" required={isOwed} />
            );
            return (
              <Choice name={`ratings.${id}`} legend={title} filled={filled} options={options}>
                {beside?.(id).map((line) => (
                  <p class="soft">{line}</p>
                ))}
                {isOwed ? (
                  field
                ) : (
                  <Folded summary={<SummaryOf label={label} title={title} />} names={[name]} filled={filled}>
                    {field}
                  </Folded>
                )}
              </Choice>
            );
          })}
        </fieldset>
      ))}
    </>
  );
};

/** Short to look at, whole to listen to. */
const SummaryOf: FC<{ label: string; title: string }> = ({ label, title }) => (
  <>
    {label}
    <span class="unseen"> {title}</span>
  </>
);

/** The field of a rating or of the text beside it, for a path of the payload; null for anything else. */
export function rateAllField(path: string, notes: 'notes' | 'reasons', { ladder }: FormContext): string | null {
  const [group, id] = path.split('.');
  const isKnown = ladder.competencies.some((one) => one.dimensions.some((dimension) => dimension.id === id));
  return isKnown && (group === 'ratings' || group === notes) ? path : null;
}
