import type { AppealGround } from '#shared/contract/names.ts';
import { groundTitles } from '#shared/domain/words.ts';
import { Appeal } from '../views/case/appeal.tsx';
import { Choice, Faults, Field, idOf } from '../views/parts.tsx';
import { PersonField } from '../views/person-field.tsx';
import { type Form, type FormContext, fieldsCalled, numbered } from './form.ts';

const grounds: Record<AppealGround, string> = {
  procedure: 'Such as: a step was left out, or somebody signed who should not have.',
  evidence: 'It existed when the case was decided, and those who decided did not see it.',
  conflict: 'Say who, below.',
};

/** Whoever took part in what was decided, by name. */
function tookPart({ view }: FormContext) {
  const ids = [
    ...view.participants.flatMap((one) => one.personId ?? []),
    ...view.signOffs.map((one) => one.by),
    ...(view.attestations ?? []).map((one) => one.by),
  ];
  return [...new Set(ids)].flatMap((id) => view.people[id] ?? []);
}

export const appeal: Form = {
  title: () => 'Appeal against the outcome',
  intro: ({ transition }) => (
    <>
      <p>
        An appeal is about how the case was decided. Somebody of HR who took no part in it reads what you write and
        decides, with a reason that you read.
      </p>
      <ul>
        <li>If it is upheld, other people than before calibrate the case anew, and it goes on from there.</li>
        <li>If it is dismissed, the outcome stays. It never makes anything worse, and nothing is held against you.</li>
        <li>It cannot promote you by itself, and it is not for a rating that you see otherwise.</li>
        <li>
          There is one appeal in a case
          {transition.appeal && `, and it is made within ${transition.appeal.windowDays} days of the outcome`}.
        </li>
      </ul>
    </>
  ),
  fields: (context) => (
    <>
      <Choice
        name="ground"
        legend="On what ground"
        filled={context.filled}
        stacked
        options={(Object.keys(groundTitles) as AppealGround[]).map((ground) => ({
          value: ground,
          label: groundTitles[ground],
          text: grounds[ground],
        }))}
      />
      <PersonField
        name="against"
        label="Who was not impartial, where that is the ground"
        people={tookPart(context)}
        filled={context.filled}
        nobody="Nobody"
      />
      <Field
        name="statement"
        label="What happened"
        filled={context.filled}
        kind="long"
        required
        hint="What was not as it should have been, and how one can see that. The people who take part in the case can read it."
      />
    </>
  ),
  button: 'Appeal',
  done: 'Your appeal is made. Somebody of HR decides it.',
  payload: (values) => ({
    ground: values.ground,
    statement: values.statement ?? '',
    // It belongs to that ground alone, also when somebody was chosen first.
    against: values.ground === 'conflict' && values.against ? values.against : null,
  }),
  fieldOf: fieldsCalled('ground', 'statement', 'against'),
};

export const decideAppeal: Form = {
  title: ({ view }) => `Decide the appeal of ${view.engineer?.name ?? 'the engineer'}`,
  reads: 'places',
  intro: ({ view }) => (
    <>
      <p>
        You decide whether the case was decided as it should have been, and not whether you would have promoted. There
        is no other appeal after this one.
      </p>
      <Appeal view={view} />
    </>
  ),
  fields: ({ filled, places }) => {
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
            { value: 'uphold', label: 'Uphold it', text: 'Others calibrate the case anew. Name them below.' },
            { value: 'dismiss', label: 'Dismiss it', text: 'The outcome stays as it is.' },
          ]}
        />
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required
          hint="The engineer and the people who take part in the case read it."
        />
        <fieldset
          id={idOf('reviewers')}
          class="for-uphold"
          {...(faults.length > 0 ? { 'aria-describedby': 'f-reviewers-fault' } : {})}
        >
          <legend>Who calibrates anew</legend>
          <p class="soft">
            Nobody who took part before can be named. The engineer may object to reviewers for three days.
          </p>
          <Faults id="f-reviewers-fault" faults={faults} />
          {reviewers.map(({ role, people }, at) => (
            <PersonField
              name={`reviewers.${at}`}
              label={`Reviewer ${at + 1}: ${role}`}
              people={people}
              filled={filled}
              required
            />
          ))}
          {lead && (
            <PersonField
              name="lead"
              label={`Who leads it: ${lead.role}, or of higher rank`}
              people={lead.people}
              filled={filled}
              required
            />
          )}
        </fieldset>
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
      // A place that was left empty is sent so: each of them is somebody's.
      reviewers: upheld ? numbered(values, 'reviewers').map((one) => one.value) : [],
      lead: upheld && values.lead ? values.lead : null,
    };
  },
  fieldOf: (path) => (/^(decision|reason|lead|reviewers(\.\d+)?)$/.test(path) ? path : null),
};
