import { limits } from '#shared/contract/names.ts';
import { seatCapOf } from '#shared/domain/ladder/seats.ts';
import { Contents } from '../views/case/contents.tsx';
import { engineerIn } from '../views/case/names.ts';
import { Choice, Field } from '../views/fields.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

export const decideException: Form<'decide-exception'> = {
  title: ({ view }) => `Decide on the exception for ${engineerIn(view, 'the engineer')}`,
  intro: ({ view, ladder }) => (
    <>
      <p>
        Everybody who signs has approved although not every criterion is met. You decide whether the reasons that they
        give hold, not whether you would have promoted the engineer.
      </p>
      <Contents view={view} ladder={ladder} />
    </>
  ),
  fields: ({ view, ladder, transition, filled }) => (
    <>
      <h2>Your decision</h2>
      <Choice
        name="decision"
        legend="Do the reasons hold?"
        filled={filled}
        stacked
        options={[
          {
            value: 'confirm',
            label: 'Confirm',
            text: `${engineerIn(view, 'The engineer')} is promoted to ${transition.to}${seatCapOf(ladder, transition) ? ', if a seat is free' : ''}. The outcome says that there was an exception.`,
          },
          {
            value: 'refuse',
            label: 'Refuse',
            text: 'The case goes back to its signers. They can return it to a stage or decline it.',
          },
        ]}
      />
      <Field
        name="reason"
        label="Why"
        filled={filled}
        kind="long"
        required={needs('decide-exception', 'reason')}
        hint={`The engineer and the people who take part in the case read it. Write ${limits.shortestText} characters or more.`}
      />
    </>
  ),
  button: 'Decide',
  done: 'The exception is decided.',
  payload: (values) => ({ decision: values.decision, reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('decision', 'reason'),
};
