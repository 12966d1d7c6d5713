import { limits } from '#shared/contract/names.ts';
import { allowsExceptions } from '#shared/domain/ladder/exceptions.ts';
import { seatCapOf } from '#shared/domain/ladder/seats.ts';
import { isTrackChange } from '#shared/domain/ladder/track-change.ts';
import { noGround, verdictTitles } from '#shared/domain/words.ts';
import { Contents } from '../views/case/contents.tsx';
import { engineerIn, nameIn } from '../views/case/names.ts';
import { Returned } from '../views/case/returned.tsx';
import { Choice, Field } from '../views/fields.tsx';
import { counted, noSeatSentence } from '../views/ladder/words.ts';
import { andList } from '../views/words.ts';
import { Declines, declinesIn } from './decline.tsx';
import { type Form, type FormContext, groupOf } from './form.ts';
import { needs } from './needs.ts';
import { Return, returnIn, returnStages } from './return.tsx';

/** The criteria that are not met. */
function openIn({ view }: FormContext) {
  return (view.criteria ?? []).filter((one) => one.verdict !== 'pass');
}

/** Whether signers can approve although a criterion is not met. */
function canExcept({ view, transition }: FormContext): boolean {
  return allowsExceptions(transition) && view.exception?.decision !== 'refused';
}

/** The criteria for which an approval needs a reason. */
function exceptionsOf(context: FormContext) {
  return canExcept(context) ? openIn(context) : [];
}

/** Why the portfolio keeps the case from being approved: a team has not confirmed, or a waiver counts no more. Empty: nothing. */
function whyUnmet({ view }: FormContext): string {
  const unmet = view.requirements?.filter((one) => !one.met) ?? [];
  const isUnconfirmed = ({ id }: (typeof unmet)[number]) =>
    view.evidence?.some(({ requirement, adoption }) => requirement === id && adoption && adoption.confirmed !== 'yes');
  const lost = unmet.filter((one) => !isUnconfirmed(one)).map(({ title }) => `‘${title}’`);
  const why = [
    ...(unmet.some(isUnconfirmed)
      ? ['it is not confirmed that another team has adopted what the portfolio asks for']
      : []),
    ...(lost.length > 0
      ? [`the waiver of ${andList(lost)} does not count any more, so the case has to go back to the portfolio`]
      : []),
  ];
  return why.join(', and ');
}

/** Why nobody can approve now. Null: they can. */
function whyNoApproval(context: FormContext): string | null {
  const unmet = whyUnmet(context);
  if (unmet) return unmet;
  if (openIn(context).length === 0 || canExcept(context)) return null;
  return context.view.exception
    ? 'HR has refused an exception, and not every criterion is met'
    : 'not every criterion is met, and this ladder allows no exceptions';
}

/** What an approval does, or why none is possible. */
function effectOfApproval(context: FormContext): string {
  const { transition } = context;
  const why = whyNoApproval(context);
  if (why) return `Not possible now: ${why}.`;
  if (isTrackChange(transition)) return 'The engineer changes track when everyone who signs has approved.';
  if (openIn(context).length === 0) return 'The engineer is promoted when everyone who signs has approved.';
  return 'Not every criterion is met. When everyone who signs has approved, HR confirms or refuses the exception.';
}

/** Who can say what is unknown: the people who have not answered a question, else those who calibrate. */
function whoCanAnswer({ view }: FormContext): string {
  const asked = view.questions.filter((one) => !one.given).map((one) => one.by);
  const calibrate = view.participants.filter((one) => one.slot.startsWith('calibration.'));
  const ids = asked.length > 0 ? asked : calibrate.flatMap((one) => one.personId ?? []);
  return andList([...new Set(ids)].map((id) => nameIn(view, id)));
}

/** The effect of a return. If something is unknown, it comes first. */
function effectOfReturn(context: FormContext): string {
  const unknown = openIn(context).filter((one) => one.verdict === 'unknown');
  const effect =
    'The case goes back to a stage. Only what you name there can change, and in a portfolio what does not count any more. Then the case comes back here.';
  if (unknown.length === 0) return effect;
  return `Unknown: ${andList(unknown.map((one) => one.title))}. Return it to the calibration, where ${whoCanAnswer(context)} can answer. ${effect}`;
}

/** Whether nothing is known on which one could decline. A change of track has no criteria, and needs no ground. */
function hasNoGround({ view }: FormContext): boolean {
  return (view.criteria ?? []).length > 0 && view.grounds?.length === 0;
}

function effectOfDecline(context: FormContext): string {
  if (hasNoGround(context)) return 'Not possible now: what is unknown is no ground.';
  return isTrackChange(context.transition)
    ? 'One decline closes the case: the engineer stays on their track.'
    : 'One decline closes the case: there is no promotion this time.';
}

/** The decisions that are possible, with their effect on this case. The first is the one to think of first. */
function optionsOf(context: FormContext) {
  const canReturn = returnStages(context).length > 0;
  const isUnknown = openIn(context).some((one) => one.verdict === 'unknown');
  const options = [
    {
      value: 'approve',
      label: 'Approve',
      text: effectOfApproval(context),
      isOff: whyNoApproval(context) !== null,
    },
    ...(canReturn
      ? [
          {
            value: 'return',
            label: 'Return',
            text: effectOfReturn(context),
          },
        ]
      : []),
    {
      value: 'decline',
      label: 'Decline',
      text: effectOfDecline(context),
      isOff: hasNoGround(context),
    },
  ];
  return isUnknown ? options.sort((a, b) => Number(b.value === 'return') - Number(a.value === 'return')) : options;
}

/** A warning that a capped level can be out of seats. Null if the level has no cap. */
function seatsSay({ ladder, transition }: FormContext): string | null {
  const cap = seatCapOf(ladder, transition);
  return cap === null
    ? null
    : `The organisation has ${counted(cap, 'seat')} at ${transition.to} at most. ${noSeatSentence}`;
}

export const signOff: Form<'sign-off'> = {
  title: ({ view }) => `Decide on the case of ${engineerIn(view, 'the engineer')}`,
  intro: (context) => {
    const { view, ladder } = context;
    const seats = seatsSay(context);
    return (
      <>
        <p>You decide on exactly what this page shows.{seats && ` ${seats}`}</p>
        <Returned view={view} />
        <Contents view={view} ladder={ladder} />
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
          required={needs('sign-off', 'comment')}
          hint="The engineer reads it. If you return the case to the calibration, only the people who calibrate read it."
        />
        {exceptions.length > 0 && (
          <fieldset class="for-approve">
            <legend>When you approve</legend>
            <p class="soft">
              Not every criterion is met. For each of these, say in {limits.shortestText} characters or more why you
              still approve.
            </p>
            {exceptions.map((one) => (
              <Field
                name={`exceptionReasons.${one.id}`}
                label={`${verdictTitles[one.verdict]}: ${one.title}`}
                filled={context.filled}
                kind="long"
                required={needs('sign-off', 'exceptionReasons.*')}
                hint="The engineer, later signers and HR read it."
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
  alsoOwed: (values, { view }) =>
    values.decision === 'decline' && (view.grounds ?? []).length > 0 && Object.keys(declinesIn(values)).length === 0
      ? [{ path: 'declineReasons', reason: noGround }]
      : [],
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
