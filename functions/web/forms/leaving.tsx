import { Field } from '../views/fields.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

const reason = (hint: string): Pick<Form<'recuse'>, 'fields' | 'payload' | 'fieldOf'> => ({
  fields: ({ filled }) => (
    <Field name="reason" label="Why" filled={filled} kind="long" required={needs('recuse', 'reason')} hint={hint} />
  ),
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
});

/** The same for everybody who leaves, so it tells nobody whether there is a review. */
const discarded = 'A review that is still sealed does not count any more.';

export const declareConflict: Form<'declare-conflict'> = {
  intro: () => (
    <p>
      If you are not impartial here, it is right to say so. You leave for good every part that you have not finished in
      this case, and another person takes it. What you have already submitted stays in the record. {discarded}
    </p>
  ),
  ...reason('Only HR can read it. Say enough for them to understand.'),
  button: 'Declare the conflict',
  done: 'Your conflict of interest is recorded, and your part goes to another person.',
};

export const recuse: Form<'recuse'> = {
  intro: () => (
    <p>
      This is also for you if you do not know the work well enough to judge it. You leave every part that you have not
      finished in this case, and another person takes it. {discarded} If you are only away for a while, you can let
      another person act for you instead. If you are not impartial, declare a conflict of interest.
    </p>
  ),
  ...reason('Only HR can read it.'),
  button: 'Step back',
  done: 'You have stepped back, and your part goes to another person.',
};
