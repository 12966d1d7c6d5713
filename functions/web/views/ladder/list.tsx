import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { Layout } from '../layout.tsx';
import { levelTitle } from './words.ts';

/** The page of all ladders that are in force. */
export const LaddersPage: FC<{ person: Person; ladders: PublishedLadder[] }> = ({ person, ladders }) => (
  <Layout title="Ladders" person={person}>
    <h1>Ladders</h1>
    {ladders.length === 0 ? (
      <p>No ladder is in force yet.</p>
    ) : (
      <>
        <p>A ladder says what is expected of people at each level, and how they move from a level to the next.</p>
        <ul class="cards">
          {ladders.map((ladder) => (
            <li class="card">
              <h2>
                <a href={`/ladders/${ladder.id}`}>{ladder.title}</a>
              </h2>
              {ladder.summary && <p>{ladder.summary}</p>}
              <p class="soft">
                {ladder.levels.map((level) => levelTitle(level, ladder)).join(' · ')}
                <br />
                Version {ladder.version}
                {person.ladder === ladder.id && person.level && `. You are on this ladder, at ${person.level}.`}
              </p>
            </li>
          ))}
        </ul>
      </>
    )}
  </Layout>
);
