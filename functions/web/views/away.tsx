import type { FC } from 'hono/jsx';
import type { Away, Delegated, Parts } from '#shared/cases/away.ts';
import type { Person, PublicPerson } from '#shared/contract/people.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { FaultSummary, Field, type Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import { FirstButton, PersonField, PickerScript } from './person-field.tsx';
import type { Picking } from './picking.ts';
import { sentence, transitionTitle } from './words.ts';

interface AwayProps {
  person: Person;
  away: Away;
  picking: Picking;
  idempotencyKey: string;
  filled: Filled;
}

/** The page on which a person who will be away delegates all their cases at once. */
export const AwayPage: FC<AwayProps> = ({ person, away, picking, idempotencyKey, filled }) => {
  const { parts, standIns, isAll } = away;
  const title = 'When you are away';
  const called = calledAmong(parts.map((one) => one.engineer));
  return (
    <Layout title={filled.message === null ? title : `Not done yet: ${title}`} person={person}>
      <p>
        <a href="/">Your steps</a>
      </p>
      <h1>{title}</h1>
      <FaultSummary filled={filled} />
      <p>
        Another person can act for you for a time, in every open case you take part in. The record names them and says
        that they acted for you. Your parts stay yours: you can still act yourself, and you can end this in each case.
      </p>
      <p>
        <a href="/hr/leave">Tell HR when you are away</a>: then your own steps wait too, and cases that open later are
        covered.
      </p>
      <p class="soft">
        They must be able to fill your part: they have your role or a higher one, have no other part in the case, and
        are not its engineer. In other cases nothing changes, and you see why.
      </p>
      {parts.length === 0 ? (
        <p>You have no unfinished part in an open case.</p>
      ) : (
        <>
          <h2>
            {parts.length === 1 ? 'The case with a part of yours' : `The ${parts.length} cases with a part of yours`}
          </h2>
          <ul>
            {parts.map((one) => (
              <li>
                <CaseLink parts={one} called={called} />
              </li>
            ))}
          </ul>
          {isAll && standIns.people.length === 0 && !standIns.found && filled.message === null ? (
            <p>
              Nobody can act for you at the moment: everybody who could fill these parts has another part in the case,
              or there is nobody. If you need more time, ask HR to extend the deadline. HR can also add a person to the
              directory.
            </p>
          ) : (
            <form method="post" action="/away" novalidate>
              <FirstButton />
              <input type="hidden" name="key" value={idempotencyKey} />
              <PersonField
                name="to"
                label="Who acts for you"
                choices={standIns}
                picking={picking}
                filled={filled}
                required
                hint="You can choose people who can fill your part in at least one of these cases."
              />
              <Field
                name="from"
                label="First day"
                kind="date"
                filled={filled}
                hint="If you leave this empty, it begins at once. Days are days in your time zone."
              />
              <Field name="until" label="Last day" kind="date" required filled={filled} hint="At most 90 days later." />
              <Field
                name="reason"
                label="Why"
                kind="short"
                required
                filled={filled}
                hint="Only you and HR can read it. A word is enough, such as ‘leave’."
              />
              <p>
                <button type="submit">Let them act for you</button>
              </p>
              <PickerScript />
            </form>
          )}
        </>
      )}
    </Layout>
  );
};

interface AwayDoneProps {
  person: Person;
  /** Who acts for them. Null: there is no such person. */
  to: PublicPerson | null;
  done: Delegated[];
  /** What to send for the cases that are left. Null: these were all. */
  again: Record<string, string> | null;
}

/** The result: the cases that were delegated, and the others with the reason why not. */
export const AwayDonePage: FC<AwayDoneProps> = ({ person, to, done, again }) => {
  const called = calledAmong([...done.map((one) => one.engineer), ...(to ? [to] : [])]);
  const given = done.filter((one) => one.refusals.length === 0);
  const refused = done.filter((one) => one.refusals.length > 0);
  return (
    <Layout title="When you are away" person={person}>
      <h1>When you are away</h1>
      <p class="done" role="status">
        {given.length === 0
          ? 'Nothing was delegated.'
          : `${to ? called(to) : 'They'} can act for you in ${given.length} ${given.length === 1 ? 'case' : 'cases'}.`}
      </p>
      {given.length > 0 && (
        <ul>
          {given.map((one) => (
            <li>
              <CaseLink parts={one} called={called} />
            </li>
          ))}
        </ul>
      )}
      {again && (
        <form method="post" action="/away">
          {['to', 'from', 'until', 'reason', 'after', 'key'].map((name) => (
            <input type="hidden" name={name} value={again[name] ?? ''} />
          ))}
          <p>These are not all your cases yet.</p>
          <p>
            <button type="submit">Go on with the others</button>
          </p>
        </form>
      )}
      {refused.length > 0 && (
        <>
          <h2>Not done</h2>
          <ul>
            {refused.map((one) => (
              <li>
                <CaseLink parts={one} called={called} />: <span class="soft">{sentence(one.refusals.join('; '))}</span>
              </li>
            ))}
          </ul>
          <p>
            For these cases choose another person on <a href="/away">the same page</a>, or in the case itself.
          </p>
        </>
      )}
      <p>
        <a href="/">Your steps</a>
      </p>
    </Layout>
  );
};

interface CaseLinkProps {
  parts: Parts;
  called: ReturnType<typeof calledAmong>;
}

const CaseLink: FC<CaseLinkProps> = ({ parts: { caseId, engineer, transition }, called }) => (
  <a href={`/cases/${caseId}`}>
    {called(engineer)}, {transitionTitle(transition)}
  </a>
);
