import { limits } from '#shared/contract/names.ts';
import { capital, changesInWords, stageTitles } from '#shared/domain/words.ts';
import { engineerIn } from '../views/case/names.ts';
import { Choice, Field } from '../views/fields.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const decideStop: Form<'decide-stop'> = {
  title: ({ view }) => `Say how the case of ${engineerIn(view, 'the engineer')} goes on`,
  intro: ({ view: { stopped, outcome } }) =>
    stopped && (
      <>
        <p>
          {capital(changesInWords(stopped.facts))}. That is not what this case began with, so it was stopped in{' '}
          {stageTitles[stopped.stage]}.
        </p>
        <p>
          If the change was a mistake, change the record back first, then let the case go on. If the change is right,
          end the case{outcome === null ? '' : ': the promotion is not carried out, and its seat is free again'}.
        </p>
      </>
    ),
  fields: ({ filled }) => (
    <>
      <h2>Your decision</h2>
      <Choice
        name="decision"
        legend="How does the case go on?"
        filled={filled}
        stacked
        options={[
          {
            value: 'resume',
            label: 'Let it go on',
            text: 'It goes on where it stood. Due days come later by the days that it stood still.',
          },
          {
            value: 'end',
            label: 'End it',
            text: 'It counts against nobody. The engineer can open a new case at once and carry the evidence over.',
          },
        ]}
      />
      <Field
        name="reason"
        label="Why"
        filled={filled}
        kind="long"
        required={needs('decide-stop', 'reason')}
        hint={`The engineer and the people who take part in the case read it. Write ${limits.shortestText} characters or more.`}
      />
    </>
  ),
  button: 'Decide',
  done: 'It is decided how the case goes on.',
  payload: (values) => ({ decision: values.decision, reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('decision', 'reason'),
};
