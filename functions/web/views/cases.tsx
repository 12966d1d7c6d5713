import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { Layout } from './layout.tsx';
import { Day } from './parts.tsx';
import { outcomeTitles, stageTitles } from './words.ts';

export const CaseList: FC<{ cases: CaseSummary[] }> = ({ cases }) =>
  cases.length === 0 ? (
    <p>There are none.</p>
  ) : (
    <ul class="cards">
      {cases.map((one) => (
        <li class="card">
          <p>
            <a href={`/cases/${one.id}`}>
              {one.engineer?.name ?? one.engineerId}, {one.transition.replace('-', ' to ')}
            </a>
          </p>
          <p class="soft">
            {one.outcome ? outcomeTitles[one.outcome] : stageTitles[one.stage]}
            {one.dueAt && (
              <>
                {', due '}
                <Day at={one.dueAt} />
              </>
            )}
            {one.closedAt && (
              <>
                {', '}
                <Day at={one.closedAt} />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );

interface CasesProps {
  person: Person;
  cases: CaseSummary[];
  next: string | null;
}

export const CasesPage: FC<CasesProps> = ({ person, cases, next }) => (
  <Layout title="Cases" person={person}>
    <h1>{person.roles.includes('hr') ? 'All cases' : 'Cases you have to do with'}</h1>
    <CaseList cases={cases} />
    {next && (
      <p>
        <a href={`/cases?cursor=${next}`}>More</a>
      </p>
    )}
  </Layout>
);
