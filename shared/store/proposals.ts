import type { RecordBody } from '../contract/chains.ts';
import { Proposal } from '../contract/proposal.ts';
import type { ProposalEvent } from '../contract/record-proposal.ts';
import type { SealedRecord } from '../contract/records.ts';
import { recordBodyShape } from './chain-shapes.ts';
import { eventWrite } from './chain-writes.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll, queryPage } from './items.ts';
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

/** At most `limit` open proposals, oldest first, read consistently. `after`: only those that come after this one. */
export async function listOpenProposals(
  table: Table,
  limit: number,
  after?: string,
): Promise<{ proposals: Proposal[]; isEnd: boolean }> {
  const { items, isEnd } = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.openProposalsPartition },
      ConsistentRead: true,
    },
    limit,
    after === undefined ? undefined : { ...keys.openProposal(after) },
  );
  return { proposals: items.map(proposalShape.read), isEnd };
}

/** So many open proposals are read at once. */
const atOnce = 100;

/** All open proposals, oldest first. For work in the background: a request reads one part. */
export async function* everyOpenProposal(table: Table): AsyncGenerator<Proposal> {
  let after: string | undefined;
  do {
    const { proposals, isEnd } = await listOpenProposals(table, atOnce, after);
    yield* proposals;
    after = isEnd ? undefined : proposals.at(-1)?.id;
  } while (after !== undefined);
}

/** All open proposals that are about one record, oldest first, read consistently. */
export async function openProposalsFor(table: Table, of: string): Promise<Proposal[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.openProposalsForPartition(of) },
    ConsistentRead: true,
  });
  return items.map(proposalShape.read);
}

/** The writes of an event of a proposal: the proposal, its places among the open ones, the event and its words. */
export function proposalWrites(
  write: ReturnType<typeof writesOf>,
  before: Proposal | null,
  after: Proposal,
  { event, body }: SealedRecord<ProposalEvent>,
): Write[] {
  const content = proposalShape.content(after);
  const item = { ...content, ...keys.proposal(after.id) };
  const copies = [keys.openProposal(after.id), keys.openProposalFor(after.of, after.id)];
  const isOver = before?.state === 'open' && after.state !== 'open';
  return [
    before ? write.putIfRevision('head', item, before.revision) : write.putNew('head', item),
    ...(after.state === 'open' ? copies.map((key) => write.put('other', { ...content, ...key })) : []),
    ...(isOver ? copies.map((key) => write.remove('other', key)) : []),
    eventWrite(write, event),
    ...(body
      ? [write.putNew('other', { ...recordBodyShape.content(body), ...keys.proposalBody(after.id, body.seq) })]
      : []),
  ];
}
