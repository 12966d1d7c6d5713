import type { FC } from 'hono/jsx';
import type { Ratings } from '#shared/contract/score.ts';
import { Choice, Field } from '../views/parts.tsx';
import { type Form, type FormContext, groupOf, numbersOf } from './form.ts';

interface RateAllProps {
  context: FormContext;
  /** The group of the texts beside the ratings. */
  notes: 'notes' | 'reasons';
  label: string;
  /** What was rated before, to be shown beside each dimension. */
  beside?: (dimension: string) => string | null;
}

/** Every dimension, by competency, each with the steps of the scale and room for a note. */
const RateAll: FC<RateAllProps> = ({ context: { ladder, transition, filled }, notes, label, beside }) => (
  <>
    {ladder.competencies.map((competency) => (
      <fieldset>
        <legend>{competency.title}</legend>
        <p class="soft">
          Expected at {transition.to}: step {competency.expected[transition.to]}
        </p>
        {competency.dimensions.map((dimension) => (
          <Choice
            name={`ratings.${dimension.id}`}
            legend={dimension.title}
            filled={filled}
            options={ladder.scale.map((step) => ({ value: String(step.value), label: `${step.value} ${step.title}` }))}
          >
            {beside?.(dimension.id) && <p class="soft">{beside(dimension.id)}</p>}
            <Field name={`${notes}.${dimension.id}`} label={label} filled={filled} kind="short" />
          </Choice>
        ))}
      </fieldset>
    ))}
  </>
);

/** Ratings and notes as fields hold them. */
function valuesOf(ratings: Ratings): Record<string, string> {
  return Object.fromEntries(Object.entries(ratings).map(([id, value]) => [`ratings.${id}`, String(value)]));
}

export const selfAssessment: Form = {
  title: () => 'Assess yourself',
  intro: () => (
    <p>
      Choose for each dimension the step you work at today, by what you have done in the last months. It is your own
      view: it never enters a score. Notes help the people you will talk with about it.
    </p>
  ),
  fields: (context) => <RateAll context={context} notes="notes" label="Note" />,
  button: 'Submit the self-assessment',
  payload: (values) => ({ ratings: numbersOf(values, 'ratings'), notes: groupOf(values, 'notes') }),
};

const hasSignals = ({ ladder }: FormContext) => ladder.competencies.some((one) => one.antiSignals.length > 0);

/** Anti-signals a review can name, each with its example. */
const Signals: FC<{ context: FormContext }> = ({ context: { ladder, filled } }) => (
  <fieldset>
    <legend>Signals against a step</legend>
    <p class="soft">
      Only where you saw it in this period. Write what happened; leave the others empty. One holds the competency below
      its step.
    </p>
    {ladder.competencies.flatMap((competency) =>
      competency.antiSignals.map((signal) => (
        <Field
          name={`signals.${signal.id}`}
          label={`${competency.title}, step ${signal.step}: ${signal.text}`}
          filled={filled}
          kind="short"
        />
      )),
    )}
  </fieldset>
);

export const review: Form = {
  title: ({ view }) => `Review ${view.engineer?.name ?? 'the engineer'}`,
  intro: ({ view }) => (
    <p>
      Rate what you have seen, dimension by dimension. Nobody sees your review before all are in, and you see the
      engineer’s own view once yours is submitted. A submitted review stands.
      {view.participants.filter((one) => one.slot.startsWith('calibration')).length === 1 &&
        ' You are the one reviewer, so your review is the consensus.'}
    </p>
  ),
  fields: (context) => (
    <>
      <RateAll context={context} notes="notes" label="What you saw" />
      {hasSignals(context) && <Signals context={context} />}
      <Field name="comment" label="Comment on the whole" filled={context.filled} kind="long" />
    </>
  ),
  button: 'Submit the review',
  payload: (values) => ({
    ratings: numbersOf(values, 'ratings'),
    notes: groupOf(values, 'notes'),
    antiSignals: Object.entries(groupOf(values, 'signals')).map(([id, example]) => ({ id, example })),
    comment: values.comment ?? '',
  }),
};

export const consensus: Form = {
  title: () => 'Record the consensus',
  intro: () => <p>One value for each dimension. Where reviews differ by two or more, say how you settled it.</p>,
  fields: (context) => (
    <>
      <RateAll
        context={context}
        notes="reasons"
        label="How you settled it"
        beside={(dimension) => {
          const values = (context.view.reviews ?? []).map((one) => one.ratings[dimension]);
          return values.length > 0 ? `Reviews: ${values.join(', ')}` : null;
        }}
      />
      {hasSignals(context) && <SignalsToSettle context={context} />}
      <Field name="comment" label="Comment on the whole" filled={context.filled} kind="long" />
    </>
  ),
  button: 'Record the consensus',
  needsVersion: true,
  initial: ({ view }) => {
    const all = view.reviews ?? [];
    const agreed = Object.entries(all[0]?.ratings ?? {}).filter(([id, value]) =>
      all.every((one) => one.ratings[id] === value),
    );
    return valuesOf(Object.fromEntries(agreed));
  },
  payload: (values) => ({
    ratings: numbersOf(values, 'ratings'),
    reasons: groupOf(values, 'reasons'),
    antiSignals: Object.entries(groupOf(values, 'settle')).map(([id, answer]) => ({
      id,
      confirmed: answer === 'confirmed',
      example: values[`signals.${id}`] ?? '',
    })),
    comment: values.comment ?? '',
  }),
};

const SignalsToSettle: FC<{ context: FormContext }> = ({ context: { ladder, filled } }) => (
  <fieldset>
    <legend>Signals against a step</legend>
    <p class="soft">Settle those that a review named. A confirmed one needs a written example from the period.</p>
    {ladder.competencies.flatMap((competency) =>
      competency.antiSignals.map((signal) => (
        <Choice
          name={`settle.${signal.id}`}
          legend={`${competency.title}, step ${signal.step}: ${signal.text}`}
          filled={filled}
          options={[
            { value: 'confirmed', label: 'Confirmed' },
            { value: 'dropped', label: 'Dropped' },
          ]}
        >
          <Field name={`signals.${signal.id}`} label="Example" filled={filled} kind="short" />
        </Choice>
      )),
    )}
  </fieldset>
);
