import type { Person } from '#shared/contract/people.ts';
import { person } from '#test/support/people.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import { engineer, helper, hrPeople, type Model, newModel, peerPeople, spare } from './state.ts';

const line = {
  ladder: shortLadder.id,
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};

/** The engineer of the case. In a table, each case has its own engineer. */
export const engineerWith = (id: string): Person => person(id, { ...line, level: 'L3' });

/** All other people. */
export const others: Person[] = [
  ...['tess-lead', 'tara-lead'].map((id) => person(id, { roles: ['tech-lead'] })),
  ...['omar-odc', 'olga-odc'].map((id) => person(id, { roles: ['odc-lead'] })),
  ...['hana-head', helper, spare].map((id) => person(id, { roles: ['head-of-department'] })),
  person('dario-director', { roles: ['delivery-director'] }),
  ...peerPeople.map((id) => person(id, { ladder: shortLadder.id, level: 'L4' })),
  ...hrPeople.map((id) => person(id, { roles: ['hr'] })),
];

export const everyone: Person[] = [engineerWith(engineer), ...others];

/** The model of a new case with these people. */
export const opened = (): Model =>
  newModel({
    reviewer: 'tess-lead',
    'peer-1': null,
    'peer-2': null,
    lead: 'omar-odc',
    odc: 'omar-odc',
    head: 'hana-head',
  });
