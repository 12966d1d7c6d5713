import { recallMinutes } from '#shared/contract/names.ts';
import { Decisions } from '../views/case/decisions.tsx';
import { Field } from '../views/fields.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const recall: Form<'recall'> = {
  intro: ({ view }) => (
    <>
      <p>
        Your signature no longer counts then, and you are asked to sign again. The record keeps both. You can take a
        signature back for {recallMinutes} minutes, until the case is decided.
      </p>
      <Decisions view={view} />
    </>
  ),
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why you take it back"
      filled={filled}
      kind="long"
      required={needs('recall', 'reason')}
      hint="The people who can read your signature can read it."
    />
  ),
  button: 'Take it back',
  done: 'Your signature is taken back.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};
