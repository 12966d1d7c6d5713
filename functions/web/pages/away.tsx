import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Absence, delegateAll, readAway } from '#shared/cases/away.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { faultsOfShape, incompleteForm } from '../forms/faults.ts';
import type { WebEnv } from '../http/env.ts';
import { formOf, metaOf, newKey } from '../http/request.ts';
import { AwayDonePage, AwayPage } from '../views/away.tsx';
import { empty, type Filled } from '../views/fields.tsx';
import { type Asked, askedIn, noPickers, pickingFor } from '../views/picking.ts';

/** The page on which a person who will be away delegates all their cases at once. */
export const away = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, empty)))
  .post('/', async (c) => {
    const asked = askedIn(await formOf(c));
    const { values } = asked;
    const meta = metaOf(c, values);
    if (asked.search) return c.html(await draw(c, { ...empty, values }, asked));
    const { to, from, until, reason, after } = values;
    const input = { to, from: from || null, until, reason, after: after || null };
    const parsed = Absence.safeParse(input);
    if (!parsed.success) {
      const faults = faultsOfShape(parsed.error.issues, input);
      const filled = faults.map(({ path, reason }) => ({ field: path, reason }));
      return c.html(await draw(c, { ...empty, values, faults: filled, message: incompleteForm }, asked), 422);
    }
    const outside = c.get('outside');
    const person = c.get('person');
    const today = localDay(outside.clock.now().toISOString(), c.get('timeZone'));
    if ([parsed.data.from ?? today, today].some((day) => parsed.data.until < day)) {
      const faults = [{ field: 'until', reason: 'choose a day that is not before the first day, nor in the past' }];
      return c.html(await draw(c, { ...empty, values, faults, message: incompleteForm }, asked), 422);
    }
    const { done, standIn, next } = await delegateAll(outside, person, parsed.data, c.get('timeZone'), meta);
    const refusals = [...new Set(done.flatMap((one) => one.refusals.map((reason) => reason.replace(/\.$/, ''))))];
    if (done.length > 0 && next === null && parsed.data.after === null && done.every((one) => one.refusals.length > 0))
      return c.html(
        await draw(c, { ...empty, values, message: `Nothing was delegated: ${refusals.join('; ')}.` }, asked),
        422,
      );
    const again = next === null ? null : { ...values, after: next, key: newKey(c) };
    return c.html(<AwayDonePage person={person} to={standIn} done={done} again={again} />);
  });

async function draw(c: Context<WebEnv>, filled: Filled, asked: Asked = noPickers) {
  const person = c.get('person');
  const away = await readAway(c.get('outside'), person, asked.search, asked.chosen);
  const picking = pickingFor(asked, away.search, away.chosen);
  return <AwayPage person={person} away={away} picking={picking} idempotencyKey={newKey(c)} filled={filled} />;
}
