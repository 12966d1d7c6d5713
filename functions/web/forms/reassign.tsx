import { nameIn } from '../views/case/names.ts';
import { Choice, Field } from '../views/parts.tsx';
import { everybodyOf, PersonField } from '../views/person-field.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';

/** The part that the address names. */
function partOf({ view, query }: FormContext) {
  return view.participants.find((one) => one.slot === query.slot && view.reassignable.includes(one.slot));
}

function labelOf({ view }: FormContext, { title, personId }: FormContext['view']['participants'][number]): string {
  return `${title}, ${personId === null ? 'filled by nobody' : `now ${nameIn(view, personId)}`}`;
}

export const reassign: Form = {
  title: () => 'Give a part to somebody else',
  exists: (context) => context.query.slot === undefined || partOf(context) !== undefined,
  reads: 'places',
  intro: (context) => {
    const part = partOf(context);
    return (
      <>
        {part && <p>{labelOf(context, part)}.</p>}
        <p>
          Whoever had the part leaves it, and what they have not finished is not read by others. For a reviewer the
          engineer may object to whom you name, for three days.
        </p>
      </>
    );
  },
  fields: (context) => {
    const { view, filled, places, query } = context;
    const part = partOf(context);
    const parts = view.participants.filter((one) => view.reassignable.includes(one.slot));
    return (
      <>
        {!part && (
          <Choice
            name="slot"
            legend="Which part"
            filled={filled}
            stacked
            options={parts.map((one) => ({ value: one.slot, label: labelOf(context, one) }))}
          />
        )}
        <PersonField
          name="to"
          label="To whom"
          people={everybodyOf(places.filter((one) => !part || one.slot === query.slot))}
          filled={filled}
          required
          hint="Those who can take it: of the role or of higher rank, and with no other part in this case."
        />
        <Field name="reason" label="Why" filled={filled} kind="long" required hint="HR alone reads it." />
      </>
    );
  },
  button: 'Give the part to them',
  done: 'The part is with somebody else now.',
  payload: (values, { query }) => ({
    slot: query.slot ?? values.slot ?? '',
    to: values.to ?? '',
    reason: values.reason ?? '',
  }),
  fieldOf: (path, values, context) =>
    fieldsCalled(...(partOf(context) ? [] : ['slot']), 'to', 'reason')(path, values, context),
};
