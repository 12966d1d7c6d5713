import type { Child, FC } from 'hono/jsx';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { farApart } from '#shared/domain/ladder/far-apart.ts';
import { agreementWords } from '../views/case/agreement.tsx';
import { nameIn } from '../views/case/names.ts';
import { Questions } from '../views/case/questions.tsx';
import { Choice, Field, Folded } from '../views/fields.tsx';
import { Said } from '../views/text.tsx';
import { againOf } from './again.ts';
import { CameBack } from './came-back.tsx';
import { type Form, type FormContext, groupOf, namedIn, numbersOf } from './form.ts';
import { needs } from './needs.ts';
import { RateAll, rateAllField, ToPortfolio } from './rate-all.tsx';
import { isLocked, SignalStays } from './signal-stays.tsx';
import { isSignal, namedSignals, unnamedSignals } from './signals.ts';

/** The ratings of one dimension, with the names of their reviewers. */
function given({ view }: FormContext, dimension: string) {
  return (view.reviews ?? []).flatMap(({ by, ratings, notes }) => {
    const value = ratings[dimension];
    return value === undefined ? [] : [{ who: nameIn(view, by), value, note: notes[dimension] }];
  });
}

/** Whether the reviews of a dimension are so far apart that the consensus needs a reason. */
function differ(context: FormContext, dimension: string): boolean {
  return farApart(given(context, dimension).map((one) => one.value));
}

/** A sentence about how far the reviews of a dimension differ. None if they agree. */
function agreement({ view }: FormContext, dimension: string): string[] {
  const value = view.agreement?.dimensions[dimension];
  if (!value || value.range === 0) return [];
  const steps = value.range === 1 ? 'one step' : `${value.range} steps`;
  const words = value.rwg <= 0 ? 'no agreement' : `agreement ${agreementWords(value)} of 1`;
  return [`The reviews are ${steps} apart: ${words} (r_WG).`];
}

/** The earlier consensus, if the case was returned to look at it again. */
function before({ view }: FormContext) {
  const was = view.returned?.consensus ?? null;
  return was && { ...was, notes: was.reasons };
}

export const consensus: Form<'record-consensus'> = {
  intro: (context) => (
    <>
      <CameBack context={context} />
      <p>
        Give one value for each dimension. If all reviews agree, their value is filled in. If two reviews differ by two
        steps or more, say how you settled it. If reviews differ, you see their agreement beside the dimension: r_WG is
        1 for full agreement, and 0 if the reviews are spread as widely as by chance. With few reviewers it changes in
        large steps.
      </p>
    </>
  ),
  fields: (context) => (
    <>
      <ToPortfolio view={context.view} />
      <Questions view={context.view} />
      <NamedSignals context={context} />
      <FixedSignals context={context} />
      <RateAll
        context={context}
        notes="reasons"
        label="How it was settled"
        beside={(dimension) => [
          ...given(context, dimension).map(
            ({ who, value, note }) =>
              `${who}: ${value === 'not-applicable' ? 'does not apply' : value}${note ? `. ${note}` : ''}`,
          ),
          ...agreement(context, dimension),
        ]}
        owes={(dimension) => differ(context, dimension)}
        again={againIn(context)}
      />
      <UnnamedSignals context={context} />
      <Field
        name="comment"
        required={needs('record-consensus', 'comment')}
        label="Comment on the whole"
        filled={context.filled}
        kind="long"
      />
    </>
  ),
  button: 'Record the consensus',
  done: 'The consensus is recorded.',
  initial: (context) => {
    const dimensions = dimensionsOf(context.ladder);
    const agreed = dimensions.flatMap(({ id }) => {
      const values = new Set(given(context, id).map((one) => one.value));
      return values.size === 1 ? [[`ratings.${id}`, String([...values][0])]] : [];
    });
    const examples = namedSignals(context).map(({ id, named }) => [
      `signals.${id}`,
      named.map((one) => one.example).join('\n'),
    ]);
    const was = before(context);
    const again = was && {
      ...namedIn('ratings', was.ratings),
      ...namedIn('reasons', was.reasons),
      ...namedIn('settle', Object.fromEntries(was.confirmedAntiSignals.map((id) => [id, 'confirmed']))),
      ...namedIn('settle', Object.fromEntries(Object.keys(was.droppedAntiSignals).map((id) => [id, 'dropped']))),
      ...namedIn('dropped', was.droppedAntiSignals),
      ...namedIn('signals', was.examples),
      comment: was.comment,
    };
    return { ...Object.fromEntries([...agreed, ...examples]), ...again };
  },
  payload: (values) => ({
    ratings: numbersOf(values, 'ratings'),
    reasons: groupOf(values, 'reasons'),
    antiSignals: Object.entries(groupOf(values, 'settle')).map(([id, answer]) => ({
      id,
      confirmed: answer === 'confirmed',
      example: values[`signals.${id}`] ?? '',
      reason: values[`dropped.${id}`] ?? '',
    })),
    comment: values.comment ?? '',
  }),
  fieldOf: (path, values, context) => {
    const [part, at, what] = path.split('.');
    if (part === 'comment') return 'comment';
    if (part !== 'antiSignals') return rateAllField(path, 'reasons', context);
    // The path has the id of an anti-signal that was not settled, and the position of a settled one.
    const id = isSignal(context, at) ? at : Object.keys(groupOf(values, 'settle'))[Number(at)];
    if (!isSignal(context, id)) return null;
    return `${what === 'example' ? 'signals' : what === 'reason' ? 'dropped' : 'settle'}.${id}`;
  },
};

