import type { FC } from 'hono/jsx';
import { type PublishedLadder, Role } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { Line } from '#shared/directory/leads.ts';
import { Layout } from '../layout.tsx';
import { Choice, FaultSummary, Field, type Filled } from '../parts.tsx';
import { roleTitles } from '../words.ts';
import { Checks, Select } from './fields.tsx';
import { Chain, Done } from './parts.tsx';
import type { PersonChange } from './person-changes.ts';
import { lineTitles } from './person-fields.ts';

interface PersonProps {
  person: Person;
  shown: Person;
  ladders: PublishedLadder[];
  leads: Record<Line, Person[]>;
  changes: PersonChange[];
  proof: Verification;
  filled: Filled;
  /** What the fields held when the page was drawn, so that what others changed meanwhile is kept. */
  was: string;
  idempotencyKey: string;
  isDone: boolean;
}

/** A person of the directory, for HR to change. */
export const PersonPage: FC<PersonProps> = (props) => {
  const { person, shown, changes, proof, filled, isDone } = props;
  const isRefused = filled.message !== null;
  return (
    <Layout title={`${isRefused ? 'Not done yet: ' : ''}${shown.name}`} person={person}>
      <p>
        <a href="/people">People</a>
      </p>
      <h1>{shown.name}</h1>
      {isDone && !isRefused && <Done>The change is saved.</Done>}
      <FaultSummary filled={filled} />
      {filled.changes.length > 0 && (
        <p>The form below holds these changes and yours together. Look it over, and save it if it is what you want.</p>
      )}
      {shown.id === person.id ? (
        <p>Nobody changes their own record. Ask somebody else of HR.</p>
      ) : (
        <PersonForm {...props} />
      )}
      <h2>What was changed, and proof of it</h2>
      <Chain
        proof={proof}
        events={changes.map(({ at, hash, by, sentences, caseId }) => ({
          at,
          hash,
          said: (
            <>
              {sentences.join(' ')}
              {caseId && (
                <>
                  {' '}
                  <a href={`/cases/${caseId}`}>The case</a>
                </>
              )}
              <br />
              <span class="soft">By {by}</span>
            </>
          ),
        }))}
      />
    </Layout>
  );
};

const PersonForm: FC<PersonProps> = ({ shown, ladders, leads, filled, was, idempotencyKey }) => (
  <form method="post" action={`/hr/people/${shown.id}`} novalidate>
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="version" value={String(shown.version)} />
    <input type="hidden" name="was" value={was} />
    <Field name="name" label="Name" filled={filled} required />
    <Field name="email" label="Mail address" filled={filled} required />
    <Select
      name="level"
      label="Ladder and level"
      filled={filled}
      groups={[
        { heading: '', options: [{ value: '', label: 'On no ladder' }] },
        ...ladders.map(({ id, title, levels }) => ({
          heading: title,
          options: levels.map((level) => ({ value: `${id}/${level.id}`, label: `${level.id}, ${title}` })),
        })),
      ]}
    />
    <Field name="team" label="Team" filled={filled} required />
    <Field name="odc" label="ODC" filled={filled} required />
    <Checks
      name="roles"
      legend="Roles"
      filled={filled}
      options={Role.options.map((role) => ({ value: role, label: roleTitles[role] }))}
    />
    {(Object.keys(lineTitles) as Line[]).map((line) => (
      <Select
        name={line}
        label={lineTitles[line]}
        filled={filled}
        groups={[
          {
            heading: '',
            options: [
              { value: '', label: 'Nobody: the place is vacant' },
              ...leads[line].filter((one) => one.id !== shown.id).map(({ id, name }) => ({ value: id, label: name })),
            ],
          },
        ]}
      />
    ))}
    <Choice
      name="active"
      legend="Works here"
      filled={filled}
      options={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No: they cannot sign in' },
      ]}
    />
    <p>
      <button type="submit">Save</button>
    </p>
  </form>
);
