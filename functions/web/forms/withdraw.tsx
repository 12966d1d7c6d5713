import { engineerIn } from '../views/case/names.ts';
import { Field } from '../views/fields.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const withdraw: Form<'withdraw'> = {
  intro: () => (
    <p>
      This ends the case for good. It never counts against you, sealed reviews stay sealed, and you can open a new case
      whenever you are ready.
    </p>
  ),
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why you withdraw"
      filled={filled}
      kind="long"
      required={needs('withdraw', 'reason')}
      hint="The people who take part in the case can read it."
    />
  ),
  button: 'Withdraw the case',
  done: 'Your case is withdrawn.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};

export const cancel: Form<'cancel'> = {
  title: ({ view }) => `Cancel the case of ${engineerIn(view, 'the engineer')}`,
  intro: () => (
    <p>
      This is for a case that cannot continue. It ends the case for good. It never counts against anyone, sealed reviews
      stay sealed, and a new case can be opened.
    </p>
  ),
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why it cannot continue"
      filled={filled}
      kind="long"
      required={needs('cancel', 'reason')}
      hint="The engineer and the people who take part in the case can read it."
    />
  ),
  button: 'Cancel the case',
  done: 'The case is cancelled.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};
