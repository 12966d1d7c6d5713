import { Field } from '../views/parts.tsx';
import { type Form, fieldsCalled } from './form.ts';

export const withdraw: Form = {
  title: () => 'Withdraw your case',
  intro: () => (
    <p>
      This ends the case for good. Nothing is held against you, what is sealed stays sealed, and you can open a new case
      whenever you are ready.
    </p>
  ),
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why you withdraw"
      filled={filled}
      kind="long"
      required
      hint="The people who take part in the case read it."
    />
  ),
  button: 'Withdraw the case',
  done: 'Your case is withdrawn.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};

export const cancel: Form = {
  title: ({ view }) => `Cancel the case of ${view.engineer?.name ?? 'the engineer'}`,
  intro: () => (
    <p>
      This ends the case for good, for one that cannot go on. It counts against nobody, what is sealed stays sealed, and
      a new case can be opened.
    </p>
  ),
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why it cannot go on"
      filled={filled}
      kind="long"
      required
      hint="The engineer and the people who take part in the case read it."
    />
  ),
  button: 'Cancel the case',
  done: 'The case is cancelled.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};
