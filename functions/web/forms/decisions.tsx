import { Choice, Field } from '../views/parts.tsx';
import { CriteriaList, ScoreTable } from '../views/result.tsx';
import { type Form, groupOf } from './form.ts';

export const attest: Form = {
  title: ({ view, query }) =>
    view.questions.find((one) => one.id === query.attestation)?.question ?? 'A question to you',
  intro: () => <p>Ratings cannot show this, so the ladder asks you. Your answer counts in the criteria and stands.</p>,
  fields: ({ filled }) => (
    <>
      <Choice
        name="answer"
        legend="Your answer"
        filled={filled}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
      <Field name="note" label="What you saw" filled={filled} kind="long" required />
    </>
  ),
  button: 'Give this answer',
  payload: (values, { query }) => ({
    attestation: query.attestation,
    answer: values.answer,
    note: values.note ?? '',
    evidence: [],
  }),
};

export const signOff: Form = {
  title: ({ view }) => `Decide on the case of ${view.engineer?.name ?? 'the engineer'}`,
  intro: ({ view }) => (
    <>
      <p>
        Your decision is on what this page shows. One decline closes the case; it is a promotion when everyone who signs
        has approved.
      </p>
      {view.signOffs.map((one) => (
        <blockquote class="card">
          <p>
            <strong>
              {view.people[one.by]?.name} {one.decision === 'approve' ? 'approved' : 'declined'}
            </strong>
          </p>
          <p>{one.comment}</p>
        </blockquote>
      ))}
      {view.criteria && <CriteriaList criteria={view.criteria} />}
      {view.score && <ScoreTable score={view.score} />}
    </>
  ),
  fields: ({ view, filled }) => (
    <>
      <Choice
        name="decision"
        legend="Your decision"
        filled={filled}
        options={[
          { value: 'approve', label: 'Approve the promotion' },
          { value: 'decline', label: 'Decline' },
        ]}
      />
      <Field
        name="comment"
        label="Comment"
        filled={filled}
        kind="long"
        required
        hint="The engineer reads it. When you decline, say what would change it."
      />
      {(view.criteria ?? [])
        .filter((one) => one.verdict !== 'pass')
        .map((one) => (
          <Field
            name={`exceptionReasons.${one.id}`}
            label={`Why you would approve although this is ${one.verdict === 'fail' ? 'not met' : 'unknown'}: ${one.title}`}
            filled={filled}
            kind="short"
          />
        ))}
      <input type="hidden" name="seen" value={JSON.stringify(view.seen)} />
    </>
  ),
  button: 'Sign',
  needsVersion: true,
  payload: (values) => ({
    decision: values.decision,
    comment: values.comment ?? '',
    seen: jsonOf(values.seen),
    exceptionReasons: values.decision === 'approve' ? groupOf(values, 'exceptionReasons') : {},
  }),
};

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export const withdraw: Form = {
  title: () => 'Withdraw your case',
  intro: () => (
    <p>This ends the case; it cannot be taken up again. You can open a new one later. What is sealed stays sealed.</p>
  ),
  fields: ({ filled }) => <Field name="reason" label="Why you withdraw" filled={filled} kind="long" required />,
  button: 'Withdraw the case',
  payload: (values) => ({ reason: values.reason ?? '' }),
};
