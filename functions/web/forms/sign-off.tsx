import { seatCapOf } from '#shared/domain/ladder/seats.ts';
import { isTrackChange } from '#shared/domain/ladder/track-change.ts';
import { verdictTitles } from '#shared/domain/words.ts';
import { Assessments } from '../views/case/assessments.tsx';
import { Decisions } from '../views/case/decisions.tsx';
import { Portfolio } from '../views/case/portfolio.tsx';
import { Result } from '../views/case/result.tsx';
import { Choice, Field } from '../views/fields.tsx';
import { counted, noSeatSentence } from '../views/ladder/words.ts';
import { Declines, declinesIn } from './decline.tsx';
import { type Form, type FormContext, groupOf } from './form.ts';
import { Return, returnIn, returnStages } from './return.tsx';

/** The criteria that are not met. If the ladder allows exceptions, approving needs a reason for each. */
function exceptionsOf({ view, transition }: FormContext) {
  return transition.exceptions === 'forbidden' ? [] : (view.criteria ?? []).filter((one) => one.verdict !== 'pass');
}

/** The decisions that are possible, with their effect on this case. */
function optionsOf(context: FormContext) {
  const canReturn = returnStages(context).length > 0;
  return [
    {
      value: 'approve',
      label: 'Approve',
      text: isTrackChange(context.transition)
        ? 'The engineer changes track when everyone who signs has approved.'
        : 'The engineer is promoted when everyone who signs has approved.',
    },
    ...(canReturn
      ? [
          {
            value: 'return',
            label: 'Return',
            text: 'The case goes back to a stage. Only what you name there can change. Then the case comes back here.',
          },
        ]
      : []),
    {
      value: 'decline',
      label: 'Decline',
      text: isTrackChange(context.transition)
        ? 'One decline closes the case: the engineer stays on their track.'
        : 'One decline closes the case: there is no promotion this time.',
    },
  ];
}

/** A warning that a capped level can be out of seats. Null if the level has no cap. */
function seatsSay({ ladder, transition }: FormContext): string | null {
  const cap = seatCapOf(ladder, transition);
  return cap === null
    ? null
    : `The organisation has ${counted(cap, 'seat')} at ${transition.to} at most. ${noSeatSentence}`;
}

export const signOff: Form<'sign-off'> = {
  title: ({ view }) => `Decide on the case of ${view.engineer?.name ?? 'the engineer'}`,
  intro: (context) => {
    const { view, ladder } = context;
    const seats = seatsSay(context);
    return (
      <>
        <p>You decide on exactly what this page shows.{seats && ` ${seats}`}</p>
        <Decisions view={view} />
        <Result view={view} ladder={ladder} />
        <Portfolio view={view} ladder={ladder} />
        <Assessments view={view} ladder={ladder} />
      </>
    );
  },
  fields: (context) => {
    const exceptions = exceptionsOf(context);
    return (
      <>
        <h2>Your decision</h2>
        <Choice
          name="decision"
          legend={
            isTrackChange(context.transition)
              ? 'Do you approve this change of track?'
              : 'Do you approve this promotion?'
          }
          filled={context.filled}
          options={optionsOf(context)}
        />
        <Field
          name="comment"
          label="Comment"
          filled={context.filled}
          kind="long"
          required
          hint="The engineer reads it. If you return the case to the calibration, only the people who calibrate read it."
        />
        {exceptions.length > 0 && (
          <fieldset class="for-approve">
            <legend>When you approve</legend>
            <p class="soft">Not every criterion is met. For each of these, say why you still approve.</p>
            {exceptions.map((one) => (
              <Field
                name={`exceptionReasons.${one.id}`}
                label={`${verdictTitles[one.verdict]}: ${one.title}`}
                filled={context.filled}
                kind="short"
                hint="Later signers and HR see the reason."
              />
            ))}
          </fieldset>
        )}
        <Return context={context} />
        <Declines context={context} />
        <input type="hidden" name="seen" value={JSON.stringify(context.view.seen)} />
      </>
    );
  },
  button: 'Sign',
  done: 'Your decision is signed.',
  // Texts that belong to another decision are not sent.
  payload: (values) => ({
    decision: values.decision,
    comment: values.comment ?? '',
    seen: jsonOf(values.seen),
    exceptionReasons: values.decision === 'approve' ? groupOf(values, 'exceptionReasons') : {},
    returns: values.decision === 'return' ? returnIn(values) : null,
    declineReasons: values.decision === 'decline' ? declinesIn(values) : {},
  }),
  fieldOf: (path, _values, context) => {
    if (path === 'decision' || path === 'comment') return path;
    const [part, id = '', what] = path.split('.');
    if (part === 'exceptionReasons') return exceptionsOf(context).some((one) => one.id === id) ? path : null;
    if (part === 'declineReasons') return what === undefined ? 'decline' : `decline.${id}.${what}`;
    if (part !== 'returns') return null;
    return id === 'reasons' ? fieldOfReason(path, context) : 'returnTo';
  },
};

/** The field of a return's reason. If nothing was ticked, the field of the stage. */
function fieldOfReason(path: string, { view }: FormContext): string {
  const id = path.slice('returns.reasons.'.length);
  return view.unlockable?.some((one) => one.id === id) ? `why.${id}` : 'returnTo';
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
