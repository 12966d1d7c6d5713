import { limits } from '#shared/contract/names.ts';
import { Portfolio } from '../views/case/portfolio.tsx';
import { Returned } from '../views/case/returned.tsx';
import { Refusals, WaiverText } from '../views/case/waivers.tsx';
import { Choice, Field } from '../views/fields.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const submitPortfolio: Form<'submit-portfolio'> = {
  intro: ({ view, ladder }) => (
    <>
      <p>The people who sign will decide on exactly these pieces. You cannot change them after you hand them in.</p>
      {view.returned?.unchanged && (
        <p>
          You have changed nothing since it was sent back. You can hand it in all the same, and everybody who signs sees
          that nothing has changed.
        </p>
      )}
      <Returned view={view} />
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

const atLeast = `The engineer and everyone who signs read it. Write ${limits.shortestText} characters or more.`;

export const waive: Form<'waive-requirement'> = {
  title: (context) => `Waive: ${requirementOf(context)?.title}`,
  exists: (context) => requirementOf(context)?.waivable !== undefined,
  intro: (context) => (
    <p>The ladder allows this if: {requirementOf(context)?.waivable?.when} Another signer or HR must confirm it.</p>
  ),
  fields: ({ filled }) => (
    <>
      <Field
        name="reason"
        label="Why it cannot be met"
        filled={filled}
        kind="long"
        required={needs('waive-requirement', 'reason')}
        hint={atLeast}
      />
      <Field
        name="instead"
        label="What replaces it"
        filled={filled}
        kind="long"
        required={needs('waive-requirement', 'instead')}
        hint={atLeast}
      />
    </>
  ),
  button: 'Waive it',
  done: 'The waiver waits for another person to confirm it.',
  payload: (values, { query }) => ({
    requirement: query.requirement,
    reason: values.reason ?? '',
    instead: values.instead ?? '',
  }),
  fieldOf: fieldsCalled('reason', 'instead'),
};

const requirementIn = ({ view, query }: FormContext) => view.requirements?.find((one) => one.id === query.requirement);
const waiverIn = (context: FormContext) => requirementIn(context)?.waiver;

export const answerWaiver: Form<'answer-waiver'> = {
  title: (context) => `Answer the waiver: ${requirementOf(context)?.title}`,
  exists: (context) => waiverIn(context)?.confirmed === false,
  intro: (context) => {
    const waiver = waiverIn(context);
    return (
      <>
        <p>The ladder allows a waiver if: {requirementOf(context)?.waivable?.when}</p>
        {waiver && <WaiverText view={context.view} waiver={waiver} />}
        <Refusals view={context.view} refused={requirementIn(context)?.refused ?? []} />
      </>
    );
  },
  fields: ({ filled }) => (
    <>
      <Choice
        name="answer"
        legend="Does the waiver count?"
        filled={filled}
        options={[
          {
            value: 'confirm',
            label: 'Confirm it',
            text: 'The requirement counts as met, and everyone who signs sees why.',
          },
          { value: 'refuse', label: 'Refuse it', text: 'The waiver is taken away, and the requirement stays.' },
        ]}
      />
      <Field
        name="reason"
        label="Why"
        filled={filled}
        kind="long"
        required={needs('answer-waiver', 'reason')}
        hint={atLeast}
      />
    </>
  ),
  button: 'Answer it',
  done: 'The waiver is answered.',
  payload: (values, { query }) => ({
    requirement: query.requirement,
    answer: values.answer,
    reason: values.reason ?? '',
  }),
  fieldOf: fieldsCalled('answer', 'reason'),
};
