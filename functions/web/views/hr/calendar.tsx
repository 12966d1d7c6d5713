import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { Odc } from '#shared/directory/odcs.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Done } from '../text.tsx';
import { weekdays } from './calendar-fields.ts';
import { calendarPath } from './calendars.tsx';
import { ChangeHistory, MergedNote, type RecordChange } from './changes.tsx';
import { Checks } from './fields.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { buttonFor, ReasonField } from './reason-field.tsx';

interface CalendarProps {
  person: Person;
  shown: Odc;
  /** The history of the calendar and whether its record holds. Null if the calendar does not exist yet. */
  record: { changes: RecordChange[]; proof: Verification } | null;
  filled: Filled;
  /** The values when the page was drawn. They tell which fields the person changed, so that changes of others are kept. */
  was: string;
  /** The proposals for the same record that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  isDone: boolean;
}

/** HR's page of the working calendar of an ODC. */
export const CalendarPage: FC<CalendarProps> = (props) => {
  const { person, shown, open, record, filled, isDone } = props;
  const isRefused = filled.message !== null;
  return (
    <Layout title={`${isRefused ? 'Not done yet: ' : ''}Working calendar of ${shown.odc}`} person={person}>
      <p>
        <a href="/hr/calendars">Working calendars</a>
      </p>
      <h1>Working calendar of {shown.odc}</h1>
      {isDone && !isRefused && <Done>The calendar is saved.</Done>}
      <FaultSummary filled={filled} />
      <MergedNote filled={filled} />
      <OpenProposals open={open} />
      {!shown.isWritten && (
        <p>
          This ODC has no calendar yet. Until you save one, its people work Monday to Friday in the time zone of the
          company, without holidays.
        </p>
      )}
      <CalendarForm {...props} />
      {record && <ChangeHistory changes={record.changes} proof={record.proof} />}
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
      hint="The name in the IANA database, such as Europe/Lisbon or Asia/Ho_Chi_Minh."
      filled={filled}
      required
    />
    <Checks
      name="weekend"
      legend="Off every week"
      filled={filled}
      options={weekdays.map((label, at) => ({ value: String(at + 1), label }))}
    />
    <Field
      name="holidays"
      label="Holidays"
      kind="long"
      hint="One day on each line, such as 2026-12-25."
      filled={filled}
    />
    <ReasonField filled={filled} />
    <p>
      <button type="submit">{buttonFor(filled, 'Save')}</button>
    </p>
  </form>
);
