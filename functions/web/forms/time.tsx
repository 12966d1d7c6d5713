import type { Cycle } from '#shared/contract/cycles.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { Choice, Field } from '../views/fields.tsx';
import { Due } from '../views/text.tsx';
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

export const joinCycle: Form<'join-cycle'> = {
  reads: 'cycles',
  intro: ({ cycle }) => (
    <p>
      {cycle ? `The case is in the cycle ‘${cycle.name}’ now.` : 'The case is in no cycle now.'} If the cycle has
      windows for the stages of the case, the stages follow them.
    </p>
  ),
  nothing: (context) =>
    othersIn(context).length > 0 ? null : (
      <p>
        No other cycle is open at the moment. HR opens one under <a href="/hr/cycles">Cycles</a>.
      </p>
    ),
  fields: (context) => (
    <>
      <Choice
        name="cycleId"
        legend="Which cycle"
        filled={context.filled}
        stacked
        options={othersIn(context).map(({ id, name, from, to, joinUntil }) => ({
          value: id,
          label: name,
          text: `${dayWords(from)} to ${dayWords(to)}. Without HR, cases can join until ${dayWords(joinUntil)}.`,
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

const daysOf = (window: { from: string; to: string } | undefined) =>
  window ? `from ${dayWords(window.from)} to ${dayWords(window.to)}` : 'at any time';

const windowOf = ({ name, windows }: Cycle) =>
  `This case is in the cycle ‘${name}’, with signatures ${daysOf(windows['sign-off'])}.`;

const intoCycle = (isInOne: boolean) => ({
  value: 'next-cycle',
  label: isInOne ? 'Put it into another cycle' : 'Put it into a cycle',
  text: 'It is signed in the window of that cycle.',
});
const end = { value: 'cancel', label: 'Cancel the case', text: 'It ends undecided, and counts against nobody.' };

export const waiveWindow: Form<'waive-window'> = {
  reads: 'cycles',
  intro: ({ cycle }) => (
    <p>
      On this ladder, a case is signed within the window of a cycle. {cycle ? windowOf(cycle) : 'This case is in none.'}{' '}
      Decide how it goes on. Who signs and what they decide on stays the same.
    </p>
  ),
  fields: (context) => {
    const { view, transition, filled } = context;
    const kind = transition.path.find((stage) => stage.kind === 'sign-off')?.window;
    const others = othersIn(context).filter((one) => one.kind === kind && one.windows['sign-off']);
    const mayCancel = view.actions.some(({ type, allowed }) => type === 'cancel' && allowed);
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
            ...(mayCancel ? [end] : []),
          ]}
        />
        {others.length === 0 ? (
          <p class="soft">No other cycle with a window for signatures is open.</p>
        ) : (
          <div class="for-next-cycle">
            <Choice
              name="cycleId"
              legend="Which cycle"
              filled={filled}
              stacked
              options={others.map(({ id, name, windows }) => ({
                value: id,
                label: name,
                text: `Signatures ${daysOf(windows['sign-off'])}.`,
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
