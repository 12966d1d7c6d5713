import type { Outside } from '../cases/outside.ts';
import { keptWith, type Told } from '../cases/telling.ts';
import type { RecordBody } from '../contract/chains.ts';
import type { ChangeNotice } from '../contract/notices.ts';
import { type Proposal, ProposalWords } from '../contract/proposals.ts';
import { ProposalEvent } from '../contract/record-proposal.ts';
import { noticesOfChange } from '../domain/notices/changes.ts';
import { changeStillHolds, isLate } from '../domain/notices/late.ts';
import { holdersIn } from '../store/holders.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { proposalBodyIn, proposalIn } from '../store/proposals.ts';

/** Who can be asked to confirm. */
const asked = ['hr', 'delivery-director'] as const;

/**
 * Stores the notices of an event of a proposal, as `tell` does for an event of a case. The same event a second time adds
 * nothing. Gives the notices that have not been mailed yet.
 */
export async function tellOfChange(outside: Outside, proposalId: string, seq: number): Promise<Told> {
  const key = keys.chainEvent(`proposal:${proposalId}`, seq);
  const found = await getMany(outside.table, [
    keys.proposal(proposalId),
    key,
    keys.proposalBody(proposalId, 1),
    ...asked.map((role) => keys.holders(role)),
  ]);
  const proposal = proposalIn(found, proposalId);
  const item = found.get(nameOf(key));
  if (!proposal || !item) return { notices: [], people: {}, zones: {} };
  const event = ProposalEvent.parse(contentOf(item));
  const holding = (role: (typeof asked)[number]) => holdersIn(found, role)?.people ?? [];
  const holders = { hr: holding('hr'), 'delivery-director': holding('delivery-director') };
  const wasLate = isLate(event.at, outside.clock.now());
  const notices = noticesOfChange(event, proposal, holders)
    .filter((told) => !wasLate || changeStillHolds(told, proposal))
    .map((told): ChangeNotice => ({ id: event.id, at: event.at, ...told, mailedAt: null }));
  const told = await keptWith(outside, notices);
  const email = event.type === 'change-confirmed' ? earlierMail(proposal, proposalBodyIn(found, proposalId, 1)) : null;
  return email ? { ...told, before: { personId: proposal.of, email } } : told;
}

/** The mail address that the person of a record had before. Null: the change is not about it, or its words were erased. */
function earlierMail({ matters }: Proposal, body: RecordBody | undefined): string | null {
  if (!matters.includes('mail')) return null;
  const email = ProposalWords.safeParse(body?.content).data?.was?.body?.email;
  return typeof email === 'string' ? email : null;
}
