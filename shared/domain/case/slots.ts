import type { Slot } from '../../contract/case.ts';
import type { Role, Transition } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import { stageOf } from './path.ts';

/** Up the line: who steps in when a slot is vacant or its holder may not fill it. */
const line: Role[] = ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director'];

const roleTitles: Record<Role, string> = {
  engineer: 'engineer',
  'tech-lead': 'tech lead',
  'odc-lead': 'ODC lead',
  'head-of-department': 'head of department',
  'delivery-director': 'delivery director',
  hr: 'HR',
};

/** A role as people read it. */
export function roleTitle(role: Role | 'system'): string {
  return role === 'system' ? 'the system' : roleTitles[role];
}

function holderOf(role: Role, engineer: Person): string | null {
  switch (role) {
    case 'tech-lead':
      return engineer.techLeadId;
    case 'odc-lead':
      return engineer.odcLeadId;
    case 'head-of-department':
      return engineer.headOfDepartmentId;
    case 'delivery-director':
      return engineer.deliveryDirectorId;
    default:
      return null;
  }
}

/**
 * Resolves every slot of a transition to a person, all of them distinct and none of them the engineer; a path may say
 * that whoever calibrated may sign, and then the same person may hold one calibration and one sign-off slot. A vacancy or
 * a clash moves the later slot up the line. Gives the role that nobody can hold when the line ends.
 */
export function resolveSlots(
  transition: Transition,
  engineer: Person,
  people: Record<string, Person>,
): { ok: true; slots: Slot[] } | { ok: false; role: Role } {
  const wanted: Pick<Slot, 'stage' | 'part' | 'role'>[] = [];
  const calibration = stageOf(transition, 'calibration');
  for (const { role } of calibration?.reviewers ?? [])
    if (role !== 'peer-at-target-level') wanted.push({ stage: 'calibration', part: 'reviewer', role });
  if (calibration?.lead) wanted.push({ stage: 'calibration', part: 'lead', role: calibration.lead });
  const signOff = stageOf(transition, 'sign-off');
  for (const role of signOff?.signers ?? []) wanted.push({ stage: 'sign-off', part: 'signer', role });

  const slots: Slot[] = [];
  for (const want of wanted) {
    const clashing = slots.filter((slot) => slot.stage === want.stage || !signOff?.calibratorMaySign);
    const from = line.indexOf(want.role);
    const found = (from < 0 ? [] : line.slice(from))
      .map((role) => ({ role, personId: holderOf(role, engineer) }))
      .find(({ role, personId }) => {
        const person = personId ? people[personId] : undefined;
        return (
          person?.active &&
          person.roles.includes(role) &&
          person.id !== engineer.id &&
          !clashing.some((slot) => slot.personId === person.id)
        );
      });
    if (!found) return { ok: false, role: want.role };
    slots.push({
      id: `${want.stage}.${want.part === 'lead' ? 'lead' : want.role}`,
      ...want,
      personId: found.personId as string,
      substitutedBy: found.role === want.role ? null : found.role,
    });
  }
  return { ok: true, slots };
}

/** The ids of everyone in an engineer's line. */
export function lineOf(engineer: Person): string[] {
  return line.map((role) => holderOf(role, engineer)).filter((id): id is string => id !== null);
}

/** Whether the person still holds, in the directory as it is now, the role under which they fill the slot. */
export function holdsSlot(slot: Slot, person: Person): boolean {
  return person.active && slot.personId === person.id && person.roles.includes(slot.substitutedBy ?? slot.role);
}
