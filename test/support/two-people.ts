import { randomUUID } from 'node:crypto';
import type { Outside } from '#shared/cases/outside.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { ProposalResult, ProposedChange } from '#shared/contract/proposals.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { proposeChange } from '#shared/proposals/propose.ts';
import { readOpenProposals } from '#shared/proposals/read.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { actorOf } from './actor.ts';

const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });

/** A change of a person, from their record as it is now. */
export async function changeOf(outside: Outside, id: string, more: Partial<PersonInput>): Promise<ProposedChange> {
  const person = await loadPerson(outside.table, id);
  if (!person) throw new Error(`${id} is not in the directory`);
  return { kind: 'person', of: id, version: person.version, input: { ...inputOf(person), ...more } };
}

/** One person proposes a change. Gives the id of the proposal. */
export async function propose(
  outside: Outside,
  who: string,
  change: ProposedChange,
  reason = 'As agreed.',
): Promise<string> {
  const actor = await actorOf(outside, who);
  return (await proposeChange(outside, actor, { change, reason }, meta())).result.proposalId;
}

/** Another person confirms it, with a reason if it is a correction of an outcome. */
export async function confirm(outside: Outside, who: string, id: string, reason?: string): Promise<ProposalResult> {
  const actor = await actorOf(outside, who);
  const command = { type: 'confirm' as const, ...(reason === undefined ? {} : { reason }) };
  return (await actOnProposal(outside, actor, { id, command }, meta())).result;
}

/** All open proposals that a person may confirm or has made, part by part. */
export async function openProposalsOf(outside: Outside, viewer: Person): Promise<ProposalListing[]> {
  const all: ProposalListing[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await readOpenProposals(outside, viewer, { limit: 50, cursor });
    all.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Hugo proposes a change of a person, and Hedy confirms it. */
export async function changeByTwo(outside: Outside, id: string, more: Partial<PersonInput>): Promise<void> {
  await confirm(outside, 'hedy-hr', await propose(outside, 'hugo-hr', await changeOf(outside, id, more)));
}
