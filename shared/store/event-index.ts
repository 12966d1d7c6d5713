import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import { eventOfPlace, eventsOfMonth } from './keys.ts';

/** An event in the index of events of all chains. `of` is the id of a case, or the name of another chain. */
export type ListedEvent = ReturnType<typeof eventOfPlace>;

/** A page of the index. `place` is where it ends: the next one begins after it. */
export interface EventPage {
  events: ListedEvent[];
  place: string;
}

/** Small enough that a run which is killed repeats little. */
const atOnce = 200;

/**
 * The events of all chains after a place and before an instant, oldest first, page after page. A place is the end of an
 * earlier page, or an instant. The index is a moment behind, and an event is stored a moment after its instant: choose
 * `before` so far back that nothing can come in behind it.
 */
export async function* eventsBetween(table: Table, after: string, before: string): AsyncGenerator<EventPage> {
  let place = after;
  while (place < before) {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'events',
        KeyConditionExpression: 'eventsPk = :pk AND eventsSk BETWEEN :after AND :before',
        // No place is the beginning of another one, so this sign leads past exactly this place.
        ExpressionAttributeValues: { ':pk': eventsOfMonth(place), ':after': `${place}!`, ':before': before },
        Limit: atOnce,
      }),
    );
    const places = (answer.Items ?? []).map((item) => String(item.eventsSk));
    place = places.at(-1) ?? place;
    if (places.length > 0) yield { events: places.map(eventOfPlace), place };
    if (!answer.LastEvaluatedKey) place = monthAfter(place);
  }
}

/** The next month, such as `2027-01`. Every place in it comes after this text. */
function monthAfter(place: string): string {
  const [year = 0, month = 0] = place.split('-', 2).map(Number);
  return new Date(Date.UTC(year, month)).toISOString().slice(0, 7);
}
