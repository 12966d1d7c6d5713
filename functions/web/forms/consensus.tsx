import { farApart } from '#shared/domain/ladder/far-apart.ts';
import { Choice, Field } from '../views/parts.tsx';
import { type Form, type FormContext, groupOf, numbersOf } from './form.ts';
import { RateAll, rateAllField } from './rate-all.tsx';
import { signalsOf } from './signals.ts';

/** What the reviewers gave one dimension, each with a name. */
function given({ view }: FormContext, dimension: string) {
  return (view.reviews ?? []).flatMap(({ by, ratings, notes }) => {
    const value = ratings[dimension];
    return value === undefined ? [] : [{ who: view.people[by]?.name ?? 'A reviewer', value, note: notes[dimension] }];
  });
}

/** Reviews that are far apart are settled with a reason. */
function differ(context: FormContext, dimension: string): boolean {
  return farApart(given(context, dimension).map((one) => one.value));
}

export const consensus: Form = {
  title: () => 'Record the consensus',
  intro: () => (
    <p>
      One value for each dimension. Where all reviews agree, theirs is filled in; where two differ by two steps or more,
      say how you settled it.
    </p>
  ),
  fields: (context) => (
    <>
      <RateAll
        context={context}
        notes="reasons"
        label="How it was settled"
        beside={(dimension) =>
          given(context, dimension).map(
            ({ who, value, note }) =>
              `${who}: ${value === 'not-applicable' ? 'does not apply' : value}${note ? `. ${note}` : ''}`,
          )
        }
        owes={(dimension) => differ(context, dimension)}
      />
      {signalsOf(context).length > 0 && <SignalsToSettle context={context} />}
      <Field name="comment" label="Comment on the whole" filled={context.filled} kind="long" />
    </>
  ),
  button: 'Record the consensus',
  done: 'The consensus is recorded.',
  needsVersion: true,
  initial: (context) => {
    const dimensions = context.ladder.competencies.flatMap((one) => one.dimensions);
    const agreed = dimensions.flatMap(({ id }) => {
      const values = new Set(given(context, id).map((one) => one.value));
      return values.size === 1 ? [[`ratings.${id}`, String([...values][0])]] : [];
    });
    return Object.fromEntries(agreed);
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
  fieldOf: (path, values, context) => {
    const [part, at, what] = path.split('.');
    if (part === 'comment') return 'comment';
    if (part !== 'antiSignals') return rateAllField(path, 'reasons', context);
    const id = Object.keys(groupOf(values, 'settle'))[Number(at)];
    if (!signalsOf(context).some((signal) => signal.id === id)) return null;
    return `${what === 'example' ? 'signals' : 'settle'}.${id}`;
  },
};

const SignalsToSettle = ({ context }: { context: FormContext }) => (
  <fieldset>
    <legend>Signals against a step</legend>
    <p class="soft">Settle those that a review named. A confirmed one needs a written example from the period.</p>
    {signalsOf(context).map(({ id, title }) => (
      <Choice
        name={`settle.${id}`}
        legend={title}
        filled={context.filled}
        options={[
          { value: 'confirmed', label: 'Confirmed' },
          { value: 'dropped', label: 'Dropped' },
        ]}
      >
        <Field name={`signals.${id}`} label="Example" filled={context.filled} kind="short" />
      </Choice>
    ))}
  </fieldset>
);
