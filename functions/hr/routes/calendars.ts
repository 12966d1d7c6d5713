import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { CalendarInput, OdcName } from '#shared/contract/calendar.ts';
import { putCalendar } from '#shared/directory/calendars.ts';
import { readCalendar, readCalendarEvents, readCalendars, verifyCalendar } from '#shared/directory/read-calendars.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, ifVersionOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** HR's routes for working calendars: read, create and change a calendar, and verify its history. */
export const calendars = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: await readCalendars(...viewing(c)), next: null }))
  .get('/:odc', async (c) => {
    const calendar = await readCalendar(...viewing(c), odcOf(c));
    c.header('ETag', `"${calendar.version}"`);
    return c.json(calendar);
  })
  .put('/:odc', async (c) => {
    const meta = { ...metaOf(c), ...ifVersionOf(c) };
    const input = await bodyOf(c, CalendarInput);
    const { result, replayed } = await putCalendar(...viewing(c), { odc: odcOf(c), input }, meta);
    setHeaders(c, { replayed, version: result.version });
    return c.json(result, result.version === 1 ? 201 : 200);
  })
  .get('/:odc/events', async (c) => c.json({ items: await readCalendarEvents(...viewing(c), odcOf(c)), next: null }))
  .get('/:odc/verification', async (c) => c.json(await verifyCalendar(...viewing(c), odcOf(c))));

/** The name of the ODC in the address. A malformed name gets the same 404 as an unknown one. */
function odcOf(c: Context<ApiEnv>): string {
  const odc = OdcName.safeParse(c.req.param('odc'));
  if (!odc.success) throw new Problem('not-found', 'There is no such ODC.');
  return odc.data;
}
