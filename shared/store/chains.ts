import { type Chain, ChainEnd, LadderEvent, PersonEvent, RecordBody } from '../contract/records.ts';
import type { Table } from './client.ts';
import { contentOf, getMany, queryAll } from './items.ts';
import { keys } from './keys.ts';

/** The end of a person's chain as an item says it; null when there is none yet. */
export function chainEndOf(item: Record<string, unknown> | undefined): ChainEnd | null {
  return item ? ChainEnd.parse(contentOf(item)) : null;
}

/** Where a person's chain ends, consistently. */
export async function loadPersonChainEnd(table: Table, personId: string): Promise<ChainEnd | null> {
  const found = await getMany(table, [keys.personAudit(personId)]);
  return chainEndOf([...found.values()][0]);
}

/** Every event of a ladder, in order, consistently. */
export async function loadLadderEvents(table: Table, id: string): Promise<LadderEvent[]> {
  return (await eventsOf(table, `ladder:${id}`)).map((item) => LadderEvent.parse(item));
}

/** Every event of a person, in order, consistently, and the words that are there, by event number. */
export async function loadPersonEvents(
  table: Table,
  personId: string,
): Promise<{ events: PersonEvent[]; bodies: Record<number, RecordBody> }> {
  const events = (await eventsOf(table, `person:${personId}`)).map((item) => PersonEvent.parse(item));
  const wanted = events.filter((event) => event.digest).map((event) => keys.personBody(personId, event.seq));
  const bodies: RecordBody[] = [];
  // One read by key takes a hundred.
  for (let at = 0; at < wanted.length; at += 100)
    for (const item of (await getMany(table, wanted.slice(at, at + 100))).values())
      bodies.push(RecordBody.parse(contentOf(item)));
  return { events, bodies: Object.fromEntries(bodies.map((body) => [body.seq, body])) };
}

async function eventsOf(table: Table, chain: Chain) {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.chainPartition(chain) },
    ConsistentRead: true,
  });
  return items.map(contentOf);
}
