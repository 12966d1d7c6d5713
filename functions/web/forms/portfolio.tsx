import { Portfolio } from '../views/case/portfolio.tsx';
import { Field } from '../views/fields.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const submitPortfolio: Form<'submit-portfolio'> = {
  intro: ({ view, ladder }) => (
    <>
      <p>The people who sign will decide on exactly these pieces. You cannot change them after you hand them in.</p>
      <Portfolio view={view} ladder={ladder} />
    </>
  ),
  fields: () => null,
  button: 'Hand it in',
  done: 'Your portfolio is handed in.',
  payload: () => ({}),
  fieldOf: fieldsCalled(),
};

function requirementOf({ transition, query }: FormContext) {
  return transition.portfolio.find((one) => one.id === query.requirement);
}

export const waive: Form<'waive-requirement'> = {
  title: (context) => `Waive: ${requirementOf(context)?.title}`,
  exists: (context) => requirementOf(context) !== undefined,
  intro: () => <p>This is for a requirement that cannot be met here. Everyone who signs and HR see your reason.</p>,
  fields: ({ filled }) => (
    <>
      <Field
        name="reason"
        label="Why it cannot be met"
        filled={filled}
        kind="long"
        required={needs('waive-requirement', 'reason')}
      />
      <Field
        name="instead"
        label="What replaces it"
        filled={filled}
        kind="long"
        required={needs('waive-requirement', 'instead')}
      />
    </>
  ),
  button: 'Waive it',
  done: 'The requirement is waived.',
  payload: (values, { query }) => ({
    requirement: query.requirement,
    reason: values.reason ?? '',
    instead: values.instead ?? '',
  }),
  fieldOf: fieldsCalled('reason', 'instead'),
};
