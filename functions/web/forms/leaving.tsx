import { Field } from '../views/parts.tsx';
import { type Form, fieldsCalled } from './form.ts';

const reason = (hint: string): Pick<Form, 'fields' | 'payload' | 'fieldOf'> => ({
  fields: ({ filled }) => <Field name="reason" label="Why" filled={filled} kind="long" required hint={hint} />,
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
});

export const declareConflict: Form = {
  title: () => 'Declare a conflict of interest',
  intro: () => (
    <p>
      If you are not impartial here, saying so is the right thing to do. You leave every part that you still have to
      play in this case, for good; somebody else up the line takes it. What you have not finished is not read by others.
    </p>
  ),
  ...reason('HR alone reads it. Say as much as it takes to understand.'),
  button: 'Declare the conflict',
  done: 'Your conflict of interest is recorded, and your part goes to somebody else.',
};

export const recuse: Form = {
  title: () => 'Step back from the case',
  intro: () => (
    <p>
      You leave every part that you still have to play in this case, and somebody else up the line takes it. If you are
      only away for a while, you can let somebody act for you instead. If you are not impartial, declare a conflict of
      interest.
    </p>
  ),
  ...reason('HR alone reads it.'),
  button: 'Step back',
  done: 'You have stepped back, and your part goes to somebody else.',
};
