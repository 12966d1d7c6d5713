import type { Cycle } from '#shared/contract/cycles.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { may } from '../views/case/may.ts';
import { Choice, Field } from '../views/fields.tsx';
import { Due } from '../views/text.tsx';
import { transitionTitle } from '../views/words.ts';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

const readByAll = 'The people who take part in the case can read it.';

export const extendDeadline: Form<'extend-deadline'> = {
  intro: ({ view }) => (
    <p>
      {view.dueAt === null ? (
        'The open stage has no deadline at the moment.'
      ) : (
        <>
          {stageTitles[view.stage]}: <Due of={view} />.
        </>
      )}{' '}
      The new day applies to everyone who owes a step in this stage, and reminders follow it.
    </p>
  ),
  fields: ({ filled }) => (
    <>
      <Field
        name="until"
        label="The new last day"
        filled={filled}
        kind="date"
        required={needs('extend-deadline', 'until')}
        hint="Choose a day after the current deadline. A day off moves to the next working day, or within a window to the one before."
      />
      <Field
        name="reason"
        label="Why"
        filled={filled}
        kind="long"
        required={needs('extend-deadline', 'reason')}
        hint={readByAll}
      />
    </>
  ),
  button: 'Extend the deadline',
  done: 'The deadline is extended.',
  payload: (values) => ({ until: values.until ?? '', reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('until', 'reason'),
};

/** The cycles that a case could be put into, without its own. */
const othersIn = ({ view, cycles }: FormContext) => cycles.filter((one) => one.id !== view.cycleId);

/** That there is no cycle, for a case that is in one or in none. */
const noCycle = ({ view }: FormContext) => (view.cycleId === null ? 'No cycle' : 'No other cycle');

export const joinCycle: Form<'join-cycle'> = {
  reads: 'cycles',
  intro: ({ cycle }) => (
    <p>
      {cycle ? `The case is in the cycle ‘${cycle.name}’ now.` : 'The case is in no cycle now.'} If the cycle has a
      window for a stage of the case, that stage is due on its last day. Only where the ladder says so are signatures
      given within it and at no other time.
    </p>
  ),
  nothing: (context) =>
    othersIn(context).length > 0 ? null : (
      <p>
        {noCycle(context)} is open at the moment. You can open one under <a href="/hr/cycles">Cycles</a>.
      </p>
    ),
  fields: (context) => (
    <>
      <Choice
        name="cycleId"
        legend="Which cycle"
        filled={context.filled}
        stacked
        options={othersIn(context).map((one) => ({
          value: one.id,
          label: one.name,
          text: `${daysOf(one)}. Without HR, cases can join until ${dayWords(one.joinUntil)}.${isBound(context) ? ` ${signedIn(context, one)}` : ''}`,
        }))}
      />
      <Field
        name="reason"
        label="Why"
        filled={context.filled}
        kind="long"
        required={needs('join-cycle', 'reason')}
        hint={readByAll}
      />
    </>
  ),
  button: 'Put it into the cycle',
  done: 'The case is in the cycle.',
  payload: (values) => ({ cycleId: values.cycleId ?? '', reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('cycleId', 'reason'),
};

const daysOf = ({ from, to }: { from: string; to: string }) => `${dayWords(from)} to ${dayWords(to)}`;

/** The kind of the cycle in whose window the ladder wants the signatures. */
const kindWanted = ({ transition }: FormContext) => transition.path.find((stage) => stage.kind === 'sign-off')?.window;

/** The window for signatures of a cycle, if it is of the kind in which the ladder wants them. Null: it has none. */
function signingIn(context: FormContext, { kind, windows }: Cycle) {
  return (kind === kindWanted(context) && windows['sign-off']) || null;
}

const isOver = ({ view, now }: FormContext, { to }: { to: string }) => to < localDay(now, view.timeZone);

/** Whether the signatures are bound to a window: otherwise HR has nothing to decide about it. */
const isBound = ({ view }: FormContext) => may(view, 'waive-window');

/** When a case whose signatures are bound can be signed in a cycle. */
function signedIn(context: FormContext, cycle: Cycle): string {
  const window = signingIn(context, cycle);
  if (window && !isOver(context, window)) return `Signatures from ${daysOf(window)}.`;
  const why = window ? `The window for signatures ended on ${dayWords(window.to)}` : 'No window for signatures';
  return `${why}: this case cannot be signed there.`;
}

function standsIn(context: FormContext): string {
  const { cycle } = context;
  if (!cycle) return 'This case is in none.';
  const window = signingIn(context, cycle);
  const when = !window
    ? 'which has no window for these signatures'
    : isOver(context, window)
      ? `whose window ended on ${dayWords(window.to)}`
      : `which has its window from ${daysOf(window)}`;
  return `This case is in the cycle ‘${cycle.name}’, ${when}.`;
}

const intoCycle = (isInOne: boolean) => ({
  value: 'next-cycle',
  label: isInOne ? 'Put it into another cycle' : 'Put it into a cycle',
  text: 'It is signed in the window of that cycle.',
});
const end = { value: 'cancel', label: 'Cancel the case', text: 'It ends undecided, and counts against nobody.' };

export const waiveWindow: Form<'waive-window'> = {
  reads: 'cycles',
  intro: (context) => (
    <p>
      For {transitionTitle(context.view.transition)}, a case is signed in the window of{' '}
      {kindWanted(context) === 'annual' ? 'an annual cycle' : 'a quarterly cycle'}. {standsIn(context)} Decide how it
      goes on. Who signs and what they decide on stays the same.
    </p>
  ),
  fields: (context) => {
    const { view, filled } = context;
    const others = othersIn(context).flatMap((one) => {
      const window = signingIn(context, one);
      return window && !isOver(context, window) ? [{ ...one, window }] : [];
    });
    return (
      <>
        <Choice
          name="answer"
          legend="How it goes on"
          filled={filled}
          stacked
          options={[
            { value: 'waive', label: 'Allow the signatures at any time', text: 'Only for this case.' },
            ...(others.length > 0 ? [intoCycle(view.cycleId !== null)] : []),
            ...(may(view, 'cancel') ? [end] : []),
          ]}
        />
        {others.length === 0 ? (
          <p class="soft">
            {noCycle(context)} with a window for these signatures is open. You can open one under{' '}
            <a href="/hr/cycles">Cycles</a>.
          </p>
        ) : (
          <div class="for-next-cycle">
            <Choice
              name="cycleId"
              legend="Which cycle"
              filled={filled}
              stacked
              options={others.map(({ id, name, window }) => ({
                value: id,
                label: name,
                text: `Signatures from ${daysOf(window)}.`,
              }))}
            />
          </div>
        )}
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('waive-window', 'reason')}
          hint={readByAll}
        />
      </>
    );
  },
  button: 'Decide',
  done: 'It is recorded how the case goes on.',
  payload: (values) => ({
    answer: values.answer ?? '',
    // The choice of a cycle stays on the form when another answer is chosen.
    cycleId: values.answer === 'next-cycle' && values.cycleId ? values.cycleId : null,
    reason: values.reason ?? '',
  }),
  fieldOf: fieldsCalled('answer', 'cycleId', 'reason'),
};
