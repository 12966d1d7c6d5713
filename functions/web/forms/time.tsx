import { stageTitles } from '#shared/domain/words.ts';
import { Choice, Field } from '../views/fields.tsx';
import { Day, dayWords } from '../views/text.tsx';
import { type Form, fieldsCalled } from './form.ts';

const readByAll = 'The people who take part in the case can read it.';

export const extendDeadline: Form<'extend-deadline'> = {
  intro: ({ view }) => (
    <p>
      {view.dueAt === null ? (
        'The open stage has no deadline at the moment.'
      ) : (
        <>
          {stageTitles[view.stage]} is due on <Day at={view.dueAt} />.
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
        required
        hint="Choose a day after the current deadline. A day off moves to the next working day."
      />
      <Field name="reason" label="Why" filled={filled} kind="long" required hint={readByAll} />
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
              text: `${dayWords(from)} to ${dayWords(to)}. Cases join by themselves until ${dayWords(joinUntil)}.`,
            }))}
          />
        )}
        <Field name="reason" label="Why" filled={filled} kind="long" required hint={readByAll} />
      </>
    );
  },
  button: 'Put it into the cycle',
  done: 'The case is in the cycle.',
  payload: (values) => ({ cycleId: values.cycleId ?? '', reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('cycleId', 'reason'),
};

export const waiveWindow: Form<'waive-window'> = {
  intro: () => (
    <p>
      On this ladder, the case must be signed within the window of a cycle. You can allow another time, only for this
      case. Who signs and what they decide on stays the same.
    </p>
  ),
  fields: ({ filled }) => <Field name="reason" label="Why" filled={filled} kind="long" required hint={readByAll} />,
  button: 'Allow it',
  done: 'The signatures can be given at any time.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};
