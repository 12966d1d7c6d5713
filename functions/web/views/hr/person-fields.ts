import type { Refusal } from '#shared/cases/refusal.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { type LeadField, leadFields, lineRoles, mostHrUnits } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { leaveIn, leaveText } from '#shared/domain/calendar/leave.ts';
import { capital, roleTitles } from '#shared/domain/words.ts';
import type { FieldFault } from '../fields.tsx';

/** Converts a person's record into the values of its form, and back. */

/** The fields of the leads, from below, with their labels. */
export const lineTitles = Object.fromEntries(
  lineRoles.map((role) => [leadFields[role], capital(roleTitles[role])]),
) as Record<LeadField, string>;
const lineNames = Object.keys(lineTitles) as LeadField[];

type Values = Record<string, string>;

/** The values of the form for a person in the directory. */
export function valuesOf(person: Person): Values {
  const { name, email, externalId, team, odc, ladder, level, track, levelSince, trackChangedOn, roles, active, leave } =
    person;
  const { hrUnits = [] } = person;
  return {
    name,
    email,
    externalId: externalId ?? '',
    team,
    odc,
    level: ladder === null ? '' : [ladder, level ?? '', ...(track === null ? [] : [track])].join('/'),
    levelSince: levelSince ?? '',
    trackChangedOn: trackChangedOn ?? '',
    active: active ? 'yes' : 'no',
    leave: leaveText(leave),
    hrUnits: hrUnits.join('; '),
    ...Object.fromEntries(roles.map((role) => [`roles.${role}`, 'yes'])),
    ...Object.fromEntries(lineNames.map((line) => [line, person[line] ?? ''])),
  };
}

/** The person in the form. The contract and the decider check it. */
export function inputOf(values: Values): Record<string, unknown> {
  const text = (name: string) => (values[name] ?? '').trim();
  const hrUnits = text('hrUnits')
    .split(';')
    .flatMap((one) => one.trim() || []);
  const [ladder = '', level = '', track = ''] = text('level').split('/');
  return {
    name: text('name'),
    email: text('email'),
    externalId: text('externalId') || null,
    team: text('team'),
    odc: text('odc'),
    ladder: ladder || null,
    level: level || null,
    track: track || null,
    levelSince: text('levelSince') || null,
    trackChangedOn: text('trackChangedOn') || null,
    roles: Role.options.filter((role) => values[`roles.${role}`] === 'yes'),
    ...(hrUnits.length > 0 ? { hrUnits } : {}),
    ...Object.fromEntries(lineNames.map((line) => [line, text(line) || null])),
    leave: leaveIn(text('leave')),
    active: { yes: true, no: false }[text('active')],
  };
}

/** The reason of a fault that the contract finds: the form has words of its own. */
export const unsaid = 'this is wrong';

const reasons: Record<string, string> = {
  id: 'use small letters, digits and hyphens, such as amara-okafor',
  name: 'give their name, in 120 characters at most',
  email: 'give a mail address, such as ada@example.com',
  externalId: 'give the number on one line, in 64 characters at most, or leave it empty',
  team: 'choose a team that is known',
  odc: 'choose an ODC that is known',
  roles: 'choose at least one role',
  hrUnits: `give ODCs that are known, ${mostHrUnits} at most, for a person with the role HR, or leave it empty`,
  active: 'choose one of the two',
  leave:
    'write each time in a line of its own, in order, as 2026-12-01/2026-12-20, and behind it the id of an active person if one acts meanwhile',
  level: 'choose a level of a ladder that is in force, or none',
  levelSince: 'give a day, or leave it empty',
  trackChangedOn: 'give a day, or leave it empty',
  reason: 'say why, for the second person of HR',
};

/** The faults of a record at their fields, at most one for each field. */
export function faultsOf({ code, faults }: Pick<Refusal, 'code' | 'faults'>): FieldFault[] {
  // These two refusals are not about a value in the form.
  if (code === 'no-seat') return [{ field: 'level', reason: 'choose another level, or come back when a seat is free' }];
  if (code === 'too-few-of-hr') return faults.map(({ reason }) => ({ field: 'roles', reason }));
  const fields = new Map<string, FieldFault>();
  for (const { path, reason } of faults) {
    const [first = ''] = path.split('.');
    const field = first === 'ladder' || first === 'track' ? 'level' : first;
    const isLine = field in lineTitles;
    const isTaken = (field === 'email' || field === 'externalId') && code === 'invalid-input' && reason !== unsaid;
    const words = isTaken
      ? reason
      : isLine
        ? 'choose a person who has this role today, or nobody'
        : (reasons[field] ?? reason);
    fields.set(field, { field: isLine || field in reasons ? field : null, reason: words });
  }
  return [...fields.values()];
}
