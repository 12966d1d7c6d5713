import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { Line } from '#shared/directory/leads.ts';
import { Layout } from '../layout.tsx';
import { FaultSummary, type Filled } from '../parts.tsx';
import { Chain, Done } from './parts.tsx';
import type { PersonChange } from './person-changes.ts';
import { PersonForm } from './person-form.tsx';

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
        <PersonForm
          {...props}
          action={`/hr/people/${shown.id}`}
          button="Save"
          leads={othersThan(shown.id, props.leads)}
        >
          <input type="hidden" name="version" value={String(shown.version)} />
          <input type="hidden" name="was" value={props.was} />
        </PersonForm>
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

/** Nobody leads themselves. */
function othersThan(id: string, leads: Record<Line, Person[]>): Record<Line, Person[]> {
  const entries = Object.entries(leads).map(([line, people]) => [line, people.filter((one) => one.id !== id)]);
  return Object.fromEntries(entries);
}
