import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { Odc } from '#shared/directory/odcs.ts';
import { Layout } from '../layout.tsx';
import { weekendWords } from './calendar-changes.ts';
import { countOf } from './elements.tsx';

/** HR's page of the working calendars of all ODCs. */
export const CalendarsPage: FC<{ person: Person; odcs: Odc[] }> = ({ person, odcs }) => (
  <Layout title="Working calendars" person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Working calendars</h1>
    <p>
      Steps are due at the end of a working day, and reminders are sent at the beginning of one. A working day is a day
      on which people of the ODC work, in their own time zone. Deadlines that are already set do not change.
    </p>
    <ul class="cards">
      {odcs.map(({ odc, calendar, isWritten }) => (
        <li class="card">
          <h2>
            <a href={calendarPath(odc)}>{odc}</a>
          </h2>
          {isWritten ? (
            <p>
              {calendar.timeZone}. Off every week: {weekendWords(calendar)}.{' '}
              {countOf(calendar.holidays.length, 'holiday')}.
            </p>
          ) : (
            <p>No calendar yet: Monday to Friday in the time zone of the company, without holidays.</p>
          )}
        </li>
      ))}
    </ul>
  </Layout>
);

/** The address of an ODC's calendar. */
export const calendarPath = (odc: string) => `/hr/calendars/${encodeURIComponent(odc)}`;
