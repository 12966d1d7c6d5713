import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { Places } from '#shared/contract/places.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import type { Verification } from '#shared/contract/view.ts';
import { Choice, FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Done } from '../text.tsx';
import { ChangeHistory } from './changes.tsx';
import { LongList } from './elements.tsx';

interface PlacesProps {
  person: Person;
  places: Places;
  events: RecordEventView[];
  nameOf: (personId: string | null) => string;
  proof: Verification;
  filled: Filled;
  idempotencyKey: string;
  isDone: boolean;
}

/** HR's page of the known teams and ODCs, with the form to add one. */
export const PlacesPage: FC<PlacesProps> = ({ person, places, filled, idempotencyKey, isDone, ...record }) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Teams and ODCs`} person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Teams and ODCs</h1>
    {isDone && filled.message === null && <Done>It is added. Records can name it now.</Done>}
    <FaultSummary filled={filled} />
    <p>The records of people and the working calendars can name these, and no others.</p>
    <h2>Teams</h2>
    <LongList items={places.teams} />
    <h2>ODCs</h2>
    <LongList items={places.odcs} />
    <h2>Add a team or an ODC</h2>
    <p>The name cannot change later. Case and blanks make no other name of it.</p>
    <form method="post" action="/hr/places" novalidate>
      <input type="hidden" name="key" value={idempotencyKey} />
      <Choice
        name="kind"
        legend="Kind"
        filled={filled}
        options={[
          { value: 'team', label: 'Team' },
          { value: 'odc', label: 'ODC' },
        ]}
      />
      <Field name="name" label="Name" filled={filled} required />
      <p>
        <button type="submit">Add it</button>
      </p>
    </form>
    <ChangeHistory
      changes={record.events.map(({ at, hash, actor, data }) => ({
        at,
        hash,
        by: record.nameOf(actor.personId),
        sentences: [saidOf(data as Places)],
      }))}
      proof={record.proof}
    />
  </Layout>
);

function saidOf({ teams, odcs }: Places): string {
  const said = (title: string, names: string[]) => (names.length > 0 ? [`${title}: ${names.join(', ')}.`] : []);
  return [...said('Added teams', teams), ...said('Added ODCs', odcs)].join(' ');
}
