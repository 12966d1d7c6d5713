import type { FC } from 'hono/jsx';
import type { Person, PublicPerson } from '#shared/contract/people.ts';
import { isHr } from '#shared/domain/people.ts';
import { Layout } from './layout.tsx';

interface PeopleProps {
  person: Person;
  people: (PublicPerson & { hasLeft: boolean })[];
  next: string | null;
}

/** The list of all people, with name, level and team. HR gets links to change them. */
export const PeoplePage: FC<PeopleProps> = ({ person, people, next }) => {
  const byHr = isHr(person);
  return (
    <Layout title="People" person={person}>
      <h1>People</h1>
      {byHr && (
        <p class="choose">
          <a href="/hr/people/new">Add a person</a> <a href="/hr/calendars">Working calendars</a>{' '}
          <a href="/hr/places">Teams and ODCs</a> <a href="/hr/seats">Seats of capped levels</a>{' '}
          <a href="/hr/imports">Files of people</a> <a href="/hr/sign-ins">Refused sign-ins</a>{' '}
          <a href="/hr/proposals">Changes that take two people</a>
        </p>
      )}
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
                {byHr ? <a href={`/hr/people/${one.id}`}>{one.name}</a> : one.name} <span class="soft">{one.id}</span>
                {one.hasLeft && <span class="chip"> Has left</span>}
              </th>
              <td>{one.level ?? ''}</td>
              <td>{one.team}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next && (
        <p>
          <a href={`/people?cursor=${next}`}>More</a>
        </p>
      )}
    </Layout>
  );
};
