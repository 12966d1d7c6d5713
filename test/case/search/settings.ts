import type { Person } from '#shared/contract/people.ts';
import { person } from '#test/support/people.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import type { Setting } from './state.ts';

const line = {
  ladder: shortLadder.id,
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
const leads = [
  person('tess-lead', { roles: ['tech-lead'] }),
  person('omar-odc', { roles: ['odc-lead'] }),
  person('hana-head', { roles: ['head-of-department'] }),
  person('dario-director', { roles: ['delivery-director'] }),
];
const hr = person('hugo-hr', { roles: ['hr'] });
/** One more: of every rank, so that any part could be theirs, and of HR as well. */
const spare = person('sam-spare', {
  roles: ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director', 'hr'],
});
/** Somebody who could play any part, so that none would keep them from their own case but the one check. */
const engineer = (level: string) =>
  person('erin-engineer', { ...line, level, track: level === 'L4' ? 'tech-lead' : null, roles: spare.roles });

const ofLongest = [
  engineer('L3'),
  ...leads,
  ...['pia', 'paul'].map((name) => person(`${name}-peer`, { ladder: shortLadder.id, level: 'L4' })),
  hr,
  spare,
];
/** Nobody of the first panel sits on the second: three reviewers and a lead. */
const secondPanel = [
  person('tara-lead', { roles: ['tech-lead'] }),
  ...['petra', 'pavel'].map((name) => person(`${name}-other`, { ladder: shortLadder.id, level: 'L4' })),
  person('olga-odc', { roles: ['odc-lead'] }),
];
const on = (transition: string, people: Person[]): Setting => ({
  ladder: shortLadder,
  transition,
  engineerId: 'erin-engineer',
  people,
});

/** The people of each chain and one more, HR among them; and as many as it takes to calibrate anew after an appeal. */
export const settings = {
  'the short chain': on('L1-L2', [engineer('L1'), ...leads, hr, spare]),
  'the longest chain': on('L3-L4', ofLongest),
  'the longest chain with a second panel': on('L3-L4', [...ofLongest, ...secondPanel]),
  'a change of track': on('L4-L4', [engineer('L4'), ...leads, hr, spare]),
};
export type SettingName = keyof typeof settings;
