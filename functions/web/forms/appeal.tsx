import { type AppealGround, isMadeByHr, objectionDays } from '#shared/contract/names.ts';
import { usualAppeal } from '#shared/domain/ladder/waiting-times.ts';
import { groundTitles, outcomeTitles } from '#shared/domain/words.ts';
import { Appeal } from '../views/case/appeal.tsx';
import { engineerIn } from '../views/case/names.ts';
import { Choice, Faults, Field, idOf } from '../views/fields.tsx';
import { counted, fewerThan } from '../views/ladder/words.ts';
import { choicesIn, PersonField, PersonSelect } from '../views/person-field.tsx';
import { Said } from '../views/text.tsx';
import { type Form, type FormContext, fieldsCalled, numbered } from './form.ts';
import { needs } from './needs.ts';

/** What each ground is for. Nobody decided a case that HR or the clock ended. */
const groundsOf = ({ outcome }: FormContext['view']): Record<AppealGround, string> => {
  const isEnded = isMadeByHr(outcome);
  return {
    procedure: isEnded
      ? 'For example: you did what was asked, or were not told in time.'
      : 'For example: a step was left out, or the wrong person signed.',
    evidence: isEnded
      ? 'It existed when the case ended, but nobody looked at it.'
      : 'It existed when the case was decided, but the people who decided did not see it.',
    conflict: 'Say below who it was.',
  };
};

const ifUpheld = ({ outcome }: FormContext['view']) =>
  isMadeByHr(outcome)
    ? 'If it is upheld, the case goes on where it ended. If the calibration rested on a person with a conflict, other people calibrate.'
    : 'If it is upheld, other people calibrate the case again, and it continues from there.';

export const appeal: Form<'appeal'> = {
  intro: ({ view, transition }) => (
    <>
      {view.outcome && <p>You appeal against this outcome: {outcomeTitles[view.outcome]}.</p>}
      <p>
        {isMadeByHr(view.outcome)
          ? 'An appeal says why the case should not have ended like this.'
          : 'An appeal is about how the case was decided.'}{' '}
        A person of HR who took no part in the case reads what you write and decides. You can read their reason.
      </p>
      <ul>
        <li>{ifUpheld(view)}</li>
        <li>
          If it is dismissed, the outcome stays. An appeal never makes anything worse and never counts against you.
        </li>
        <li>An appeal cannot promote you by itself. It is not for a rating that you disagree with.</li>
        <li>
          You can appeal once against a decision, and once against each end that HR made or that came by itself
          {`, within ${(transition.appeal ?? usualAppeal).windowDays} days after the outcome`}.
        </li>
      </ul>
    </>
  ),
  fields: (context) => (
    <>
      <Choice
        name="ground"
        legend="The ground of your appeal"
        filled={context.filled}
        stacked
        options={(Object.keys(groundTitles) as AppealGround[]).map((ground) => ({
          value: ground,
          label: groundTitles[ground],
          text: groundsOf(context.view)[ground],
        }))}
      />
      <PersonSelect
        name="against"
        label="Who was not impartial"
        required={needs('appeal', 'against')}
        people={context.view.challengeable.flatMap((id) => context.view.people[id] ?? [])}
        filled={context.filled}
        nobody="Nobody"
      />
      <Field
        name="statement"
        label="What happened"
        filled={context.filled}
        kind="long"
        required={needs('appeal', 'statement')}
        hint="Say what went wrong, and how others can see it. The people who take part in the case can read it."
      />
    </>
  ),
  button: 'Appeal',
  done: 'Your appeal is made. A person of HR decides it.',
  payload: (values) => ({
    ground: values.ground,
    statement: values.statement ?? '',
    // Only a conflict of interest names a person. The form can still hold a choice made for another ground.
    against: values.ground === 'conflict' && values.against ? values.against : null,
  }),
  fieldOf: fieldsCalled('ground', 'statement', 'against'),
};

/** That too few people can be named, and what HR can do. Nothing if there are enough. */
function whyNotAll({ places, isAll }: FormContext) {
  if (!isAll) return null;
  const found = choicesIn(places).people.length;
  const isShort = found < places.length;
  if (!isShort && places.every((one) => one.people.length > 0)) return null;
  return (
    <p class="unknown">
      {isShort ? fewerThan(places.length, found) : 'For one of these places nobody can be chosen'}. Until you give more
      people these roles, under <a href="/people">People</a>, you cannot uphold the appeal.
    </p>
  );
}

export const decideAppeal: Form<'decide-appeal'> = {
  title: ({ view }) => `Decide the appeal of ${engineerIn(view, 'the engineer')}`,
  reads: 'places',
  intro: ({ view }) => (
    <>
      <p>
        {isMadeByHr(view.outcome)
          ? 'You decide whether the case should have ended like this.'
          : 'You decide whether the case was decided properly, not whether you would have promoted the engineer.'}{' '}
        There is no second appeal against the same decision.
      </p>
      <Appeal view={view} />
      {view.ending && (
        <>
          <p>Why the case was ended:</p>
          <Said>{view.ending}</Said>
        </>
      )}
    </>
  ),
  fields: (context) => {
    const { filled, places, picking } = context;
    const goesOn = places.length === 0;
    const faults = filled.faults.filter((fault) => fault.field === 'reviewers');
    const reviewers = places.filter((one) => one.part === 'reviewer');
    const lead = places.find((one) => one.part === 'lead');
    return (
      <>
        <h2>Your decision</h2>
        <Choice
          name="decision"
          legend="Is the appeal upheld?"
          filled={filled}
          stacked
          options={[
            {
              value: 'uphold',
              label: 'Uphold it',
              text: goesOn
                ? 'The case goes on where it ended.'
                : 'Other people calibrate the case again. Name them below.',
            },
            { value: 'dismiss', label: 'Dismiss it', text: 'The outcome stays as it is.' },
          ]}
        />
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('decide-appeal', 'reason')}
          hint="The engineer and the people who take part in the case can read it."
        />
        {goesOn || (
          <fieldset
            id={idOf('reviewers')}
            class="for-uphold"
            {...(faults.length > 0 ? { 'aria-describedby': 'f-reviewers-fault' } : {})}
          >
            <legend>Who calibrates again</legend>
            <p class="soft">
              You cannot name anyone who took part before. The engineer can object to the reviewers for{' '}
              {counted(objectionDays, 'day')}.
            </p>
            {whyNotAll(context)}
            <Faults of="Who calibrates again" id="f-reviewers-fault" faults={faults} />
            {reviewers.map((place, at) => (
              <PersonField
                name={`reviewers.${at}`}
                label={`Reviewer ${at + 1}: ${place.role}`}
                choices={place}
                picking={picking}
                filled={filled}
                required={needs('decide-appeal', 'reviewers.*')}
              />
            ))}
            {lead && (
              <PersonField
                name="lead"
                label={`Who leads the calibration: ${lead.role}, or a person of higher rank`}
                choices={lead}
                picking={picking}
                filled={filled}
                required={needs('decide-appeal', 'lead')}
              />
            )}
          </fieldset>
        )}
      </>
    );
  },
  button: 'Decide the appeal',
  done: 'The appeal is decided.',
  payload: (values) => {
    const upheld = values.decision === 'uphold';
    return {
      decision: values.decision,
      reason: values.reason ?? '',
      // An empty place is sent too, so that the command can refuse it.
      reviewers: upheld ? numbered(values, 'reviewers').map((one) => one.value) : [],
      lead: upheld && values.lead ? values.lead : null,
    };
  },
  fieldOf: (path) => (/^(decision|reason|lead|reviewers(\.\d+)?)$/.test(path) ? path : null),
};
