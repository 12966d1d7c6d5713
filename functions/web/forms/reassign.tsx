import { objectionDays } from '#shared/contract/names.ts';
import { may } from '../views/case/may.ts';
import { nameIn } from '../views/case/names.ts';
import { Choice, Field } from '../views/fields.tsx';
import { counted } from '../views/ladder/words.ts';
import { choicesIn, PersonField } from '../views/person-field.tsx';
import { stepLink } from '../views/words.ts';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

/** The part in the address. */
function partOf({ view, query }: FormContext) {
  return view.participants.find((one) => one.slot === query.slot && view.reassignable.includes(one.slot));
}

function labelOf({ view }: FormContext, { title, personId }: FormContext['view']['participants'][number]): string {
  return `${title}, ${personId === null ? 'vacant' : `now ${nameIn(view, personId)}`}`;
}

/** The people who could take the part in the address, or any part. */
function peopleFor(context: FormContext) {
  const part = partOf(context);
  return choicesIn(context.places.filter((one) => !part || one.slot === part.slot));
}

export const reassign: Form<'reassign'> = {
  exists: (context) => context.query.slot === undefined || partOf(context) !== undefined,
  reads: 'places',
  intro: (context) => {
    const part = partOf(context);
    return (
      <>
        {part && <p>{labelOf(context, part)}.</p>}
        <p>
          The person who has the part now leaves it, and nobody reads what they have not finished. If you name a
          reviewer, the engineer can object to them for {counted(objectionDays, 'day')}.
        </p>
      </>
    );
  },
  nothing: (context) =>
    !context.isAll || peopleFor(context).people.length > 0 ? null : (
      <p>
        Nobody can be chosen at the moment: everybody with the role or a higher rank has another part in this case, or
        there is nobody. You can add a person under <a href="/people">People</a>
        {may(context.view, 'extend-deadline') && (
          <>
            , or <a href={stepLink(context.view.id, 'extend-deadline')}>extend the deadline</a>
          </>
        )}
        .
      </p>
    ),
  fields: (context) => {
    const { view, filled } = context;
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
          label="The new person"
          choices={peopleFor(context)}
          picking={context.picking}
          filled={filled}
          required={needs('reassign', 'to')}
          hint="You can choose people with this role or a higher rank and without another part in this case."
        />
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('reassign', 'reason')}
          hint="Only HR can read it."
        />
      </>
    );
  },
  button: 'Give the part to them',
  done: 'Another person has the part now.',
  payload: (values, { query }) => ({
    slot: query.slot ?? values.slot ?? '',
    to: values.to ?? '',
    reason: values.reason ?? '',
  }),
  fieldOf: (path, values, context) =>
    fieldsCalled(...(partOf(context) ? [] : ['slot']), 'to', 'reason')(path, values, context),
};
