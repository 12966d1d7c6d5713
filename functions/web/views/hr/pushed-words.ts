import type { Waiting } from '#shared/contract/scim.ts';
import type { NameOf } from '#shared/records/names.ts';

/** What an identity system pushed and HR decides on, in words. */

export const waitingTitles: Record<keyof Waiting, string> = {
  email: 'the mail address',
  externalId: 'the employee number',
  techLeadId: 'the tech lead',
  active: 'whether they work here',
};

/** What waits in a field. What the record says meanwhile is said beside it, if it is given. */
export function waitingSentence(
  field: keyof Waiting,
  { email, externalId, techLeadId, active }: Waiting,
  nameOf: NameOf,
  now?: { email: string; externalId: string | null },
): string {
  switch (field) {
    case 'email':
      return `The mail address is ${email ?? 'erased'}${now ? `, was ${now.email}` : ''}.`;
    case 'externalId':
      return `The employee number is ${externalId === undefined ? 'erased' : (externalId ?? 'none')}${now ? `, was ${now.externalId ?? 'none'}` : ''}.`;
    case 'techLeadId':
      return `The tech lead is ${techLeadId ? nameOf(techLeadId) : 'nobody'}.`;
    case 'active':
      return active ? 'Works here again.' : 'Does not work here any more.';
  }
}
