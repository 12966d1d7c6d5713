import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Person } from '#shared/contract/people.ts';

const Name = z.string().regex(/^\p{Lu}[\p{L} .'-]+$/u, 'write a name, such as Amara Okafor');

const Organisation = z.strictObject({
  headOfDepartment: Name,
  deliveryDirector: Name,
  hr: z.array(Name).min(2, 'publishing a ladder takes two people of HR'),
  odcs: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        lead: Name,
        teams: z
          .array(
            z.strictObject({
              name: z.string().min(1),
              lead: Name.nullable(),
              members: z.partialRecord(z.enum(['L1', 'L2', 'L3', 'L4', 'L5']), z.array(Name)),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

const file = new URL('organisation.yaml', import.meta.url);

/** Everybody of the sample organisation, in the order of the file. Throws, naming place and mend, when it is not valid. */
export function readOrganisation(text: string = readFileSync(file, 'utf8')): Person[] {
  const parsed = Organisation.safeParse(parse(text));
  if (!parsed.success) throw new Error(`The organisation file is not valid:\n${z.prettifyError(parsed.error)}`);
  const { headOfDepartment, deliveryDirector, hr, odcs } = parsed.data;
  const top = { headOfDepartmentId: idOf(headOfDepartment), deliveryDirectorId: idOf(deliveryDirector) };
  const everybody: Person[] = [
    person(headOfDepartment, { roles: ['head-of-department'], level: 'L5', team: 'Department', odc: 'Department' }),
    person(deliveryDirector, { roles: ['delivery-director'], team: 'Department', odc: 'Department' }),
    ...hr.map((name) => person(name, { roles: ['hr'], team: 'People', odc: 'Department' })),
    ...odcs.flatMap((odc) => {
      const odcLeadId = idOf(odc.lead);
      return [
        person(odc.lead, { roles: ['engineer', 'odc-lead'], level: 'L4', team: 'Lead', odc: odc.name, ...top }),
        ...odc.teams.flatMap((team) => {
          const place = { team: team.name, odc: odc.name, ...top, odcLeadId };
          const techLeadId = team.lead && idOf(team.lead);
          return [
            ...(team.lead ? [person(team.lead, { roles: ['engineer', 'tech-lead'], level: 'L4', ...place })] : []),
            ...Object.entries(team.members).flatMap(([level, names]) =>
              (names ?? []).map((name) => person(name, { level, ...place, techLeadId })),
            ),
          ];
        }),
      ];
    }),
  ];
  const twice = everybody.find((one, at) => everybody.findIndex((other) => other.id === one.id) !== at);
  if (twice) throw new Error(`The organisation file names ${twice.name} twice: give one of them another name`);
  return everybody;
}

function person(name: string, more: Partial<Person>): Person {
  const id = idOf(name);
  return {
    id,
    name,
    email: `${id}@example.com`,
    level: null,
    team: '',
    odc: '',
    roles: ['engineer'],
    techLeadId: null,
    odcLeadId: null,
    headOfDepartmentId: null,
    deliveryDirectorId: null,
    active: true,
    version: 1,
    ...more,
  };
}

function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
