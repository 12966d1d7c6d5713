import type { FC } from 'hono/jsx';
import type { Choices } from '#shared/cases/naming.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { LeadField } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Places } from '#shared/contract/places.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import type { Picking } from '../picking.ts';
import { PersonForm } from './person-form.tsx';

interface NewProps {
  person: Person;
  ladders: PublishedLadder[];
  leads: Record<LeadField, Choices>;
  picking: Picking;
  places: Places;
  filled: Filled;
  idempotencyKey: string;
}

/** The page to add a person to the directory. */
export const NewPersonPage: FC<NewProps> = ({ person, ...form }) => (
  <Layout title={`${form.filled.message === null ? '' : 'Not done yet: '}Add a person`} person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Add a person</h1>
    <FaultSummary filled={form.filled} />
    <PersonForm {...form} action="/hr/people/new" button="Add them">
      <Field
        name="id"
        label="Id"
        hint="The name in addresses. It cannot change later. Use small letters, digits and hyphens, such as amara-okafor."
        filled={form.filled}
        required
      />
    </PersonForm>
  </Layout>
);
