import type { Person } from '#shared/contract/people.ts';
import { person } from '#test/support/people.ts';
import { shortLadder } from '#test/support/test-ladder.ts';

const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
const others = { ...line, techLeadId: 'toni-lead', odcLeadId: 'olga-odc' };

/**
 * An engineer of each level, at least two people in every leading role, three ODCs, and enough people for a panel and a
 * second panel.
 */
export const largerOrganisation: Person[] = [
  person('ida-one', { level: 'L1', ...line }),
  person('sami-short', { ladder: shortLadder.id, level: 'L1', ...line }),
  person('erin-two', { level: 'L2', ...line }),
  person('lena-three', { level: 'L3', ...line }),
  person('pia-four', { level: 'L4', track: 'tech-lead', ...line, deliveryDirectorId: 'dina-director' }),
  person('tess-lead', { level: 'L4', track: 'tech-lead', roles: ['tech-lead'], ...line, techLeadId: null }),
  person('toni-lead', {
    level: 'L4',
    track: 'tech-lead',
    roles: ['tech-lead'],
    odc: 'South',
    ...others,
    techLeadId: null,
  }),
  ...['paul', 'petra', 'pola', 'peer'].map((name, at) =>
    person(`${name}-peer`, {
      level: 'L4',
      track: 'principal-engineer',
      team: at % 2 === 0 ? 'Island' : 'Harbour',
      odc: at % 2 === 0 ? 'South' : 'North',
      ...others,
    }),
  ),
  ...['omar', 'olga', 'orla', 'otto', 'oona', 'odil'].map((name, at) =>
    person(`${name}-odc`, {
      roles: ['odc-lead'],
      team: at === 0 ? 'Harbour' : 'Office',
      odc: ['North', 'South', 'East'][at % 3] ?? '',
    }),
  ),
  ...['hana', 'hilda'].map((name) => person(`${name}-head`, { roles: ['head-of-department'] })),
  ...['dario', 'dina'].map((name) => person(`${name}-director`, { roles: ['delivery-director'] })),
  ...['hugo', 'hedy', 'hank'].map((name) => person(`${name}-hr`, { roles: ['hr'] })),
];
