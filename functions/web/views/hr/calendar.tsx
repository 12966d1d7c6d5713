import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { Odc } from '#shared/directory/odcs.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary, Field, type Filled } from '../parts.tsx';
import type { CalendarChange } from './calendar-changes.ts';
import { weekdays } from './calendar-fields.ts';
import { calendarPath } from './calendars.tsx';
import { Checks } from './fields.tsx';
import { Chain, Done } from './parts.tsx';

interface CalendarProps {
  person: Person;
  shown: Odc;
  /** What was done to the calendar and whether the record of it holds; null where there is none yet. */
  record: { changes: CalendarChange[]; proof: Verification } | null;
  filled: Filled;
  /** What the fields held when the page was drawn, so that what others changed meanwhile is kept. */
  was: string;
  idempotencyKey: string;
  isDone: boolean;
}

/** The working calendar of an ODC, for HR to change. */
export const CalendarPage: FC<CalendarProps> = (props) => {
  const { person, shown, record, filled, isDone } = props;
  const isRefused = filled.message !== null;
  return (
    <Layout title={`${isRefused ? 'Not done yet: ' : ''}Working calendar of ${shown.odc}`} person={person}>
      <p>
        <a href="/hr/calendars">Working calendars</a>
      </p>
      <h1>Working calendar of {shown.odc}</h1>
      {isDone && !isRefused && <Done>The calendar is saved.</Done>}
      <FaultSummary filled={filled} />
      {filled.changes.length > 0 && (
        <p>The form below holds these changes and yours together. Look it over, and save it if it is what you want.</p>
      )}
      {!shown.isWritten && (
        <p>
          Nobody has written one yet. Until you save this one, people work Monday to Friday in UTC, without holidays.
        </p>
      )}
      <CalendarForm {...props} />
      {record && (
        <>
          <h2>What was changed, and proof of it</h2>
          <Chain
            proof={record.proof}
            events={record.changes.map(({ at, hash, by, sentences }) => ({
              at,
              hash,
              said: (
                <>
                  {sentences.join(' ')}
                  <br />
                  <span class="soft">By {by}</span>
                </>
              ),
            }))}
          />
        </>
      )}
    </Layout>
  );
};

const CalendarForm: FC<CalendarProps> = ({ shown: { odc, calendar, isWritten }, filled, was, idempotencyKey }) => (
  <form method="post" action={calendarPath(odc)} novalidate>
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="version" value={isWritten ? String(calendar.version) : ''} />
    <input type="hidden" name="was" value={was} />
    <Field
      name="timeZone"
      label="Time zone"
      hint="By its name in the IANA database, such as Europe/Lisbon or Asia/Ho_Chi_Minh."
      filled={filled}
      required
    />
    <Checks
      name="weekend"
      legend="Off every week"
      filled={filled}
      options={weekdays.map((label, at) => ({ value: String(at + 1), label }))}
    />
    <Field name="holidays" label="Holidays" kind="long" hint="One day a line, such as 2026-12-25." filled={filled} />
    <p>
      <button type="submit">Save</button>
    </p>
  </form>
);
