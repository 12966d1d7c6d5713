import { PersonInput } from '#shared/contract/directory.ts';
import type { Person } from '#shared/contract/people.ts';
import { must } from '../client/client.ts';
import type { Ground } from '../client/ground.ts';
import { everybody } from '../client/panel.ts';

/** Begins a case only for an engineer who has a tech lead. */
export const withTechLead = { of: ({ techLeadId }: Person) => techLeadId !== null };

/** The directory record of a person, as HR reads it. */
export async function personNow({ send, tokenOf }: Ground, id: string): Promise<Person> {
  return (await must<Person>(send, 'GET', `/api/people/${id}`, { token: await tokenOf('hr') })).body;
}

/** HR changes the directory record of a person. */
export async function changePerson(ground: Ground, id: string, changes: Partial<PersonInput>): Promise<void> {
  const { id: _id, version, ...input } = await personNow(ground, id);
  await must(ground.send, 'PUT', `/api/hr/people/${id}`, {
    token: await ground.tokenOf('hr'),
    body: PersonInput.parse({ ...input, ...changes }),
    headers: { 'if-match': `"${version}"` },
  });
  ground.onStep({
    who: 'HR',
    what: `${id}: ${Object.keys(changes).join(', ')}`,
    stage: 'the directory',
    outcome: null,
  });
}

/** An active tech lead who is not one of the given people. */
export async function otherTechLead(ground: Ground, ...not: string[]): Promise<string> {
  const people = await everybody(ground);
  const found = people.find((one) => one.active && one.roles.includes('tech-lead') && !not.includes(one.id));
  if (!found) throw new Error('There is no other tech lead');
  return found.id;
}
