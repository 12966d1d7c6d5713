import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Calendar, CalendarRecord } from '../contract/calendar.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** How a calendar is stored. */
export const calendarShape = shape(CalendarRecord);

/** The working calendars by ODC, read consistently in one query. An ODC without one is left out. */
export async function loadCalendars(table: Table): Promise<Record<string, Calendar>> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.calendarListPartition },
    ConsistentRead: true,
  });
  const calendars = items.map((item) => calendarOf(calendarShape.read(item)));
  return Object.fromEntries(calendars.map((one) => [one.odc, one]));
}

/** The working calendar of an ODC with the end of its chain, read consistently. */
export async function loadCalendarRecord(table: Table, odc: string): Promise<CalendarRecord | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.calendar(odc), ConsistentRead: true }),
  );
  const record = item ? calendarShape.read(item) : null;
  // Two names can have the same key.
  return record?.odc === odc ? record : null;
}

/** Finds the working calendar under the key of an ODC among items that were read by key. */
export function calendarRecordIn(found: ReadonlyMap<string, Item>, odc: string): CalendarRecord | null {
  const item = found.get(nameOf(keys.calendar(odc)));
  return item ? calendarShape.read(item) : null;
}

/** A calendar without the end of its chain. */
export function calendarOf({ audit: _audit, ...calendar }: CalendarRecord): Calendar {
  return calendar;
}
