import type { Child, FC } from 'hono/jsx';
import type { FilterChoices } from '#shared/cases/filter-choices.ts';
import type { CaseListPage } from '#shared/cases/list.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { isHr } from '#shared/domain/people.ts';
import { outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import { type NameOf, namesOf } from '#shared/records/names.ts';
import { CaseFilters, listAddress } from './case-filters.tsx';
import type { Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import type { Picking } from './picking.ts';
import { Day, Due } from './text.tsx';
import { andList, transitionTitle } from './words.ts';

interface ListProps {
  cases: CaseSummary[];
  nameOf: NameOf;
  /** What is said if there is no case. */
  children?: Child;
}

/** A list of cases, each with the engineer, their team, and its stage or outcome. */
export const CaseList: FC<ListProps> = ({ cases, nameOf, children = 'There are no cases.' }) =>
  cases.length === 0 ? (
    <p>{children}</p>
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
            {one.pausedUntil && (
              <>
                , paused until <Day at={one.pausedUntil} />
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
  page: CaseListPage;
  /** Whether other pages of the list came before. */
  goesOn: boolean;
  choices: FilterChoices;
  picking: Picking;
  filled: Filled;
}

/** One page of a list of cases with its filters: for HR of all cases, for everybody else of their own. */
export const CasesPage: FC<CasesProps> = ({ person, page, goesOn, choices, picking, filled }) => {
  const { items, next, searchedTo } = page;
  const nameOf = namesOf([...items.flatMap((one) => one.engineer ?? []), ...choices.people]);
  const ofHr = person.hrUnits ? `Cases of ${andList(person.hrUnits)}` : 'All cases';
  return (
    <Layout title="Cases" person={person}>
      <h1>{isHr(person) ? ofHr : 'Your cases'}</h1>
      <CaseFilters viewer={person} filled={filled} choices={choices} picking={picking} nameOf={nameOf} />
      {filled.message === null &&
        picking.searched === null &&
        (items.length === 0 && next ? (
          <p>None of these cases match.</p>
        ) : (
          <CaseList cases={items} nameOf={nameOf}>
            <NoCases person={person} values={filled.values} goesOn={goesOn} />
          </CaseList>
        ))}
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

/** Says that a list is empty, and whether it is because of its filters. */
const NoCases: FC<{ person: Person; values: Record<string, string>; goesOn: boolean }> = ({
  person,
  values: { sort = '', state = '', ...filters },
  goesOn,
}) => {
  const more = goesOn ? ' more' : '';
  const order: Record<string, string> = sort === '' ? {} : { sort };
  const isAll = state === 'any' || (state === '' && (!isHr(person) || sort === 'closed'));
  if (Object.keys(filters).length > 0 || (state !== '' && state !== 'any'))
    return (
      <>
        No{more} cases fit the filters. <a href={listAddress(order)}>Clear all filters</a>
      </>
    );
  if (isAll) return <>There are no{more} cases.</>;
  return (
    <>
      There are no{more} open cases. <a href={listAddress({ ...order, state: 'closed' })}>Show closed cases</a>
    </>
  );
};
