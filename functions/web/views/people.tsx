import type { FC } from 'hono/jsx';
import { Role } from '#shared/contract/ladder-fields.ts';
import type { Person } from '#shared/contract/people.ts';
import type { PeopleSearch } from '#shared/contract/people-search.ts';
import type { DirectoryEntry } from '#shared/directory/people.ts';
import { isHr, isHrForAll } from '#shared/domain/people.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { empty, FaultSummary, Field, type Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import { Select } from './select.tsx';

interface PeopleProps {
  person: Person;
  people: DirectoryEntry[];
  next: string | null;
  searchedTo: string | null;
  sought: PeopleSearch;
  /** Why it was not searched. */
  refused?: Refused;
}

type Refused = Pick<Filled, 'message' | 'faults'>;

/** The list of people, with name, level and team, and the search in it. HR gets links to change them. */
export const PeoplePage: FC<PeopleProps> = ({ person, people, next, searchedTo, sought, refused = empty }) => {
  const byHr = isHr(person);
  return (
    <Layout title="People" person={person}>
      <h1>People</h1>
      {byHr && (
        <p class="choose">
          <a href="/hr/people/new">Add a person</a>{' '}
          {isHrForAll(person) && (
            <>
              <a href="/hr/calendars">Working calendars</a> <a href="/hr/places">Teams and ODCs</a>{' '}
              <a href="/hr/seats">Seats of capped levels</a> <a href="/hr/scim">From identity systems</a>{' '}
            </>
          )}
          <a href="/hr/imports">Files of people</a> <a href="/hr/sign-ins">Refused sign-ins</a>{' '}
          <a href="/hr/proposals">Changes that take two people</a>
        </p>
      )}
      <Search sought={sought} person={person} refused={refused} />
      {refused.message !== null ? null : people.length === 0 ? (
        <p role="status">{next ? 'Nobody was found so far.' : 'Nobody was found.'}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Level</th>
              <th scope="col">Team</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr>
                <th scope="row">
                  {one.isRead ? <a href={`/hr/people/${one.id}`}>{one.name}</a> : one.name}{' '}
                  <span class="soft">{one.id}</span>
                  {one.hasLeft && <span class="chip"> Has left</span>}
                </th>
                <td>{one.level ?? ''}</td>
                <td>
                  <a href={`/people?${new URLSearchParams({ team: one.team })}`}>{one.team}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next && (
        <p>
          {searchedTo !== null && `Searched up to ${searchedTo}. `}
          <a href={`/people?${new URLSearchParams({ ...givenOf(sought), cursor: next })}`}>
            {searchedTo === null ? 'More' : 'Search on'}
          </a>
        </p>
      )}
    </Layout>
  );
};

/** What somebody looks for, without what they left empty. */
function givenOf(sought: PeopleSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(sought).filter(([, value]) => value));
}

interface SearchProps {
  sought: PeopleSearch;
  person: Person;
  refused: Refused;
}

const anyOne = { value: '', label: 'Any' };

/**
 * The form to search people. Only HR sees who has which role and ODC, so only they can search by it, and who is limited to some
 * ODCs only in these.
 */
const Search: FC<SearchProps> = ({ sought, person, refused }) => {
  const values = givenOf(sought);
  const filled = { ...empty, ...refused, values };
  return (
    <search>
      <FaultSummary filled={filled} />
      <form method="get" action="/people">
        <Field name="q" label="Name" hint="The beginnings of one or more words of it." filled={filled} />
        <Field name="team" label="Team" hint="Its whole name." filled={filled} />
        {isHr(person) && (
          <>
            {isHrForAll(person) ? (
              <Field name="odc" label="ODC" hint="Its whole name." filled={filled} />
            ) : (
              <Select
                name="odc"
                label="ODC"
                hint={person.hrUnits?.length === 1 ? undefined : 'To search by role, choose one.'}
                filled={filled}
                groups={[
                  {
                    heading: '',
                    options: [anyOne, ...(person.hrUnits ?? []).map((odc) => ({ value: odc, label: odc }))],
                  },
                ]}
              />
            )}
            <Select
              name="role"
              label="Role"
              filled={filled}
              groups={[
                {
                  heading: '',
                  options: [anyOne, ...Role.options.map((role) => ({ value: role, label: roleTitles[role] }))],
                },
              ]}
            />
          </>
        )}
        <p class="actions">
          <button type="submit">Search</button>
          {Object.keys(values).length > 0 && (
            <a class="button second" href="/people">
              Everybody
            </a>
          )}
        </p>
      </form>
    </search>
  );
};
