import type { FC } from 'hono/jsx';
import type { Typed } from '#shared/cases/naming.ts';
import type { Opening, Openings } from '#shared/cases/openings.ts';
import type { Cycle } from '#shared/contract/cycles.ts';
import type { Person } from '#shared/contract/people.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { isTrackChange } from '#shared/domain/ladder/track-change.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { Choice, empty, FaultSummary, Field, type Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import { transitionTitle } from './words.ts';

interface OpenProps {
  person: Person;
  found: Openings;
  /** What was searched for among the engineers whom the person leads. */
  typed: Typed;
  /** The cycles that a case can join now. */
  cycles: Cycle[];
  idempotencyKey: string;
  filled: Filled;
}

/** The page to open a case: for which engineer, and on which transition. */
export const OpenPage: FC<OpenProps> = ({ person, found, typed, cycles, idempotencyKey, filled }) => {
  const { openings } = found;
  const called = calledAmong(openings.map((one) => one.engineer));
  const titleOf = (one: Opening) =>
    `${one.engineer.id === person.id ? 'Myself' : called(one.engineer)}: ${caseOf(one)}`;
  const possible = openings.filter((one) => one.obstacle === null);
  const others = openings.filter((one) => one.obstacle !== null);
  const single = possible.length === 1 ? possible[0] : undefined;
  const values = { cycleId: '', ...(single ? { opening: choiceOf(single) } : {}), ...filled.values };
  return (
    <Layout title={filled.message === null ? 'Open a case' : 'Not done yet: Open a case'} person={person}>
      <h1>Open a case</h1>
      <FaultSummary filled={filled} />
      <p>
        A case carries one engineer up one level, or to another track of the same level. It uses the ladder as it is
        published today, even if the ladder changes later.
      </p>
      {openings.some((one) => one.engineer.id !== person.id) && (
        <p>If you open a case for another person, the first step is theirs. Nothing happens without them.</p>
      )}
      <Search found={found} typed={typed} />
      {possible.length === 0 ? (
        <p>You cannot open a case at the moment.</p>
      ) : (
        <form method="post" action={linkOf(typed)}>
          <input type="hidden" name="key" value={idempotencyKey} />
          <Choice
            name="opening"
            legend="Whose case, and which transition"
            stacked
            filled={{ ...filled, values }}
            options={possible.map((one) => ({ value: choiceOf(one), label: titleOf(one) }))}
          />
          {cycles.length > 0 && (
            <Choice
              name="cycleId"
              legend="In which cycle"
              stacked
              filled={{ ...filled, values }}
              options={[
                { value: '', label: 'No cycle: it runs on its own' },
                ...cycles.map(({ id, name, joinUntil }) => ({
                  value: id,
                  label: `${name}, can be joined until ${dayWords(joinUntil)}`,
                })),
              ]}
            >
              <p class="soft">
                If the ladder requires signatures within a window of the annual cycle, choose that cycle. HR can also
                let a case join later.
              </p>
            </Choice>
          )}
          <p>
            <button type="submit">Open the case</button>
          </p>
        </form>
      )}
      {others.length > 0 && (
        <details>
          <summary>What cannot be opened now, and why</summary>
          <ul>
            {others.map((one) => (
              <li>
                {titleOf(one)}: <span class="soft">{one.obstacle}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Layout>
  );
};

/** The search among the engineers whom a person leads, if they are more than the page shows. */
const Search: FC<Pick<OpenProps, 'found' | 'typed'>> = ({ found: { next, searchedTo }, typed: { q, cursor } }) => {
  if (next === null && q === '' && cursor === undefined) return null;
  return (
    <search>
      <form method="get" action="/open">
        <Field
          name="q"
          label="Search the engineers whom you lead"
          hint="The beginnings of one or more words of the name."
          filled={{ ...empty, values: { q } }}
        />
        <p class="actions">
          <button class="button second" type="submit">
            Search
          </button>
          {next && (
            <a class="button second" href={linkOf({ q, cursor: next })}>
              {searchedTo === null ? 'The next engineers' : `Searched up to ${searchedTo}. Search on`}
            </a>
          )}
        </p>
      </form>
    </search>
  );
};

function linkOf({ q, cursor }: Typed): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }).toString();
  return query === '' ? '/open' : `/open?${query}`;
}

const choiceOf = ({ engineer, ladder, transition }: Opening) => `${engineer.id}/${ladder.id}/${transition.id}`;

function caseOf({ ladder, transition }: Opening): string {
  const title = transitionTitle(transition.id);
  return `${isTrackChange(transition) ? `move to ${title}` : title}, ${ladder.title}`;
}
