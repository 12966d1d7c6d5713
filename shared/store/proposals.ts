import type { RecordBody } from '../contract/chains.ts';
import { Proposal } from '../contract/proposal.ts';
import type { ProposalEvent } from '../contract/record-proposal.ts';
import type { SealedRecord } from '../contract/records.ts';
import { recordBodyShape } from './chain-shapes.ts';
import { eventWrite } from './chain-writes.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/** How a proposal is stored. */
const proposalShape = shape(Proposal);

/** A proposal with the words of its events, by event number. */
export interface StoredProposal {
  proposal: Proposal;
  bodies: Record<number, RecordBody>;
}

/** A proposal with its words, read consistently in one query. Null if there is none. */
export async function loadProposal(table: Table, id: string): Promise<StoredProposal | null> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.proposalPartition(id) },
    ConsistentRead: true,
  });
  const { sk } = keys.proposal(id);
  const head = items.find((item) => item.sk === sk);
  if (!head) return null;
  const bodies = items.filter((item) => item.sk !== sk).map(recordBodyShape.read);
  return { proposal: proposalShape.read(head), bodies: Object.fromEntries(bodies.map((body) => [body.seq, body])) };
}

/** Finds a proposal among items that were read by key. */
export function proposalIn(found: ReadonlyMap<string, Item>, id: string): Proposal | null {
  const item = found.get(nameOf(keys.proposal(id)));
  return item ? proposalShape.read(item) : null;
}

/** Finds the words of an event of a proposal among items that were read by key. */
export function proposalBodyIn(found: ReadonlyMap<string, Item>, id: string, seq: number): RecordBody | undefined {
  const item = found.get(nameOf(keys.proposalBody(id, seq)));
  return item && recordBodyShape.read(item);
}

/** The open proposals, oldest first, read consistently. */
export async function listOpenProposals(table: Table): Promise<Proposal[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.openProposalsPartition },
    ConsistentRead: true,
  });
  return items.map(proposalShape.read);
}

/** The writes of an event of a proposal: the proposal, its place among the open ones, the event and its words. */
export function proposalWrites(
  write: ReturnType<typeof writesOf>,
  before: Proposal | null,
  after: Proposal,
  { event, body }: SealedRecord<ProposalEvent>,
): Write[] {
  const content = proposalShape.content(after);
  const item = { ...content, ...keys.proposal(after.id) };
  return [
    before ? write.putIfRevision('head', item, before.revision) : write.putNew('head', item),
    ...(after.state === 'open' ? [write.put('other', { ...content, ...keys.openProposal(after.id) })] : []),
    ...(before?.state === 'open' && after.state !== 'open' ? [write.remove('other', keys.openProposal(after.id))] : []),
    eventWrite(write, event),
    ...(body
      ? [write.putNew('other', { ...recordBodyShape.content(body), ...keys.proposalBody(after.id, body.seq) })]
      : []),
  ];
}
