import { Field } from '../views/parts.tsx';
import { type Form, groupOf, numbersOf } from './form.ts';
import { RateAll, rateAllField } from './rate-all.tsx';
import { signalsOf } from './signals.ts';

export const selfAssessment: Form = {
  title: () => 'Assess yourself',
  intro: () => (
    <p>
      Choose for each dimension the step you work at today, going by the last months. It is your own view and never
      enters a score; notes help the people you will talk with about it.
    </p>
  ),
  fields: (context) => <RateAll context={context} notes="notes" label="Note" />,
  button: 'Submit the self-assessment',
  done: 'Your self-assessment is submitted.',
  payload: (values) => ({ ratings: numbersOf(values, 'ratings'), notes: groupOf(values, 'notes') }),
  fieldOf: (path, _values, context) => rateAllField(path, 'notes', context),
};

export const review: Form = {
  title: ({ view }) => `Review ${view.engineer?.name ?? 'the engineer'}`,
  intro: ({ view }) => (
    <p>
      Rate what you have seen yourself, dimension by dimension. A submitted review stands, and the engineer’s own view
      is shown to you once yours is in.{' '}
      {view.participants.filter((one) => one.slot.startsWith('calibration')).length === 1
        ? 'You are the one reviewer, so your review is the consensus.'
        : 'Nobody sees your review before all of them are in.'}
    </p>
  ),
  fields: (context) => (
    <>
      <RateAll context={context} notes="notes" label="What you saw" />
      {signalsOf(context).length > 0 && (
        <fieldset>
          <legend>Signals against a step</legend>
          <p class="soft">
            Only where you saw one in this period: write what happened, and leave the others empty. One that is
            confirmed holds the competency below its step.
          </p>
          {signalsOf(context).map(({ id, title }) => (
            <Field name={`signals.${id}`} label={title} filled={context.filled} kind="short" />
          ))}
        </fieldset>
      )}
      <Field name="comment" label="Comment on the whole" filled={context.filled} kind="long" />
    </>
  ),
  button: 'Submit the review',
  done: 'Your review is submitted.',
  payload: (values) => ({
    ratings: numbersOf(values, 'ratings'),
    notes: groupOf(values, 'notes'),
    antiSignals: Object.entries(groupOf(values, 'signals')).map(([id, example]) => ({ id, example })),
    comment: values.comment ?? '',
  }),
  fieldOf: (path, values, context) => {
    const [part, at] = path.split('.');
    if (part === 'comment') return 'comment';
    if (part !== 'antiSignals') return rateAllField(path, 'notes', context);
    const id = Object.keys(groupOf(values, 'signals'))[Number(at)];
    return signalsOf(context).some((signal) => signal.id === id) ? `signals.${id}` : null;
  },
};
