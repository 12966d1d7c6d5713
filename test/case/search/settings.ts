import type { Person } from '#shared/contract/people.ts';
import { person } from '#test/support/people.ts';
import { shortLadder, shortLadderWithWaiver } from '#test/support/test-ladder.ts';
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
const hr = ['hugo-hr', 'hedy-hr'].map((id) => person(id, { roles: ['hr'] }));
/** A person of every rank and of HR, who could hold any slot. */
const spare = person('sam-spare', {
  roles: ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director', 'hr'],
});
/** The engineer could hold any slot. Only the check of separation of duties keeps them out of their own case. */
const engineer = (level: string) =>
  person('erin-engineer', { ...line, level, track: level === 'L4' ? 'tech-lead' : null, roles: spare.roles });

const ofLongest = [
  engineer('L3'),
  ...leads,
  ...['pia', 'paul'].map((name) => person(`${name}-peer`, { ladder: shortLadder.id, level: 'L4' })),
  ...hr,
  spare,
];
/** Three reviewers and a lead for a second panel. None of them is on the first panel. */
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
/** A second delivery director, who decides if everybody of HR has done something in the case, and a person without a part. */
const others = [person('dina-director', { roles: ['delivery-director'] }), person('anna-other')];
const alikeOfHr = ['hugo-hr', 'hedy-hr'] as const;
const short: Setting = {
  ...on('L1-L2', [engineer('L1'), ...leads, ...hr, spare]),
  secondPanel: ['sam-spare'],
  alike: [alikeOfHr],
};
/** Few people of HR, so that a change of two involves most of them, and a case soon has nobody of HR left. */
const fewOfHr = [...leads, ...hr.slice(0, 1), spare, ...others];
const keepers = ['change-record', 'change-by-two'];

/**
 * For each path: its people, people of HR and a spare person. One setting has enough people for a second panel. In some,
 * the unusual steps are only those of the people who keep the directory.
 */
export const settings = {
  'the short chain': short,
  'the short chain while records change': {
    ...on('L1-L2', [engineer('L1'), ...fewOfHr]),
    unusual: keepers,
    secondPanel: ['anna-other'],
  },
  'the short chain with a failed criterion': { ...short, answer: 'no' },
  'the short chain with a waiver': {
    ...short,
    ladder: shortLadderWithWaiver,
    people: short.people.map((one) => (one.ladder ? { ...one, ladder: shortLadderWithWaiver.id } : one)),
    unusual: ['reassign', 'recuse', 'declare-conflict', 'delegate'],
  },
  'the longest chain': { ...on('L3-L4', ofLongest), alike: [alikeOfHr] },
  'the longest chain with a second panel': {
    ...on('L3-L4', [...ofLongest, ...secondPanel]),
    secondPanel: secondPanel.map((one) => one.id),
    alike: [alikeOfHr],
  },
  'a change of track': { ...on('L4-L4', [engineer('L4'), ...leads, ...hr, spare]), alike: [alikeOfHr] },
  'a change of track while records change': {
    ...on('L4-L4', [engineer('L4'), ...fewOfHr]),
    unusual: keepers,
  },
} satisfies Record<string, Setting>;
export type SettingName = keyof typeof settings;
