import type { Choice } from '#shared/cases/naming.ts';
import { isSamePlace } from '#shared/domain/places.ts';
import { PersonField } from '../views/person-field.tsx';
import { DueDay } from '../views/text.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

/** The piece in the address, if another person is to be named for it. Without an address, the first such piece. */
function pieceOf({ view, query }: FormContext) {
  return view.evidence?.find(
    ({ id, adoption }) => adoption?.nameBy && (query.evidence === undefined || id === query.evidence),
  );
}

export const nameConfirmer: Form<'name-confirmer'> = {
  ownDue: true,
  title: (context) => `Who else can confirm: ${pieceOf(context)?.title}`,
  exists: (context) => pieceOf(context) !== undefined,
  reads: 'confirmers',
  intro: (context) => {
    const adoption = pieceOf(context)?.adoption;
    return (
      <p>
        The person whom you named has not confirmed that {adoption?.team} has adopted it. Name another person of that
        team
        {adoption?.nameBy && (
          <>
            {' '}
            by <DueDay of={{ ...adoption, dueAt: adoption.nameBy, timeZone: context.view.timeZone }} />
          </>
        )}
        . After that, or if this person cannot say either, a lead of the team is asked.
      </p>
    );
  },
  fields: (context) => {
    const { team: adopter = '', asked = [] } = pieceOf(context)?.adoption ?? {};
    const whyNot = ({ id, team, whyNot: why }: Choice) => {
      if (asked.some(({ to }) => to === id)) return 'they were asked already';
      return isSamePlace(team, adopter) ? why : `they are not of the team ‘${adopter}’`;
    };
    const checked = (people: Choice[]) => people.map((one) => ({ ...one, whyNot: whyNot(one) }));
    const { people, found } = context.confirmers;
    return (
      <PersonField
        name="confirmerId"
        label="Who can confirm it"
        choices={{ people: checked(people).filter((one) => one.whyNot === null), found: found && checked(found) }}
        picking={context.picking}
        filled={context.filled}
        required={needs('name-confirmer', 'confirmerId')}
      />
    );
  },
  button: 'Ask them',
  done: 'They are asked.',
  payload: (values, context) => ({ evidence: pieceOf(context)?.id, confirmerId: values.confirmerId ?? '' }),
  fieldOf: fieldsCalled('confirmerId'),
};
