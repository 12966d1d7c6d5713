import { dayWords } from '#shared/domain/calendar/words.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { Choice, Field } from '../views/fields.tsx';
import { Due } from '../views/text.tsx';
import { type Form, fieldsCalled } from './form.ts';
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

export const joinCycle: Form<'join-cycle'> = {
  reads: 'cycles',
  intro: ({ view, cycles }) => (
    <p>
      {view.cycleId === null
        ? 'The case is in no cycle now.'
        : `The case is in the cycle ‘${cycles.find((one) => one.id === view.cycleId)?.name ?? view.cycleId}’ now.`}{' '}
      If the cycle has windows for the stages of the case, the stages follow them.
    </p>
  ),
  fields: ({ view, cycles, filled }) => {
    const others = cycles.filter((one) => one.id !== view.cycleId);
    return (
      <>
        {others.length === 0 ? (
          <p>There is no other cycle open at the moment.</p>
        ) : (
          <Choice
            name="cycleId"
            legend="Which cycle"
            filled={filled}
            stacked
            options={others.map(({ id, name, from, to, joinUntil }) => ({
              value: id,
              label: name,
              text: `${dayWords(from)} to ${dayWords(to)}. Without HR, cases can join until ${dayWords(joinUntil)}.`,
            }))}
          />
        )}
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('join-cycle', 'reason')}
          hint={readByAll}
        />
      </>
    );
  },
  button: 'Put it into the cycle',
  done: 'The case is in the cycle.',
  payload: (values) => ({ cycleId: values.cycleId ?? '', reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('cycleId', 'reason'),
};

const intoCycle = (isInOne: boolean) => ({
  value: 'next-cycle',
  label: isInOne ? 'Put it into another cycle' : 'Put it into a cycle',
  text: 'It is signed in the window of that cycle.',
});
const end = { value: 'cancel', label: 'Cancel the case', text: 'It ends undecided, and counts against nobody.' };

export const waiveWindow: Form<'waive-window'> = {
  reads: 'cycles',
  intro: () => (
    <p>
      On this ladder, the case must be signed within the window of a cycle. Say how this case goes on. Who signs and
      what they decide on stays the same.
    </p>
  ),
  fields: ({ view, transition, cycles, filled }) => {
    const kind = transition.path.find((stage) => stage.kind === 'sign-off')?.window;
    const others = cycles.filter((one) => one.id !== view.cycleId && one.kind === kind && one.windows['sign-off']);
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
          <Choice
            name="cycleId"
            legend="Which cycle, if you put it into one"
            filled={filled}
            stacked
            options={others.map(({ id, name, windows }) => ({
              value: id,
              label: name,
              text: `Signatures from ${dayWords(windows['sign-off']?.from ?? '')} to ${dayWords(windows['sign-off']?.to ?? '')}.`,
            }))}
          />
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
