import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { CalendarInput, OdcName } from '#shared/contract/calendar.ts';
import { readOdcs } from '#shared/directory/odcs.ts';
import { readCalendarHistory } from '#shared/directory/read-calendars.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { loadNames } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { CalendarPage } from '../../views/hr/calendar.tsx';
import { calendarChangesIn } from '../../views/hr/calendar-changes.ts';
import { faultsOf, inputOf, valuesOf } from '../../views/hr/calendar-fields.ts';
import { CalendarsPage, calendarPath } from '../../views/hr/calendars.tsx';
import { changesSince } from '../../views/hr/changes.tsx';
import { merged } from './merge.ts';
import { versionIn, viewing } from './request.ts';
import { saveOrPropose } from './two-people.ts';

type Values = Record<string, string>;

/** HR's pages for the working calendars of ODCs. */
export const calendars = new Hono<WebEnv>()
  .get('/', async (c) => c.html(<CalendarsPage person={c.get('person')} odcs={await readOdcs(...viewing(c))} />))
  .get('/:odc', async (c) => c.html(await draw(c)))
  .post('/:odc', async (c) => {
    const values = await formOf(c);
    // Refuses an unknown ODC, and people who are not HR.
    const { odc } = await shownIn(c);
    try {
      const input = inputIn(values);
      const change = {
        kind: 'calendar' as const,
        of: odc,
        version: values.version ? versionIn(values) : null,
        input,
      };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `${calendarPath(odc)}?done=yes`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      // Another person created the calendar meanwhile. For the form that is the same as a changed version.
      const refused = error.code === 'precondition-required' ? new Refusal('precondition-failed', writtenFirst) : error;
      return c.html(await draw(c, { values, error: refused }), statuses[refused.code]);
    }
  });

const writtenFirst = 'Another person has saved this calendar since you opened it.';

/** The calendar in the form. Throws `Refusal` if it is invalid. */
function inputIn(values: Values): CalendarInput {
  const parsed = CalendarInput.safeParse(inputOf(values));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message }));
  throw new Refusal('invalid-input', incompleteForm, { faults });
}

async function shownIn(c: Context<WebEnv>) {
  const odcs = await readOdcs(...viewing(c));
  const shown = odcs.find((one) => one.odc === odcOf(c));
  if (!shown) throw noSuchOdc();
  return shown;
}

const noSuchOdc = () => new PageError(404, 'There is no such ODC.');

/** The name of the ODC in the address. A malformed name gets the same 404 as an unknown one. */
function odcOf(c: Context<WebEnv>): string {
  const odc = OdcName.safeParse(c.req.param('odc'));
  if (!odc.success) throw noSuchOdc();
  return odc.data;
}

/** The page of a calendar. After a refusal it shows the values of the form, and the reason. */
async function draw(c: Context<WebEnv>, refused?: { values: Values; error: Refusal }) {
  const odc = odcOf(c);
  const [shown, record, open] = await Promise.all([
    shownIn(c),
    recordOf(c, odc),
    readOpenProposalsFor(...viewing(c), { kind: 'calendar', of: odc }),
  ]);
  const is = valuesOf(shown.calendar);
  const filled: Filled = refused
    ? {
        values: merged(refused.values, is),
        initial: is,
        message: refused.error.message,
        faults: faultsOf(refused.error.faults, refused.values),
        changes:
          refused.error.code === 'precondition-failed' && record
            ? changesSince(record.changes, refused.values.version, shown.calendar.version)
            : [],
      }
    : { ...empty, values: is };
  return (
    <CalendarPage
      person={c.get('person')}
      shown={shown}
      open={open}
      record={record}
      filled={filled}
      was={JSON.stringify(is)}
      idempotencyKey={newKey(c)}
      isDone={doneIn(c) !== undefined}
    />
  );
}

/** The changes of an ODC's calendar, and whether its record holds. Null if the ODC has no calendar yet. */
async function recordOf(c: Context<WebEnv>, odc: string) {
  const history = await readCalendarHistory(...viewing(c), odc);
  if (!history) return null;
  const { events, proof } = history;
  const nameOf = await loadNames(
    c.get('outside').table,
    events.map((event) => event.actor.personId),
  );
  return { changes: calendarChangesIn(events, nameOf), proof };
}
