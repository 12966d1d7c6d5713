import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { SeatsView } from '#shared/contract/seats.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';
import { countOf } from './elements.tsx';

/** HR's page of the seats of capped levels: who holds one, and who waits. */
export const SeatsPage: FC<{ person: Person; levels: SeatsView[] }> = ({ person, levels }) => (
  <Layout title="Seats of capped levels" person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Seats of capped levels</h1>
    <p>
      Some levels have a limited number of seats in the whole organisation. A person holds a seat from the last
      signature in their case, or from the day HR puts them at the level, until they leave the level.
    </p>
    {levels.length === 0 && <p>No level of a ladder in force is capped.</p>}
    {levels.map(({ title, level, max, free, holders, waiting }) => (
      <>
        <h2>
          {level}, {title}
        </h2>
        <p>
          {countOf(max, 'seat')}, {free} free.
        </p>
        <h3>Who holds a seat</h3>
        <Places places={holders} nobody="Nobody holds a seat." />
        <h3>Who waits for a seat</h3>
        <Places places={waiting} nobody="Nobody waits for a seat." />
      </>
    ))}
  </Layout>
);

const Places: FC<{ places: SeatsView['holders']; nobody: string }> = ({ places, nobody }) =>
  places.length === 0 ? (
    <p>{nobody}</p>
  ) : (
    <ol>
      {places.map(({ personId, name, since, caseId }) => (
        <li>
          <a href={`/hr/people/${personId}`}>{name}</a>, since <Day at={since} />
          {caseId && (
            <>
              {', with '}
              <a href={`/cases/${caseId}`}>their case</a>
            </>
          )}
        </li>
      ))}
    </ol>
  );
