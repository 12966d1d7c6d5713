import type { FC } from 'hono/jsx';
import type { FilterChoices } from '#shared/cases/filter-choices.ts';
import type { CaseListPage } from '#shared/cases/list.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import { type NameOf, namesOf } from '#shared/records/names.ts';
import { CaseFilters, listAddress } from './case-filters.tsx';
import type { Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import type { Picking } from './picking.ts';
import { Day, Due, More } from './text.tsx';
import { andList, transitionTitle } from './words.ts';

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

interface HrCasesProps {
  person: Person;
  page: CaseListPage;
  choices: FilterChoices;
  picking: Picking;
  filled: Filled;
}

/** One page of HR's list of all cases, with its filters. */
export const HrCasesPage: FC<HrCasesProps> = ({ person, page, choices, picking, filled }) => {
  const { items, next, searchedTo } = page;
  const nameOf = namesOf([...items.flatMap((one) => one.engineer ?? []), ...choices.people]);
  return (
    <Layout title="Cases" person={person}>
      <h1>{person.hrUnits ? `Cases of ${andList(person.hrUnits)}` : 'All cases'}</h1>
      <CaseFilters viewer={person} filled={filled} choices={choices} picking={picking} nameOf={nameOf} />
      {filled.message === null &&
        picking.searched === null &&
        (items.length === 0 && next ? <p>None of these cases match.</p> : <CaseList cases={items} nameOf={nameOf} />)}
      {next && (
        <p>
          {searchedTo !== null && (
            <>
              Searched up to <Day at={searchedTo} />.{' '}
            </>
          )}
          <a href={listAddress({ ...filled.values, cursor: next })}>
            {searchedTo === null && items.length > 0 ? 'More' : 'Search on'}
          </a>
        </p>
      )}
    </Layout>
  );
};

interface CasesProps {
  person: Person;
  cases: CaseSummary[];
  next: string | null;
}

/** One page of a person's own cases. */
export const CasesPage: FC<CasesProps> = ({ person, cases, next }) => (
  <Layout title="Cases" person={person}>
    <h1>Your cases</h1>
    <CaseList cases={cases} nameOf={namesOf(cases.flatMap((one) => one.engineer ?? []))} />
    <More path="/cases" next={next} />
  </Layout>
);
