import type { Child, FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import type { LeadField } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { Choice, Field, type Filled } from '../fields.tsx';
import { Checks, Select } from './fields.tsx';
import { lineTitles } from './person-fields.ts';
import { ReasonField } from './reason-field.tsx';

interface FormProps {
  action: string;
  ladders: PublishedLadder[];
  leads: Record<LeadField, Person[]>;
  filled: Filled;
  idempotencyKey: string;
  button: string;
  /** The fields that come first. */
  children?: Child;
}

/** The fields of a person of the directory. */
export const PersonForm: FC<FormProps> = ({ action, ladders, leads, filled, idempotencyKey, button, children }) => (
  <form method="post" action={action} novalidate>
    <input type="hidden" name="key" value={idempotencyKey} />
    {children}
    <Field name="name" label="Name" filled={filled} required />
    <Field name="email" label="Mail address" filled={filled} required />
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
    <Field name="team" label="Team" filled={filled} required />
    <Field name="odc" label="ODC" filled={filled} required />
    <Checks
      name="roles"
      legend="Roles"
      filled={filled}
      options={Role.options.map((role) => ({ value: role, label: roleTitles[role] }))}
    />
    {(Object.keys(lineTitles) as LeadField[]).map((line) => (
      <Select
        name={line}
        label={lineTitles[line]}
        filled={filled}
        groups={[
          {
            heading: '',
            options: [
              { value: '', label: 'Nobody: the place is vacant' },
              ...leads[line].map((lead) => ({ value: lead.id, label: calledAmong(leads[line])(lead) })),
            ],
          },
        ]}
      />
    ))}
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
      hint="Needed when another person of HR has to confirm: for a role other than engineer, a level, a person who joins above the first level, and the line of a person with an open case."
    />
    <p>
      <button type="submit">{button}</button>
    </p>
  </form>
);

/** The choices on a ladder: each level, and each level on each of its tracks. */
function standingsOn({ id, title, levels, tracks }: PublishedLadder): { value: string; label: string }[] {
  return levels.flatMap((level) => [
    { value: `${id}/${level.id}`, label: `${level.id}, ${title}` },
    ...tracks
      .filter((track) => track.level === level.id)
      .map((track) => ({ value: `${id}/${level.id}/${track.id}`, label: `${level.id}, ${title}: ${track.title}` })),
  ]);
}
