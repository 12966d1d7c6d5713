import type { PersonInput } from '../../contract/directory.ts';
import type { ProposalMatter } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { ScimRecord, Waiting } from '../../contract/scim.ts';
import { hasOtherMail, hasOtherNumber, mattersOf } from './matters.ts';

/** What becomes of facts that an identity system pushes: they apply at once, or wait for HR. */

type Circumstances = Parameters<typeof mattersOf>[2];

/** The field by which a change comes to a matter that takes two people. Others do not come from an identity system. */
const fieldOf: Partial<Record<ProposalMatter, keyof Waiting>> = {
  mail: 'email',
  'employee-number': 'externalId',
  line: 'techLeadId',
  roles: 'active',
  'joins-above-first-level': 'active',
};

/**
 * Splits the record that an identity system pushes into what applies at once and what waits for HR. What takes two people waits.
 * So does the end of somebody with a part in a case of another person, and the address of somebody who had a role when they left.
 */
export function splitPushed(
  before: Person | null,
  pushed: PersonInput,
  circumstances: Circumstances,
): { input: PersonInput; waits: Waiting } {
  if (before === null) return { input: pushed, waits: {} };
  const matters = new Set(mattersOf(before, pushed, circumstances).flatMap((matter) => fieldOf[matter] ?? []));
  const hasRoles = before.roles.some((role) => role !== 'engineer');
  if (hasRoles && hasOtherMail(before, pushed)) matters.add('email');
  if (hasRoles && circumstances.signInKey === 'employee-number' && hasOtherNumber(before, pushed))
    matters.add('externalId');
  if (before.active && !pushed.active && circumstances.hasPart) matters.add('active');
  const waits: Waiting = {};
  const input = { ...pushed };
  for (const field of matters) {
    Object.assign(waits, { [field]: pushed[field] });
    Object.assign(input, { [field]: before[field] });
  }
  return { input, waits };
}

/** What still waits once the record is this: what it does not say yet. */
export function stillWaiting({ waits }: Pick<ScimRecord, 'waits'>, after: PersonInput): Waiting {
  const fields = Object.keys(waits) as (keyof Waiting)[];
  const left = fields.filter((field) => !isSaid(field, waits, after));
  return Object.fromEntries(left.map((field) => [field, waits[field]]));
}

function isSaid(field: keyof Waiting, waits: Waiting, after: PersonInput): boolean {
  if (field === 'email') return !hasOtherMail({ email: waits.email ?? '' }, after);
  if (field === 'externalId') return !hasOtherNumber({ externalId: waits.externalId ?? null }, after);
  return waits[field] === after[field];
}

/** The team and the ODC of somebody who joined without a known one. HR completes their record. */
export const toComplete = 'To be completed';

/** Whether HR has not completed the record of somebody who joined. */
export function isIncomplete({ team, odc }: Pick<Person, 'team' | 'odc'>): boolean {
  return team === toComplete || odc === toComplete;
}
