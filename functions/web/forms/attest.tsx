import { engineerIn } from '../views/case/names.ts';
import { Choice, Field } from '../views/fields.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';
import { ToPortfolio } from './rate-all.tsx';

function questionOf({ view, query }: FormContext) {
  return view.questions.find((one) => one.id === query.attestation);
}

export const attest: Form<'attest'> = {
  title: (context) => questionOf(context)?.question ?? '',
  exists: (context) => questionOf(context) !== undefined,
  intro: ({ view }) => (
    <p>
      This is about {engineerIn(view, 'the engineer')}. Ratings cannot show it, so the ladder asks you. Your answer
      counts in the criteria, and it is final.
    </p>
  ),
  fields: ({ view, filled }) => (
    <>
      <ToPortfolio view={view} />
      <Choice
        name="answer"
        legend="Your answer"
        filled={filled}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
      <Field
        name="note"
        label="What you saw"
        filled={filled}
        kind="long"
        required={needs('attest', 'note')}
        hint="Say in a sentence or two what your answer is based on."
      />
    </>
  ),
  button: 'Give this answer',
  done: 'Your answer is recorded.',
  payload: (values, { query }) => ({
    attestation: query.attestation,
    answer: values.answer,
    note: values.note ?? '',
    evidence: [],
  }),
  fieldOf: fieldsCalled('answer', 'note'),
};
