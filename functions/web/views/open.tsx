import type { FC } from 'hono/jsx';
import type { Opening } from '#shared/cases/openings.ts';
import type { Person } from '#shared/contract/people.ts';
import { Layout } from './layout.tsx';
import { Choice, FaultSummary, type Filled } from './parts.tsx';

interface OpenProps {
  person: Person;
  openings: Opening[];
  idempotencyKey: string;
  filled: Filled;
}

/** Where a case is opened: for whom and from which level to which. */
export const OpenPage: FC<OpenProps> = ({ person, openings, idempotencyKey, filled }) => {
  const possible = openings.filter((one) => one.obstacle === null);
  const others = openings.filter((one) => one.obstacle !== null);
  const single = possible.length === 1 ? possible[0] : undefined;
  const values = single ? { opening: choiceOf(single), ...filled.values } : filled.values;
  return (
    <Layout title={filled.message === null ? 'Open a case' : 'Not done yet: Open a case'} person={person}>
      <h1>Open a case</h1>
      <FaultSummary filled={filled} />
      <p>
        A case carries one engineer up one level. It runs on the ladder as it is published today, whatever changes in it
        later.
      </p>
      {openings.some((one) => one.engineer.id !== person.id) && (
        <p>When you open a case for somebody else, the first step is theirs: nothing happens without them.</p>
      )}
      {possible.length === 0 ? (
        <p>There is no case you could open at the moment.</p>
      ) : (
        <form method="post" action="/open">
          <input type="hidden" name="key" value={idempotencyKey} />
          <Choice
            name="opening"
            legend="Whose case, and which step up"
            stacked
            filled={{ ...filled, values }}
            options={possible.map((one) => ({ value: choiceOf(one), label: titleOf(one, person) }))}
          />
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
                {titleOf(one, person)}: <span class="soft">{one.obstacle}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Layout>
  );
};

const choiceOf = ({ engineer, ladder, transition }: Opening) => `${engineer.id}/${ladder.id}/${transition.id}`;

function titleOf({ engineer, ladder, transition: { from, to } }: Opening, person: Person): string {
  return `${engineer.id === person.id ? 'Myself' : engineer.name}: ${from} to ${to}, ${ladder.title}`;
}