/** The anti-signals that reviewers named. They must be settled, so they come first. */
const NamedSignals: FC<{ context: FormContext }> = ({ context }) => {
  const signals = namedSignals(context).filter((one) => !isFixed(context, one));
  if (signals.length === 0) return null;
  return (
    <fieldset>
      <legend>Anti-signals that reviews named</legend>
      <p class="soft">
        Settle each of them. If you confirm an anti-signal, give an example from the period. It then holds its
        competency below its step. If you drop it, say why: whoever reads that it was named also reads that.
      </p>
      {signals.map((signal) => (
        <Settle context={context} signal={signal}>
          {signal.named.map(({ who, example }) => (
            <Said soft>{`${who}: ${example}`}</Said>
          ))}
        </Settle>
      ))}
    </fieldset>
  );
};

/** The anti-signals that no review named. They can still come up when the reviewers talk. */
const UnnamedSignals: FC<{ context: FormContext }> = ({ context }) => {
  const again = againIn(context);
  const signals = unnamedSignals(context).filter(({ competency }) => !isLocked(competency, again));
  if (signals.length === 0) return null;
  return (
    <Folded
      summary="Add an anti-signal that no review named"
      names={signals.flatMap(({ id }) => [`settle.${id}`, `signals.${id}`, `dropped.${id}`])}
      filled={context.filled}
    >
      {signals.map((signal) => (
        <Settle context={context} signal={signal} />
      ))}
    </Folded>
  );
};

type Signal = ReturnType<typeof unnamedSignals>[number];

const againIn = (context: FormContext) => againOf(context, 'rating', before(context));

/** Whether the consensus that came back has decided an anti-signal of a competency that is not looked at again. */
function isFixed(context: FormContext, { id, competency }: Signal): boolean {
  const was = before(context);
  const isDecided = was && (was.confirmedAntiSignals.includes(id) || id in was.droppedAntiSignals);
  return Boolean(isDecided) && isLocked(competency, againIn(context));
}

/** The anti-signals that stay as the consensus that came back has them. */
const FixedSignals: FC<{ context: FormContext }> = ({ context }) => {
  const was = before(context);
  const signals = [...namedSignals(context), ...unnamedSignals(context)].filter((one) => isFixed(context, one));
  return (
    <SignalStays
      filled={context.filled}
      signals={signals.map(({ id, step, text, competency }) => ({
        field: `settle.${id}`,
        title: `${competency.title}, step ${step}: ${text}`,
        said: was?.confirmedAntiSignals.includes(id) ? 'Confirmed' : `Dropped: ${was?.droppedAntiSignals[id]}`,
      }))}
      fields={({ field }) => {
        const id = field.slice('settle.'.length);
        return [field, `signals.${id}`, `dropped.${id}`];
      }}
    />
  );
};

const Settle: FC<{ context: FormContext; signal: Signal; children?: Child }> = ({
  context: { filled },
  signal: { id, step, text, competency },
  children,
}) => (
  <Choice
    name={`settle.${id}`}
    legend={`${competency.title}, step ${step}: ${text}`}
    filled={filled}
    options={[
      { value: 'confirmed', label: 'Confirmed' },
      { value: 'dropped', label: 'Dropped' },
    ]}
  >
    {children}
    <Field
      name={`signals.${id}`}
      label="Example"
      filled={filled}
      kind="short"
      required={needs('record-consensus', 'antiSignals.*.example')}
    />
    <Field
      name={`dropped.${id}`}
      label="Why it is dropped"
      filled={filled}
      kind="short"
      required={needs('record-consensus', 'antiSignals.*.reason')}
    />
  </Choice>
);
