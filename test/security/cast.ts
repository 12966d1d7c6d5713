import type { Role } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { person } from '#test/support/people.ts';
import { wholePath } from './ladder.ts';
import { places, type Relation } from './table.ts';

/** The person in each relation to the cases. `engineer` depends on the place, and `nobody` has no sign-in. */
export const cast: Record<Exclude<Relation, 'engineer' | 'nobody'>, string> = {
  reviewer: 'toby-lead',
  panel: 'petra-peer',
  lead: 'hana-head',
  attester: 'dario-director',
  signer: 'omar-odc',
  delegate: 'olga-odc',
  'delegate-before': 'otto-odc',
  former: 'tess-lead',
  conflicted: 'cara-lead',
  'hr-conflicted': 'helga-hr',
  'own-tech-lead': 'nell-lead',
  'own-odc-lead': 'nora-odc',
  hr: 'hugo-hr',
  'hr-within': 'hella-hr',
  'hr-beyond': 'henk-hr',
  'hr-acted': 'hanna-hr',
  'hr-on-panel': 'hilde-hr',
  'other-tech-lead': 'sam-lead',
  'other-engineer': 'eve-engineer',
  asked: 'carl-confirmer',
  inactive: 'ivan-hr',
};

/** A delivery director without a part in any case, who can take a slot. */
export const spare = 'fred-director';

/** The slot of each relation that has one. */
export const slotOf: Partial<Record<Relation, string>> = {
  reviewer: 'calibration.tech-lead',
  panel: 'calibration.peer-1',
  'hr-on-panel': 'calibration.peer-2',
  lead: 'calibration.lead',
  attester: 'attestation.delivery-director',
  signer: 'sign-off.odc-lead',
};

/** The engineer's reporting line when the case is opened, and later. */
export const lineAtFirst = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
export const lineAfterwards = { ...lineAtFirst, techLeadId: 'nell-lead', odcLeadId: 'nora-odc' };

/** Each place has an engineer of its own, because an engineer can have only one open case. */
export const engineerAt = (place: string) => `erin-${place}`;

const of = (id: string, ...roles: Role[]) => person(id, { roles });
const atTarget = { level: 'L4', ladder: wholePath.id };

export const people: Person[] = [
  ...places.map((place) =>
    person(engineerAt(place), { level: 'L3', ladder: wholePath.id, email: `${place}@example.com`, ...lineAtFirst }),
  ),
  of('tess-lead', 'tech-lead'),
  of('toby-lead', 'tech-lead'),
  of('cara-lead', 'tech-lead'),
  of('nell-lead', 'tech-lead'),
  of('sam-lead', 'tech-lead'),
  of('omar-odc', 'odc-lead'),
  of('olga-odc', 'odc-lead'),
  of('otto-odc', 'odc-lead'),
  person('nora-odc', { roles: ['odc-lead', 'hr'], hrUnits: ['South'] }),
  of('hana-head', 'head-of-department'),
  of('dario-director', 'delivery-director'),
  of('fred-director', 'delivery-director'),
  of('hugo-hr', 'hr'),
  person('hella-hr', { roles: ['hr'], hrUnits: ['North'] }),
  person('henk-hr', { roles: ['hr'], hrUnits: ['South', 'East'] }),
  of('helga-hr', 'hr', 'tech-lead'),
  of('hanna-hr', 'hr'),
  of('hubert-hr', 'hr'),
  of('heidi-hr', 'hr'),
  person('hilde-hr', { roles: ['hr'], ...atTarget }),
  person('petra-peer', atTarget),
  person('eve-engineer', { level: 'L3', ladder: wholePath.id }),
  person('carl-confirmer', { team: 'Ledger' }),
  person('carla-confirmer', { team: 'Ledger' }),
  person('ivan-hr', { roles: ['hr', 'odc-lead'], active: false }),
];
