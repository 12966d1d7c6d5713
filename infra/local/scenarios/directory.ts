import { PersonInput } from '#shared/contract/directory.ts';
import { confirmedWithReason } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalResult, ProposedChange } from '#shared/contract/proposals.ts';
import { must, UnexpectedAnswer } from '../client/client.ts';
import type { Ground } from '../client/ground.ts';
import { everybody } from '../client/panel.ts';

/** Begins a case only for an engineer who has a tech lead. */
export const withTechLead = { of: ({ techLeadId }: Person) => techLeadId !== null };

/** The directory record of a person, as HR reads it. */
export async function personNow({ send, tokenOf }: Ground, id: string): Promise<Person> {
  return (await must<Person>(send, 'GET', `/api/people/${id}`, { token: await tokenOf('hr') })).body;
}

/** Somebody of HR changes the directory record of a person. If that takes two people, two others do. */
export async function changePerson(
  ground: Ground,
  id: string,
  changes: Partial<PersonInput>,
  as = 'hr',
): Promise<void> {
  const { id: _id, version, lostAt: _lostAt, ...before } = await personNow(ground, id);
  const input = PersonInput.parse({ ...before, ...changes });
  const token = await ground.tokenOf(as);
  const headers = { 'if-match': `"${version}"` };
  await must(ground.send, 'PUT', `/api/hr/people/${id}`, { token, body: input, headers }).catch((error: unknown) => {
    if (!(error instanceof UnexpectedAnswer) || error.answer.body.code !== 'takes-two-people') throw error;
    return changeByTwo(ground, { kind: 'person', of: id, version, input });
  });
  ground.onStep({
    who: 'HR',
    what: `${id}: ${Object.keys(changes).join(', ')}`,
    stage: 'the directory',
    outcome: null,
  });
}

/** The active people of HR. */
export async function peopleOfHr(ground: Ground): Promise<string[]> {
  return (await everybody(ground)).filter((one) => one.active && one.roles.includes('hr')).map((one) => one.id);
}

/** The delivery directors. */
export async function directors(ground: Ground): Promise<string[]> {
  return (await everybody(ground))
    .filter((one) => one.active && one.roles.includes('delivery-director'))
    .map((one) => one.id);
}

/** One person of HR proposes a change, and another one confirms it. */
export async function changeByTwo(ground: Ground, change: ProposedChange): Promise<void> {
  const { send, tokenOf } = ground;
  const [first, second] = await Promise.all((await peopleOfHr(ground)).map(tokenOf));
  if (!first || !second) throw new Error('There are not two people of HR');
  const body = { change, reason: 'The organisation has changed.' };
  const why = confirmedWithReason.includes(change.kind) ? { reason: 'I have looked into it too.' } : {};
  const proposed = await must<ProposalResult>(send, 'POST', '/api/hr/proposals', { token: first, body });
  const commands = `/api/hr/proposals/${proposed.body.proposalId}/commands`;
  await must(send, 'POST', commands, { token: second, body: { type: 'confirm', ...why } });
}

/** An active tech lead who is not one of the given people. */
export async function otherTechLead(ground: Ground, ...not: string[]): Promise<string> {
  const people = await everybody(ground);
  const found = people.find((one) => one.active && one.roles.includes('tech-lead') && !not.includes(one.id));
  if (!found) throw new Error('There is no other tech lead');
  return found.id;
}
