import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { isHr } from '#shared/domain/people.ts';
import { outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import { type NameOf, namesOf } from '#shared/records/names.ts';
import { Layout } from './layout.tsx';
import { Day, Due } from './text.tsx';
import { transitionTitle } from './words.ts';

/** A list of cases, each with the engineer, their team, and its stage or outcome. */
export const CaseList: FC<{ cases: CaseSummary[]; nameOf: NameOf }> = ({ cases, nameOf }) =>
  cases.length === 0 ? (
    <p>There are no cases.</p>
  ) : (
    <ul class="cards">
      {cases.map((one) => (
        <li class="card">
          <p>
            <a href={`/cases/${one.id}`}>
              {one.engineer ? nameOf(one.engineer.id) : 'An engineer'}, {transitionTitle(one.transition)}
            </a>
          </p>
          <p class="soft">
            {one.engineer && `${one.engineer.team}: `}
            {standsAt(one)}
            {one.dueAt && (
              <>
                {', '}
                <Due of={one} />
              </>
            )}
            {one.closedAt && (
              <>
                {' on '}
                <Day at={one.corrected?.at ?? one.closedAt} />
              </>
            )}
            {one.corrected && `, corrected by HR; until then it was: ${outcomeTitles[one.corrected.from]}`}
          </p>
        </li>
      ))}
    </ul>
  );

/** The outcome, or the stage. A case with an outcome can be open: at an appeal against it, or stopped before its end. */
function standsAt({ stage, outcome }: CaseSummary): string {
  if (outcome === null) return stageTitles[stage];
  return stage === 'closed' || stage === 'closing'
    ? outcomeTitles[outcome]
    : `${stageTitles[stage]}, outcome: ${outcomeTitles[outcome]}`;
}

interface CasesProps {
  person: Person;
  cases: CaseSummary[];
  next: string | null;
}

/** One page of the cases that a person can see. */
export const CasesPage: FC<CasesProps> = ({ person, cases, next }) => (
  <Layout title="Cases" person={person}>
    <h1>{isHr(person) ? 'All cases' : 'Your cases'}</h1>
    <CaseList cases={cases} nameOf={namesOf(cases.flatMap((one) => one.engineer ?? []))} />
    {next && (
      <p>
        <a href={`/cases?cursor=${next}`}>More</a>
      </p>
    )}
  </Layout>
);
