import type { FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder.ts';
import { Field, Folded } from '../views/parts.tsx';
import { type Form, type FormContext, groupOf, namedIn, numbersOf } from './form.ts';
import { RateAll, rateAllField } from './rate-all.tsx';
import { askable, isSignal } from './signals.ts';

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
  saved: ({ ratings, notes }) => ({ ...namedIn('ratings', ratings), ...namedIn('notes', notes) }),
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
      {context.ladder.competencies.some((one) => askable(context.ladder, one).length > 0) && (
        <p class="soft">
          Below some competencies there are anti-signals, which speak against a step. Name one only where you saw it in
          this period, and write what happened. It counts where your ratings give the competency its step or more, and
          then it holds the competency below that step.
        </p>
      )}
      <RateAll
        context={context}
        notes="notes"
        label="What you saw"
        after={(competency) => <Signals context={context} competency={competency} />}
      />
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
    return isSignal(context, id) ? `signals.${id}` : null;
  },
};

/** The anti-signals of a competency, folded away until one is named. */
const Signals: FC<{ context: FormContext; competency: Competency }> = ({ context, competency }) => {
  const signals = askable(context.ladder, competency);
  if (signals.length === 0) return null;
  return (
    <Folded
      summary={
        <>
          Anti-signals<span class="unseen"> of {competency.title}</span>
        </>
      }
      names={signals.map(({ id }) => `signals.${id}`)}
      filled={context.filled}
    >
      {signals.map(({ id, step, text }) => (
        <Field name={`signals.${id}`} label={`Step ${step}: ${text}`} filled={context.filled} kind="short" />
      ))}
    </Folded>
  );
};
