import { Assessments } from '../views/case/assessments.tsx';
import { Decisions } from '../views/case/decisions.tsx';
import { Portfolio } from '../views/case/portfolio.tsx';
import { Result } from '../views/case/result.tsx';
import { Choice, Field } from '../views/parts.tsx';
import { type Form, type FormContext, fieldsCalled, groupOf } from './form.ts';

/** The criteria for which approving takes a reason. */
function exceptionsOf({ view, transition }: FormContext) {
  return transition.exceptions === 'forbidden' ? [] : (view.criteria ?? []).filter((one) => one.verdict !== 'pass');
}

export const signOff: Form = {
  title: ({ view }) => `Decide on the case of ${view.engineer?.name ?? 'the engineer'}`,
  intro: ({ view, ladder }) => (
    <>
      <p>
        Your decision is on what this page shows, exactly as it stands. One decline closes the case; it is a promotion
        once everyone who signs has approved.
      </p>
      <Decisions view={view} />
      <Result view={view} ladder={ladder} />
      <Portfolio view={view} ladder={ladder} />
      <Assessments view={view} ladder={ladder} />
    </>
  ),
  fields: (context) => (
    <>
      <h2>Your decision</h2>
      <Choice
        name="decision"
        legend="Do you approve this promotion?"
        filled={context.filled}
        options={[
          { value: 'approve', label: 'Approve' },
          { value: 'decline', label: 'Decline' },
        ]}
      />
      <Field
        name="comment"
        label="Comment"
        filled={context.filled}
        kind="long"
        required
        hint="The engineer reads it. When you decline, say what would make the difference next time."
      />
      {exceptionsOf(context).map((one) => (
        <Field
          name={`exceptionReasons.${one.id}`}
          label={`${one.verdict === 'fail' ? 'Not met' : 'Unknown'}: ${one.title}`}
          filled={context.filled}
          kind="short"
          hint="When you approve all the same: why? Later signers and HR see the reason."
        />
      ))}
      <input type="hidden" name="seen" value={JSON.stringify(context.view.seen)} />
    </>
  ),
  button: 'Sign',
  done: 'Your decision is signed.',
  needsVersion: true,
  payload: (values) => ({
    decision: values.decision,
    comment: values.comment ?? '',
    seen: jsonOf(values.seen),
    exceptionReasons: values.decision === 'approve' ? groupOf(values, 'exceptionReasons') : {},
  }),
  fieldOf: (path, values, context) =>
    fieldsCalled('decision', 'comment', ...exceptionsOf(context).map((one) => `exceptionReasons.${one.id}`))(
      path,
      values,
      context,
    ),
};

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
