import type { PersonInput } from '../contract/directory.ts';
import { leadFields, lineRoles, mostHrUnits } from '../contract/names.ts';
import { capital, roleTitles } from '../domain/words.ts';

/** The columns of a file of people. */

/** What a column holds: the id of a person, or a field of their record. */
export type PersonField = 'id' | keyof PersonInput;

/** The field in which a fault of a record lies: its path can go on inside the field. */
export const fieldIn = (path: string) => path.split('.')[0] as PersonField;

interface Column {
  /** The heading in the files that we write. */
  title: string;
  /** Other names of it. Case, blanks and signs make no difference. */
  aliases: readonly string[];
  /** What is wrong with a value that does not fit, and what does. */
  mend: string;
}

const lead = (title: string): Column => ({
  title,
  aliases: [`${title} id`, `${title} mail`],
  mend: 'give the id or the mail address of a person, or nothing for a vacancy',
});

const leads = Object.fromEntries(
  lineRoles.map((role) => [leadFields[role], lead(capital(roleTitles[role]))]),
) as Record<(typeof leadFields)[keyof typeof leadFields], Column>;

/** Every column, in the order in which we write them. */
export const columns: Record<PersonField, Column> = {
  id: {
    title: 'Id',
    aliases: ['Person id', 'Rungs id', 'User id'],
    mend: 'use small letters, digits and hyphens, such as amara-okafor',
  },
  name: {
    title: 'Name',
    aliases: ['Full name', 'Display name'],
    mend: 'give their name on one line, in 120 characters at most',
  },
  email: {
    title: 'Mail',
    aliases: ['Mail address', 'E-mail', 'E-mail address', 'Work e-mail'],
    mend: 'give a mail address, such as ada@example.com',
  },
  externalId: {
    title: 'Employee number',
    aliases: ['Employee id', 'Personnel number', 'Staff number', 'Staff id', 'External id'],
    mend: 'give the company’s own number for them in 64 characters at most, or nothing',
  },
  ladder: { title: 'Ladder', aliases: ['Ladder id'], mend: 'give the id of a ladder, such as software-engineer-track' },
  level: { title: 'Level', aliases: ['Grade'], mend: 'give a level of the ladder, such as L2' },
  track: { title: 'Track', aliases: [], mend: 'give the id of a track of the level, or nothing' },
  levelSince: {
    title: 'Level since',
    aliases: ['Holds the level since'],
    mend: 'give a day as 2026-03-31, or nothing: other ways to write a day mean two days',
  },
  trackChangedOn: {
    title: 'Track changed on',
    aliases: [],
    mend: 'give a day as 2026-03-31, or nothing: other ways to write a day mean two days',
  },
  team: { title: 'Team', aliases: ['Team name'], mend: 'give a team on one line, in 120 characters at most' },
  odc: {
    title: 'ODC',
    aliases: ['Development centre', 'Development center', 'Offshore development centre'],
    mend: 'give an ODC on one line, in 120 characters at most',
  },
  roles: {
    title: 'Roles',
    aliases: ['Role'],
    mend: `give one or more of these, with commas between them: ${Object.keys(roleTitles).join(', ')}`,
  },
  hrUnits: {
    title: 'HR for',
    aliases: ['HR units', 'HR of'],
    mend: `give the ODCs to which this person of HR is limited, ${mostHrUnits} at most, with semicolons between them, or nothing`,
  },
  ...leads,
  leave: {
    title: 'Away',
    aliases: ['Leave', 'Absence', 'Absences'],
    mend: 'give days as 2026-12-01/2026-12-20, with semicolons between two times, or nothing. The id of a person behind a time names who acts meanwhile',
  },
  active: { title: 'Works here', aliases: ['Active'], mend: 'write yes or no' },
};

export const personFields = Object.keys(columns) as PersonField[];

/** A heading without case, blanks and signs. */
const headingKey = (heading: string): string =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const fieldByHeading = new Map(
  personFields.flatMap((field) =>
    [field, columns[field].title, ...columns[field].aliases].map((name) => [headingKey(name), field] as const),
  ),
);

/** The field that a heading names. Undefined: it names none that we know. */
export function fieldOf(heading: string): PersonField | undefined {
  return fieldByHeading.get(headingKey(heading));
}
