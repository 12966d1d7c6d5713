import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { Person } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { plainWeek } from '#shared/domain/calendar/working.ts';
import type { LocalSignIn } from '../identity/bind.ts';
import { OrganisationFile, type Team } from './file.ts';
import { idOf } from '#shared/domain/person-id.ts';

const file = new URL('organisation.yaml', import.meta.url);

/**
 * All people of the sample organisation, at version 1, in the order of the file. Their leads follow from their place in
 * the file. If the file is not valid, throws an error that names the place of every fault and how to correct it.
 */
export function readOrganisation(text: string = readFileSync(file, 'utf8')): Person[] {
  const { headOfDepartment, deliveryDirector, hr, odcs, tracks } = readFile(text);
  const top = { headOfDepartmentId: idOf(headOfDepartment), deliveryDirectorId: idOf(deliveryDirector) };
  const department = { odc: 'Department', team: 'Department' };
  return [
    person(headOfDepartment, { ...department, roles: ['head-of-department'] }),
    person(deliveryDirector, { ...department, roles: ['delivery-director'] }),
    ...hr.map((name) => person(name, { ...department, team: 'People', roles: ['hr'] })),
    ...odcs.flatMap((odc) => [
      person(odc.lead, { odc: odc.name, team: 'Lead', roles: ['engineer', 'odc-lead'], ...leader, ...top }),
      ...odc.teams.flatMap((team) => peopleOf(team, { odc: odc.name, odcLeadId: idOf(odc.lead), ...top }, tracks)),
    ]),
  ];
}

/** How a person signs in at the local issuer: the subject is the id of the person. */
export const signInOf = ({ id }: Person): LocalSignIn => ({ subject: id, personId: id });

/** The working calendars of the sample's ODCs: Monday to Friday, at version 1. Throws like `readOrganisation`. */
export function readCalendars(text: string = readFileSync(file, 'utf8')): Calendar[] {
  return readFile(text).odcs.map(({ name, timeZone, holidays }) => ({ ...plainWeek(name), timeZone, holidays }));
}

function readFile(text: string): OrganisationFile {
  const parsed = OrganisationFile.safeParse(parse(text));
  if (!parsed.success) throw new Error(`The organisation file is not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The level and track of everyone who leads a team or an ODC, whichever ladder the members are on. */
const leader = { ladder: 'software-engineer-track', level: 'L4', track: 'tech-lead' };

type Line = Pick<Person, 'odc' | 'odcLeadId' | 'headOfDepartmentId' | 'deliveryDirectorId'>;

/** The tech lead, who reports to the ODC lead, and the members, who report to both. A null lead is a vacancy. */
function peopleOf({ name, lead, ladder, members }: Team, line: Line, tracks: OrganisationFile['tracks']): Person[] {
  const place = { ...line, team: name };
  const techLeadId = lead === null ? null : idOf(lead);
  return [
    ...(lead === null ? [] : [person(lead, { ...place, roles: ['engineer', 'tech-lead'], ...leader })]),
    ...Object.entries(members).flatMap(([level, names]) =>
      names.map((member) => person(member, { ...place, ladder, level, track: tracks[member] ?? null, techLeadId })),
    ),
  ];
}

function person(name: string, more: Partial<Person> & Pick<Person, 'odc' | 'team'>): Person {
  const id = idOf(name);
  return {
    id,
    name,
    email: `${id}@example.com`,
    ladder: null,
    level: null,
    track: null,
    levelSince: null,
    trackChangedOn: null,
    roles: ['engineer'],
    techLeadId: null,
    odcLeadId: null,
    headOfDepartmentId: null,
    deliveryDirectorId: null,
    active: true,
    lostAt: null,
    version: 1,
    ...more,
  };
}
