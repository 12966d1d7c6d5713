import { may } from '../views/case/may.ts';
import { nameIn, partsOf } from '../views/case/names.ts';
import { Choice, Field } from '../views/fields.tsx';
import { choicesIn, PersonField } from '../views/person-field.tsx';
import { untilWords } from '../views/text.tsx';
import { stepLink } from '../views/words.ts';
import { type Form, type FormContext, fieldsCalled, startOf, type Values } from './form.ts';
import { needs } from './needs.ts';
import { Ticks, tickedOf } from './ticks.tsx';

export const delegate: Form<'delegate'> = {
  reads: 'places',
  intro: () => (
    <>
      <p>
        This is for when you are away. The person you name can take your steps in this case during that time. The record
        says that they acted, and that they acted for you.
      </p>
      <p>
        The part stays yours: you can still act, and you can end the delegation whenever you like. They can do only what
        you can do yourself, and they cannot pass it on. Nobody decides under two parts. The delegation ends by itself.
      </p>
    </>
  ),
  nothing: ({ view, places, isAll }) =>
    !isAll || choicesIn(places).people.length > 0 ? null : (
      <p>
        Nobody can act for you at the moment: everybody who could fill this part has another part in this case, or there
        is nobody. If you need more time, ask HR to extend the deadline. HR can also add a person to the directory.
        {may(view, 'recuse') && (
          <>
            {' '}
            If you cannot do it at all, <a href={stepLink(view.id, 'recuse')}>step back</a>.
          </>
        )}
      </p>
    ),
  initial: ({ view }) => Object.fromEntries(view.delegable.map((slot) => [`slots.${slot}`, 'yes'])),
  fields: ({ view, filled, places, picking }) => (
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
        choices={choicesIn(places)}
        picking={picking}
        filled={filled}
        required={needs('delegate', 'to')}
        hint="You can choose people who could fill this part themselves and have no other part in this case."
      />
      <Field
        name="from"
        required={needs('delegate', 'from')}
        label="From"
        filled={filled}
        kind="date"
        hint="If you leave this empty, it begins at once."
      />
      <Field
        name="until"
        label="Until"
        filled={filled}
        kind="date"
        required={needs('delegate', 'until')}
        hint="It lasts until the end of that day in your time zone, for 90 days at most."
      />
      <Field
        name="reason"
        label="Why"
        filled={filled}
        kind="long"
        required={needs('delegate', 'reason')}
        hint="Only HR can read it."
      />
    </>
  ),
  button: 'Let them act for you',
  done: 'They can act for you in this case.',
  payload: (values, { timeZone }) => ({
    slots: tickedOf(values, 'slots'),
    to: values.to ?? '',
    from: values.from?.trim() ? startOf(values.from, timeZone) : null,
    until: startOf(values.until ?? '', timeZone, 1),
    reason: values.reason ?? '',
  }),
  fieldOf: (path, values, context) => {
    const [part, at] = path.split('.');
    if (part !== 'slots') return fieldsCalled('to', 'from', 'until', 'reason')(path, values, context);
    const slot = at === undefined ? undefined : tickedOf(values, 'slots')[Number(at)];
    return slot !== undefined && context.view.delegable.includes(slot) ? `slots.${slot}` : 'slots';
  },
};

/** The viewer's delegations, one for each delegate. */
function delegates({ view, viewerId }: FormContext) {
  const own = view.delegations.filter((one) => one.by === viewerId);
  return [...new Map(own.map((one) => [one.to, one])).values()];
}

export const endDelegation: Form<'end-delegation'> = {
  exists: (context) => delegates(context).length > 0,
  intro: () => <p>What they did for you in this time stays valid. From now on they can no longer act for you.</p>,
  initial: (context): Values => {
    const [first, ...others] = delegates(context);
    return first && others.length === 0 ? { to: first.to } : {};
  },
  fields: (context) => (
    <Choice
      name="to"
      legend="Who can no longer act for you"
      filled={context.filled}
      stacked
      options={delegates(context).map(({ to, until }) => ({
        value: to,
        label: `${nameIn(context.view, to)}, ${untilWords(until, context.timeZone)}`,
      }))}
    />
  ),
  button: 'End it',
  done: 'They can no longer act for you.',
  payload: (values) => ({ to: values.to ?? '' }),
  fieldOf: fieldsCalled('to'),
};
