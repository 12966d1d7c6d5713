import { Ladder, type PublishedLadder } from '#shared/contract/ladder.ts';
import type { Role } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { publish } from '#shared/ladders/read.ts';
import { person } from '#test/support/people.ts';
import { wholePath } from '../ladder.ts';

/** Who looks at the two worlds, and the ladder of their case. */

const { hash: _hash, ...whole } = wholePath;
const stage = { dueDays: 21, remindDays: [7], graceDays: 5, origin: 'ours' };

/**
 * From L3 to L4, with five reviewers. One more viewer than a difference needs must be left who has not reviewed: then no
 * act of a viewer opens the seal. The ODC lead calibrates and signs.
 */
export const ladder: PublishedLadder = publish(
  Ladder.parse({
    ...whole,
    id: 'two-worlds',
    tracks: [],
    transitions: whole.transitions.map((one) => ({
      ...one,
      tracks: [],
      path: [
        { kind: 'self-assessment', ...stage },
        { kind: 'portfolio', ...stage },
        {
          kind: 'calibration',
          reviewers: [
            { role: 'tech-lead', min: 1 },
            { role: 'odc-lead', min: 1 },
            { role: 'peer-at-target-level', min: 3 },
          ],
          lead: 'head-of-department',
          reveal: 'all-submitted',
          ...stage,
        },
        {
          kind: 'sign-off',
          signers: ['odc-lead', 'delivery-director'],
          calibratorMaySign: ['odc-lead'],
          ...stage,
        },
      ],
    })),
  }),
);

/** What each viewer is to the case while its reviews are sealed. */
export const viewers = {
  'erin-engineer': 'the engineer',
  'tess-lead': 'a reviewer, named by HR, whose review is in or not',
  'omar-odc': 'a reviewer who also signs, whose review is in or not',
  'petra-peer': 'on the panel, and her review is in',
  'hilde-hr': 'on the panel, and of HR',
  'paula-peer': 'on the panel',
  'hana-head': 'leads the calibration',
  'dario-director': 'signs, and directs delivery',
  'hugo-hr': 'of HR, without a part',
  'hanna-hr': 'of HR, and gave parts to people',
  'olga-odc': 'acts for the reviewer who also signs',
  'pia-peer': 'acts for somebody on the panel',
  'hiro-head': 'acts for the lead',
  'dina-director': 'acts for a signer',
  'otto-odc': 'acted for the reviewer who also signs, until yesterday',
  'toby-lead': 'was a reviewer before HR named another person',
  'cara-lead': 'was a reviewer, and has a conflict of interest',
  'nell-lead': 'leads the engineer since the case was opened',
  'sam-lead': 'leads other engineers',
  'eve-engineer': 'an engineer without anything to do with the case',
  'carl-confirmer': 'is asked whether their team has adopted the work',
} as const;
export type Viewer = keyof typeof viewers;

/** People whom others can name. They look at nothing. */
export const spare = { lead: 'fred-director', peer: 'pat-peer', confirmer: 'carla-confirmer' };

// The line of the reviewers has parts in the case: who is told that something is overdue must not depend on a review.
const line = { odcLeadId: 'omar-odc', headOfDepartmentId: 'hiro-head', deliveryDirectorId: 'dario-director' };
const of = (id: string, ...roles: Role[]) => person(id, { roles, ...(roles.includes('tech-lead') ? line : {}) });
const atTarget = { level: 'L4', ladder: ladder.id, team: 'Island', techLeadId: 'sam-lead', ...line };
export const lineAfterwards = { techLeadId: 'nell-lead' };

export const people: Person[] = [
  person('erin-engineer', {
    level: 'L3',
    ladder: ladder.id,
    techLeadId: 'toby-lead',
    odcLeadId: 'omar-odc',
    headOfDepartmentId: 'hana-head',
    deliveryDirectorId: 'dario-director',
  }),
  ...['tess-lead', 'toby-lead', 'cara-lead', 'nell-lead', 'sam-lead'].map((id) => of(id, 'tech-lead')),
  ...['omar-odc', 'olga-odc', 'otto-odc'].map((id) => of(id, 'odc-lead')),
  ...['hana-head', 'hiro-head'].map((id) => of(id, 'head-of-department')),
  ...['dario-director', 'dina-director', spare.lead].map((id) => of(id, 'delivery-director')),
  ...['hugo-hr', 'hanna-hr', 'hetty-hr'].map((id) => of(id, 'hr')),
  person('hilde-hr', { ...atTarget, roles: ['hr'] }),
  ...['petra-peer', 'paula-peer', 'pia-peer', spare.peer].map((id) => person(id, atTarget)),
  person('eve-engineer', { level: 'L3', ladder: ladder.id }),
  ...['carl-confirmer', spare.confirmer].map((id) => person(id, { team: 'Ledger' })),
];
