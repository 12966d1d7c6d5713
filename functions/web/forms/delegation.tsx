import { nameIn, partsOf } from '../views/case/names.ts';
import { Choice, dayWords, Field } from '../views/parts.tsx';
import { everybodyOf, PersonField } from '../views/person-field.tsx';
import { type Form, type FormContext, fieldsCalled, startOf, type Values } from './form.ts';
import { Ticks, tickedOf } from './ticks.tsx';

export const delegate: Form = {
  title: () => 'Let somebody act for you',
  reads: 'places',
  intro: () => (
    <>
      <p>
        For when you are away. Whoever you name may take your steps in this case for that time; the record says that it
        was them, and that it was for you.
      </p>
      <p>
        The part stays yours: you may act as well, and end it whenever you like. It allows them nothing that you may not
        do yourself, nobody decides under two parts, and it cannot be handed on. It ends by itself.
      </p>
    </>
  ),
  initial: ({ view }) => Object.fromEntries(view.delegable.map((slot) => [`slots.${slot}`, 'yes'])),
  fields: ({ view, filled, places }) => (
    <>
      <Ticks
        group="slots"
        legend="Which of your parts"
        filled={filled}
        options={view.delegable.map((slot) => ({ value: slot, label: partsOf(view, [slot]) }))}
      />
      <PersonField
        name="to"
        label="Who acts for you"
        people={everybodyOf(places)}
        filled={filled}
        required
        hint="Those who could have such a part themselves, and have no other in this case."
      />
      <Field name="from" label="From" filled={filled} kind="date" hint="Left empty, it begins at once." />
      <Field
        name="until"
        label="Until"
        filled={filled}
        kind="date"
        required
        hint="To the end of that day (UTC), 90 days at most."
      />
      <Field name="reason" label="Why" filled={filled} kind="long" required hint="HR alone reads it." />
    </>
  ),
  button: 'Let them act for you',
  done: 'They may act for you in this case.',
  payload: (values) => ({
    slots: tickedOf(values, 'slots'),
    to: values.to ?? '',
    from: values.from?.trim() ? startOf(values.from) : null,
    until: startOf(values.until ?? '', 1),
    reason: values.reason ?? '',
  }),
  fieldOf: (path, values, context) => {
    const [part, at] = path.split('.');
    if (part !== 'slots') return fieldsCalled('to', 'from', 'until', 'reason')(path, values, context);
    const slot = at === undefined ? undefined : tickedOf(values, 'slots')[Number(at)];
    return slot !== undefined && context.view.delegable.includes(slot) ? `slots.${slot}` : 'slots';
  },
};

/** Those who may act for whoever looks, each with the end of it. */
function delegates({ view, viewerId }: FormContext) {
  const own = view.delegations.filter((one) => one.by === viewerId);
  return [...new Map(own.map((one) => [one.to, one])).values()];
}

export const endDelegation: Form = {
  title: () => 'End a delegation',
  exists: (context) => delegates(context).length > 0,
  intro: () => <p>What they did for you in this time stands. From now on they act for you no more.</p>,
  initial: (context): Values => {
    const [first, ...others] = delegates(context);
    return first && others.length === 0 ? { to: first.to } : {};
  },
  fields: (context) => (
    <Choice
      name="to"
      legend="Who acts for you no more"
      filled={context.filled}
      stacked
      options={delegates(context).map(({ to, until }) => ({
        value: to,
        label: `${nameIn(context.view, to)}, until ${dayWords(until)}`,
      }))}
    />
  ),
  button: 'End it',
  done: 'They act for you no more.',
  payload: (values) => ({ to: values.to ?? '' }),
  fieldOf: fieldsCalled('to'),
};
