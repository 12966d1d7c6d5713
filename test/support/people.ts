import type { Role } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';

/** A person with sensible defaults. A test passes the fields it is about. */
export function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name: id.replace(/(^|-)./g, (start) => start.replace('-', ' ').toUpperCase()),
    email: `${id}@example.com`,
    externalId: null,
    ladder: more.level ? 'software-engineer-track' : null,
    level: null,
    track: null,
    levelSince: null,
    trackChangedOn: null,
    team: 'Harbour',
    odc: 'North',
    roles: ['engineer'],
    techLeadId: null,
    odcLeadId: null,
    headOfDepartmentId: null,
    deliveryDirectorId: null,
    active: true,
    leave: [],
    lostAt: null,
    version: 1,
    ...more,
  };
}

export const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};

function leader(id: string, role: Role, level: string | null = 'L4'): Person {
  return person(id, { roles: [role], level });
}

/**
 * A small organisation: two L2 engineers and one L3 engineer with a complete reporting line, an L2 engineer from another
 * team, and two people of HR.
 */
export const smallOrganisation: Person[] = [
  person('erin-engineer', { level: 'L2', ...line }),
  person('eli-engineer', { level: 'L2', ...line }),
  person('lena-senior', { level: 'L3', ...line }),
  person('omid-other', { level: 'L2', team: 'Island', ...line, techLeadId: null, odcLeadId: 'olga-odc' }),
  leader('tess-lead', 'tech-lead'),
  leader('omar-odc', 'odc-lead'),
  leader('olga-odc', 'odc-lead'),
  leader('hana-head', 'head-of-department', 'L5'),
  leader('dario-director', 'delivery-director', null),
  person('hugo-hr', { roles: ['hr'] }),
  person('hedy-hr', { roles: ['hr'] }),
];

/** The small organisation, with engineers whose cases need panels, and people at L4 and L5 who can sit on them. */
export const wideOrganisation: Person[] = [
  ...smallOrganisation,
  person('nia-newcomer', { level: 'L1', ...line }),
  person('ines-principal', { level: 'L4', track: 'principal-engineer', levelSince: '2022-01-01', ...line }),
  ...['pia', 'paul', 'petra'].map((name) => person(`${name}-peer`, { level: 'L4', team: 'Island', ...line })),
  ...['zoe', 'zack', 'zita', 'zeno'].map((name) => person(`${name}-senior`, { level: 'L5', team: 'Shore' })),
  leader('hiro-head', 'head-of-department', 'L5'),
  leader('dina-director', 'delivery-director', null),
];
