import type { Child, FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { engineerIn, nameIn } from '../views/case/names.ts';
import { Questions } from '../views/case/questions.tsx';
import { isReviewerSlot, leadSlot, reviewersIn } from '../views/case/reviewers.ts';
import { Field, Folded } from '../views/fields.tsx';
import { stepLink } from '../views/words.ts';
import { type Again, againOf } from './again.ts';
import { CameBack } from './came-back.tsx';
import { type Form, type FormContext, groupOf, namedIn, numbersOf } from './form.ts';
import { needs } from './needs.ts';
import { RateAll, rateAllField, ToPortfolio } from './rate-all.tsx';
import { isLocked, SignalStays } from './signal-stays.tsx';
import { askable, isSignal } from './signals.ts';

export const selfAssessment: Form<'submit-self-assessment'> = {
  title: () => 'Assess yourself',
  intro: (context) => (
    <>
      <p>
        For each dimension, choose the step at which you have worked in the last months. This is your own view and never
        counts in a score. Notes help the people who talk with you about it.
      </p>
      <CameBack context={context} />
    </>
  ),
  initial: (context) => rated(againOf(context, 'self', context.view.selfAssessment)),
  fields: (context) => (
    <RateAll
      context={context}
      notes="notes"
      label="Note"
      again={againOf(context, 'self', context.view.selfAssessment)}
    />
  ),
  button: 'Submit the self-assessment',
  done: 'Your self-assessment is submitted.',
  saved: ({ ratings, notes }) => ({ ...namedIn('ratings', ratings), ...namedIn('notes', notes) }),
  payload: (values) => ({ ratings: numbersOf(values, 'ratings'), notes: groupOf(values, 'notes') }),
  fieldOf: (path, _values, context) => rateAllField(path, 'notes', context),
};

/** The values of the fields from earlier ratings and notes. */
function rated(before: { ratings: Ratings; notes: Record<string, string> } | null): Record<string, string> {
  return before ? { ...namedIn('ratings', before.ratings), ...namedIn('notes', before.notes) } : {};
}

/** The fields of a review, shared by the form to submit it and the form to amend it. */
const reviewForm: Pick<Form<'submit-review'>, 'payload' | 'fieldOf'> & {
  fields: (context: FormContext, again: Again | null) => Child;
} = {
  fields: (context, again) => (
    <>
      <ToPortfolio view={context.view} />
      <Questions view={context.view} />
      {context.ladder.competencies.some((one) => askable(context.ladder, one).length > 0) && (
        <p class="soft">
          Some competencies list anti-signals, which speak against a step. Name one only if you saw it in this period,
          and write what happened. It counts if your ratings give the competency that step or more. Then it holds the
          competency below that step.
        </p>
      )}
      <RateAll
        context={context}
        notes="notes"
        label="What you saw"
        again={again}
        after={(competency) => <Signals context={context} competency={competency} again={again} />}
      />
      <Field
        name="comment"
        required={needs('submit-review', 'comment')}
        label="Comment on the whole"
        filled={context.filled}
        kind="long"
      />
    </>
  ),
  payload: (values) => ({
    ratings: numbersOf(values, 'ratings'),
    notes: groupOf(values, 'notes'),
    antiSignals: Object.entries(groupOf(values, 'signals')).map(([id, example]) => ({ id, example })),
    comment: values.comment ?? '',
  }),
  fieldOf: (path, values, context) => {
    const [part, at] = path.split('.');
    if (part === 'comment') return 'comment';
    if (part !== 'antiSignals') return rateAllField(path, 'notes', context);
    const id = Object.keys(groupOf(values, 'signals'))[Number(at)];
    return isSignal(context, id) ? `signals.${id}` : null;
  },
};

export const review: Form<'submit-review'> = {
  ...reviewForm,
  title: ({ view }) => `Review ${engineerIn(view, 'the engineer')}`,
  intro: (context) => (
    <p>
      Rate what you have seen yourself, dimension by dimension. You see the engineer’s self-assessment after you submit
      your review.{' '}
      {reviewersIn(context.view).length === 1
        ? 'You are the only reviewer, so your review is the consensus.'
        : 'Nobody else sees your review before all reviews are submitted.'}{' '}
      If you do not know the work well enough, <a href={stepLink(context.view.id, 'recuse')}>hand the part over</a>:
      nobody holds it against you or the engineer.
    </p>
  ),
  fields: (context) => reviewForm.fields(context, null),
  button: 'Submit the review',
  done: 'Your review is submitted.',
};

/** Whom the viewer acts for as a reviewer. Null: nobody. */
function lenderIn({ view, viewerId }: FormContext): string | null {
  return view.delegations.find((one) => one.to === viewerId && one.slots.some(isReviewerSlot))?.by ?? null;
}

/**
 * The review to amend: the one that the viewer wrote, or the visible one of the part that they have or act under. Not one by
 * somebody with a conflict of interest.
 */
function reviewBefore(context: FormContext) {
  const { view, viewerId } = context;
  if (view.ownReview) return { ...view.ownReview, by: viewerId };
  const visible = reviewOfPart(context);
  return visible?.conflict ? null : visible;
}

/** The visible review of the part that the viewer has or acts under. */
function reviewOfPart(context: FormContext) {
  const { view, viewerId } = context;
  const holder = lenderIn(context) ?? viewerId;
  const isTheirs = (slot: string) => view.participants.some((one) => one.slot === slot && one.personId === holder);
  return view.reviews?.find(({ slot }) => isTheirs(slot)) ?? null;
}

/** A sentence about whose review is replaced, and that it cannot be read while it is sealed. */
function whoseReview(context: FormContext): string {
  const { view, viewerId } = context;
  const before = reviewBefore(context);
  if (before)
    return `${before.by === viewerId ? 'Your review' : `The review of ${nameIn(view, before.by)}`} is filled in. Change what you now see differently, and say why.`;
  const visible = reviewOfPart(context);
  if (visible)
    return `The review of ${nameIn(view, visible.by)} does not bind you, because a conflict of interest was found. What you send replaces it. Write it from what you have seen yourself, and say why.`;
  const lender = lenderIn(context);
  return `${lender ? `This is the review of ${nameIn(view, lender)}.` : 'Another person wrote the review of your part.'} You cannot read it before the reviews are open. What you send replaces it. Write it from what you have seen yourself, and say why.`;
}

/** Whether the review before holds where a return does not ask for it. Not one whose author has a conflict of interest. */
function isBound(context: FormContext): boolean {
  const { participants, returned } = context.view;
  if (reviewOfPart(context)?.conflict) return false;
  return participants.some((one) => one.slot === leadSlot) || returned === null || returned.consensus !== null;
}

export const amendReview: Form<'amend-review'> = {
  ...reviewForm,
  title: ({ view }) => `Amend ${view.ownReview ? 'your' : 'a'} review of ${engineerIn(view, 'the engineer')}`,
  intro: (context) => (
    <>
      <p>{whoseReview(context)} The earlier review stays in the record.</p>
      {isBound(context) && <CameBack context={context} />}
    </>
  ),
  initial: (context) => {
    const before = reviewBefore(context);
    const signals = before?.antiSignals.map(({ id, example }) => [`signals.${id}`, example]) ?? [];
    return { ...rated(before), ...Object.fromEntries(signals), comment: before?.comment ?? '' };
  },
  fields: (context) => (
    <>
      {reviewForm.fields(context, isBound(context) ? againOf(context, 'rating', reviewBefore(context)) : null)}
      <Field
        name="reason"
        label={reviewBefore(context)?.by === context.viewerId ? 'Why you see it differently now' : 'Why you replace it'}
        filled={context.filled}
        kind="long"
        required={needs('amend-review', 'reason')}
        hint="Everyone who can read the review can read it."
      />
    </>
  ),
  button: 'Amend the review',
  done: 'Your review is amended.',
  payload: (values, context) => ({ ...reviewForm.payload(values, context), reason: values.reason ?? '' }),
  fieldOf: (path, values, context) => (path === 'reason' ? 'reason' : reviewForm.fieldOf(path, values, context)),
};

/** The anti-signals of a competency, folded away until one is named. */
const Signals: FC<{ context: FormContext; competency: Competency; again: Again | null }> = ({
  context,
  competency,
  again,
}) => {
  const signals = askable(context.ladder, competency);
  if (signals.length === 0) return null;
  if (isLocked(competency, again)) {
    const before = reviewBefore(context)?.antiSignals ?? [];
    return (
      <SignalStays
        filled={context.filled}
        signals={signals.flatMap(({ id, step, text }) => {
          const said = before.find((one) => one.id === id)?.example;
          return said === undefined ? [] : [{ field: `signals.${id}`, title: `Step ${step}: ${text}`, said }];
        })}
        fields={({ field }) => [field]}
      />
    );
  }
  return (
    <Folded
      summary={
        <>
          Anti-signals<span class="unseen"> of {competency.title}</span>
        </>
      }
      names={signals.map(({ id }) => `signals.${id}`)}
      filled={context.filled}
    >
      {signals.map(({ id, step, text }) => (
        <Field name={`signals.${id}`} label={`Step ${step}: ${text}`} filled={context.filled} kind="short" />
      ))}
    </Folded>
  );
};
