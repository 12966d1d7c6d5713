import { peer } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { objectionTitles, stageTitles } from '#shared/domain/words.ts';
import { engineerIn, nameIn, partsOf } from '../views/case/names.ts';
import { isReviewerSlot, leadSlot } from '../views/case/reviewers.ts';
import { Choice, Field } from '../views/fields.tsx';
import { noChoices, PersonField } from '../views/person-field.tsx';
import { Said } from '../views/text.tsx';
import { type Form, type FormContext, fieldsCalled, type Values } from './form.ts';
import { needs } from './needs.ts';

/** A sentence about who can read the reason of an objection: the people who can answer it. */
function readersOf(view: CaseView, slot: string): string {
  const lead = view.participants.find((one) => one.slot === leadSlot)?.personId ?? null;
  const isForLead = lead !== null && isReviewerSlot(slot);
  return isForLead
    ? `${nameIn(view, lead)}, who leads the calibration, and HR can read your reason. Either of them can answer.`
    : 'Only HR can read your reason and answer.';
}

export const raiseObjection: Form<'raise-objection'> = {
  intro: () => (
    <p>
      You can object if a person should not take part in your case. They are not told of it, and go on with their part
      until it is answered. If the objection is upheld, what they did does not count. It never counts against you.
    </p>
  ),
  initial: ({ query, view }): Values => {
    const asked = view.participants.find((one) => one.mayObject && one.slot === query.slot);
    return asked ? { slot: asked.slot } : {};
  },
  fields: ({ view, filled }) => (
    <>
      <Choice
        name="slot"
        legend="The person you object to"
        filled={filled}
        stacked
        options={view.participants
          .filter((one) => one.mayObject && one.personId !== null)
          .map(({ slot, title, personId }) => ({
            value: slot,
            label: `${nameIn(view, personId ?? '')}, ${title}`,
            text: readersOf(view, slot),
          }))}
      />
      <Choice
        name="ground"
        legend="Your ground"
        filled={filled}
        stacked
        options={[
          {
            value: 'conflict',
            label: 'A conflict of interest',
            text: 'They are not impartial, for personal reasons or because they can win or lose something. If the objection is upheld, they leave the case for good.',
          },
          { value: 'other', label: 'Another reason', text: 'For example: they have never worked with you.' },
        ]}
      />
      <Field name="reason" label="Why" filled={filled} kind="long" required={needs('raise-objection', 'reason')} />
    </>
  ),
  button: 'Raise the objection',
  done: 'Your objection is raised. You are told when it is answered.',
  payload: (values) => ({ slot: values.slot ?? '', ground: values.ground, reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('slot', 'ground', 'reason'),
};

type Objection = CaseView['objections'][number];

/** The objection in the address, or the first one that waits for this person. */
function objectionOf({ view, query }: FormContext) {
  return view.objections.find((one) => one.forYou && (query.objection ?? one.id) === one.id);
}

/** Whether the person of an objection does not have the part any more. */
function hasLeft(view: CaseView, { personId, slot }: Objection): boolean {
  return view.participants.find((one) => one.slot === slot)?.personId !== personId;
}

/** Whether the person of an objection has done their part, and the reviews are open. If it is upheld, the case goes back. */
function hasFinished(view: CaseView, objection: Objection): boolean {
  const { personId, slot } = objection;
  if (slot === leadSlot) return view.consensus !== null;
  const isHolder = !hasLeft(view, objection);
  return (view.reviews ?? []).some((one) => one.slot === slot && (isHolder || one.by === personId));
}

/** What the person of an objection does meanwhile, or did. */
function meanwhile(view: CaseView, objection: Objection): string {
  if (hasLeft(view, objection)) return 'They have left the part. You decide whether what they did in it counts.';
  return hasFinished(view, objection)
    ? 'They are not told of it. They have finished this part, and you decide whether what they did counts.'
    : 'They are not told of it, and go on with their part until you answer.';
}

/** What can be answered, and what it does. */
function answersTo(view: CaseView, objection: Objection | undefined) {
  const isConflict = objection?.ground === 'conflict';
  const isFinished = objection !== undefined && hasFinished(view, objection);
  if (objection && (isFinished || hasLeft(view, objection)))
    return [
      { value: 'keep', label: 'What they did counts', text: 'The objection is not upheld.' },
      {
        value: 'replace',
        label: 'What they did does not count',
        text: [
          'The objection is upheld.',
          ...(isFinished ? [`The case goes back to ${stageTitles.calibration}.`] : []),
          ...(objection.isFilled ? [] : ['Another person takes the part.']),
          ...(isConflict ? ['They leave this case for good.'] : []),
        ].join(' '),
      },
    ];
  return [
    { value: 'keep', label: 'They stay', text: 'The objection is not upheld.' },
    {
      value: 'replace',
      label: 'They are replaced',
      text: isConflict
        ? 'They leave this case for good, and what they did in this part does not count.'
        : 'Another person takes their part, and what they did does not count.',
    },
  ];
}

export const answerObjection: Form<'answer-objection'> = {
  exists: (context) => objectionOf(context) !== undefined,
  reads: 'places',
  intro: (context) => {
    const { view } = context;
    const objection = objectionOf(context);
    if (!objection) return null;
    const { personId, slot } = objection;

    return (
      <>
        <p>
          {engineerIn(view, 'The engineer')} objects to{' '}
          <strong>{personId ? nameIn(view, personId) : 'a person'}</strong> ({partsOf(view, [slot])}). The ground:{' '}
          {objectionTitles[objection.ground]}.
        </p>
        {objection.reason && <Said>{objection.reason}</Said>}
        <p>{meanwhile(view, objection)}</p>
      </>
    );
  },
  fields: (context) => {
    const { filled, places, view, picking } = context;
    const objection = objectionOf(context);
    const choices = places.find((one) => one.slot === objection?.slot) ?? noChoices;
    const namesPanel = view.relations.includes('lead') ? 'you name' : 'the lead names';
    const isPanel = view.participants.find((one) => one.slot === objection?.slot)?.role === peer;
    return (
      <>
        <Choice name="answer" legend="Your answer" filled={filled} stacked options={answersTo(view, objection)} />
        {!objection?.isFilled && (
          <PersonField
            name="to"
            required={needs('answer-objection', 'to')}
            label="Who takes the part, if the objection is upheld"
            choices={choices}
            picking={picking}
            filled={filled}
            nobody={isPanel ? `Nobody yet: ${namesPanel} a person` : 'The next person up the reporting line'}
          />
        )}
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('answer-objection', 'reason')}
          hint="The engineer reads it. It is kept with the objection."
        />
      </>
    );
  },
  button: 'Answer the objection',
  done: 'The objection is answered.',
  payload: (values, context) => ({
    objection: context.query.objection ?? objectionOf(context)?.id ?? '',
    answer: values.answer,
    reason: values.reason ?? '',
    // If they stay, nobody replaces them. The form can still hold an earlier choice.
    to: values.answer === 'replace' && values.to ? values.to : null,
  }),
  fieldOf: fieldsCalled('answer', 'reason', 'to'),
};
