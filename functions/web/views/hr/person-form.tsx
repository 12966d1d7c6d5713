import type { Child, FC } from 'hono/jsx';
import type { Choices } from '#shared/cases/naming.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { type LeadField, mostHrUnits } from '#shared/contract/names.ts';
import type { Places } from '#shared/contract/places.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { Choice, Field, type Filled } from '../fields.tsx';
import { FirstButton, PersonField, PickerScript } from '../person-field.tsx';
import type { Picking } from '../picking.ts';
import { Select } from '../select.tsx';
import { Checks } from './fields.tsx';
import { lineTitles } from './person-fields.ts';
import { buttonFor, ReasonField } from './reason-field.tsx';

interface FormProps {
  action: string;
  ladders: PublishedLadder[];
  leads: Record<LeadField, Choices>;
  picking: Picking;
  places: Places;
  filled: Filled;
  idempotencyKey: string;
  button: string;
  /** The fields that come first. */
  children?: Child;
}

/** The fields of a person of the directory. */
export const PersonForm: FC<FormProps> = (props) => {
  const { action, ladders, leads, picking, places, filled, idempotencyKey, button, children } = props;
  return (
    <form method="post" action={action} novalidate>
      <FirstButton />
      <input type="hidden" name="key" value={idempotencyKey} />
      {children}
      <Field name="name" label="Name" filled={filled} required />
      <Field name="email" label="Mail address" filled={filled} required />
      <Field
        name="externalId"
        label="Employee number"
        hint="The company’s own number for them, if it has one. HR alone sees it."
        filled={filled}
      />
      <Select
        name="level"
        label="Ladder, level and track"
        filled={filled}
        groups={[
          { heading: '', options: [{ value: '', label: 'On no ladder' }] },
          ...ladders.map((ladder) => ({ heading: ladder.title, options: standingsOn(ladder) })),
        ]}
      />
      <Field name="levelSince" label="Holds the level since" kind="date" filled={filled} />
      <Field
        name="trackChangedOn"
        label="Last moved to another track on"
        kind="date"
        hint="A change of track on the same level, not a promotion."
        filled={filled}
      />
      <Select name="team" label="Team" filled={filled} groups={[{ heading: '', options: named(places.teams) }]} />
      <Select name="odc" label="ODC" filled={filled} groups={[{ heading: '', options: named(places.odcs) }]} />
      <p class="soft">
        Is a team or an ODC missing? <a href="/hr/places">Add it first.</a>
      </p>
      <Checks
        name="roles"
        legend="Roles"
        filled={filled}
        options={Role.options.map((role) => ({ value: role, label: roleTitles[role] }))}
      />
      <Field
        name="hrUnits"
        label="HR for"
        hint={`Only of a person of HR who is limited: ${mostHrUnits} ODCs at most, with semicolons between them. Empty: for everything.`}
        filled={filled}
      />
      {(Object.keys(lineTitles) as LeadField[]).map((line) => (
        <PersonField
          name={line}
          label={lineTitles[line]}
          choices={leads[line]}
          picking={picking}
          nobody="Nobody: the place is vacant"
          filled={filled}
        />
      ))}
      <Field
        name="leave"
        label="Away"
        kind="short"
        hint="Each time in a line of its own, as 2026-12-01/2026-12-20. Behind it the id of who acts for them in their cases meanwhile, if somebody does. Do not write why."
        filled={filled}
      />
      <Choice
        name="active"
        legend="Works here"
        filled={filled}
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No: they cannot sign in' },
        ]}
      />
      <ReasonField
        filled={filled}
        hint="A second person of HR reads it and confirms some changes: roles other than engineer; ladder, level and track; joining above the first level; the line of somebody with a case; and the mail address of somebody with such a role, with a part in a case of others, or who has not signed in yet. Another ladder, level or track, or leaving, stops their open case, and another person of HR says how it goes on."
      />
      <p>
        <button type="submit">{buttonFor(filled, button)}</button>
      </p>
      <PickerScript />
    </form>
  );
};

const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));

/** The choices on a ladder: each level, and each level on each of its tracks. */
function standingsOn({ id, title, levels, tracks }: PublishedLadder): { value: string; label: string }[] {
  return levels.flatMap((level) => [
    { value: `${id}/${level.id}`, label: `${level.id}, ${title}` },
    ...tracks
      .filter((track) => track.level === level.id)
      .map((track) => ({ value: `${id}/${level.id}/${track.id}`, label: `${level.id}, ${title}: ${track.title}` })),
  ]);
}
