import type { FC } from 'hono/jsx';
import type { Delegated, Parts } from '#shared/cases/away.ts';
import type { Person, PublicPerson } from '#shared/contract/people.ts';
import { Layout } from './layout.tsx';
import { FaultSummary, Field, type Filled } from './parts.tsx';
import { PersonField } from './person-field.tsx';
import { sentence, transitionTitle } from './words.ts';

interface AwayProps {
  person: Person;
  parts: Parts[];
  standIns: PublicPerson[];
  idempotencyKey: string;
  filled: Filled;
}

/** Where somebody lets another act for them in all their cases at once. */
export const AwayPage: FC<AwayProps> = ({ person, parts, standIns, idempotencyKey, filled }) => {
  const title = 'When you are away';
  return (
    <Layout title={filled.message === null ? title : `Not done yet: ${title}`} person={person}>
      <p>
        <a href="/">Your steps</a>
      </p>
      <h1>{title}</h1>
      <FaultSummary filled={filled} />
      <p>
        Somebody else can act for you in every open case you take part in, for a time. The record names them, and says
        that it was for you. Your parts stay yours: you can still act yourself, and end this in each case.
      </p>
      <p class="soft">
        They must be able to fill your part: of your role or a higher one, with no other part in the case, and not the
        engineer. Where that is not so, the case is left as it is and you are told.
      </p>
      {parts.length === 0 ? (
        <p>There is no open case with a part of yours that is still to be played.</p>
      ) : (
        <>
          <h2>{parts.length === 1 ? 'The case this is about' : `The ${parts.length} cases this is about`}</h2>
          <ul>
            {parts.map((one) => (
              <li>
                <CaseLink parts={one} />
              </li>
            ))}
          </ul>
          <form method="post" action="/away" novalidate>
            <input type="hidden" name="key" value={idempotencyKey} />
            <PersonField
              name="to"
              label="Who acts for you"
              people={standIns}
              filled={filled}
              required
              hint="Everybody who could play your part in one of these cases or more."
            />
            <Field
              name="from"
              label="First day"
              kind="date"
              filled={filled}
              hint="Left empty, it begins at once. Days are UTC days."
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
          </form>
        </>
      )}
    </Layout>
  );
};

interface AwayDoneProps {
  person: Person;
  to: string;
  done: Delegated[];
}

/** In which cases it was done, and in which not, with the reason. */
export const AwayDonePage: FC<AwayDoneProps> = ({ person, to, done }) => {
  const given = done.filter((one) => one.refusal === null);
  const refused = done.filter((one) => one.refusal !== null);
  return (
    <Layout title="When you are away" person={person}>
      <h1>When you are away</h1>
      <p class="done" role="status">
        {given.length === 0
          ? 'Nothing was delegated.'
          : `${to} may act for you in ${given.length} ${given.length === 1 ? 'case' : 'cases'}.`}
      </p>
      {given.length > 0 && (
        <ul>
          {given.map((one) => (
            <li>
              <CaseLink parts={one} />
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <>
          <h2>Not done</h2>
          <ul>
            {refused.map((one) => (
              <li>
                <CaseLink parts={one} />: <span class="soft">{sentence(one.refusal ?? '')}</span>
              </li>
            ))}
          </ul>
          <p>
            In these cases choose somebody else on <a href="/away">the same page</a>, or in the case itself.
          </p>
        </>
      )}
      <p>
        <a href="/">Your steps</a>
      </p>
    </Layout>
  );
};

const CaseLink: FC<{ parts: Parts }> = ({ parts: { caseId, engineer, transition } }) => (
  <a href={`/cases/${caseId}`}>
    {engineer.name}, {transitionTitle(transition)}
  </a>
);
