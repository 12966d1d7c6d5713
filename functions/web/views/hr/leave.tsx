import type { FC } from 'hono/jsx';
import type { Choices } from '#shared/cases/naming.ts';
import type { OwnLeave } from '#shared/contract/leave.ts';
import { mostRequests } from '#shared/contract/names.ts';
import type { Leave, Person, PublicPerson } from '#shared/contract/people.ts';
import { capital, tooManyRequests } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { FirstButton, PersonField, PickerScript } from '../person-field.tsx';
import type { Picking } from '../picking.ts';
import { Day, Done } from '../text.tsx';
import { leaveWords } from './person-changes.ts';

interface LeaveProps {
  person: Person;
  own: OwnLeave;
  deputies: Choices;
  people: PublicPerson[];
  picking: Picking;
  /** The day, to tell what is over. */
  today: string;
  idempotencyKey: string;
  filled: Filled;
  done: string | undefined;
}

/** The page of one's own leave: what HR knows of, what waits for HR, and a form to ask for more. */
export const LeavePage: FC<LeaveProps> = (props) => {
  const { person, own, people, today, filled, done } = props;
  const title = 'Your leave';
  const nameOf: NameOf = (id) => people.find((one) => one.id === id)?.name ?? id ?? '';
  const ahead = own.leave.filter(({ to }) => to >= today);
  return (
    <Layout title={filled.message === null ? title : `Not done yet: ${title}`} person={person}>
      <p>
        <a href="/away">When you are away</a>
      </p>
      <h1>{title}</h1>
      {done && filled.message === null && <Done>HR is asked. Until it confirms this, nothing changes.</Done>}
      <FaultSummary filled={filled} />
      <p>
        While you are away, what you owe as the engineer of a case waits: its days move, and so do the days in which you
        can object, appeal or open the next case. For your parts in cases of others, the person whom you name acts. If
        nobody acts, a part goes up the line after ten working days.
      </p>
      <p class="soft">Others read only until when a case of yours is paused. Nobody asks why you are away.</p>
      <h2>What HR knows of</h2>
      {ahead.length === 0 ? <p>No time away is ahead.</p> : <Times {...props} times={ahead} nameOf={nameOf} />}
      {own.requests.length > 0 && (
        <>
          <h2>What waits for HR</h2>
          <ul>
            {own.requests.map(({ proposalId, at, leave, was }) => (
              <li>
                <a href={`/hr/proposals/${proposalId}`}>{askedWords(leave, was, nameOf)}</a>{' '}
                <span class="soft">
                  Asked on <Day at={at} />.
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Ask for leave</h2>
      {own.requests.length < mostRequests ? <LeaveForm {...props} /> : <p>{tooManyRequests}</p>}
    </Layout>
  );
};

const LeaveForm: FC<LeaveProps> = ({ own, deputies, picking, idempotencyKey, filled }) => (
  <form method="post" action="/hr/leave" novalidate>
    <FirstButton />
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="version" value={String(own.version)} />
    <Field name="from" label="First day" kind="date" required filled={filled} />
    <Field
      name="to"
      label="Last day"
      kind="date"
      filled={filled}
      hint="If you leave this empty, it is one day. Days are days of your ODC."
    />
    <PersonField
      name="deputyId"
      label="Who acts for you in cases of others"
      choices={deputies}
      picking={picking}
      nobody="Nobody"
      filled={filled}
      hint="In each case it must be somebody who could have your part. Where they could not, nobody acts for you."
    />
    <p>
      <button type="submit">Ask HR</button>
    </p>
    <PickerScript />
  </form>
);

const Times: FC<LeaveProps & { times: Leave[]; nameOf: NameOf }> = ({ times, nameOf, own, idempotencyKey }) => (
  <ul>
    {times.map((one) => (
      <li>
        {capital(leaveWords(one, nameOf))}.{' '}
        <form method="post" action="/hr/leave" novalidate>
          <input type="hidden" name="key" value={`${idempotencyKey}-${one.from}`} />
          <input type="hidden" name="version" value={String(own.version)} />
          <input type="hidden" name="drop" value={one.from} />
          <button type="submit" class="button second">
            Ask to take it out
          </button>
        </form>
      </li>
    ))}
  </ul>
);

/** What a request adds or takes out. */
function askedWords(leave: Leave[] | null, before: readonly Leave[], nameOf: NameOf): string {
  if (leave === null) return 'The words of this request were erased.';
  const isIn = (all: readonly Leave[], { from, to }: Leave) => all.some((one) => one.from === from && one.to === to);
  const added = leave.filter((one) => !isIn(before, one)).map((one) => `Away ${leaveWords(one, nameOf)}.`);
  const out = before.filter((one) => !isIn(leave, one)).map((one) => `No longer away ${leaveWords(one, nameOf)}.`);
  return [...added, ...out].join(' ') || 'Another person acts for you.';
}
