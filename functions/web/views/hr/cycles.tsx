import type { FC } from 'hono/jsx';
import type { Cycle } from '#shared/contract/cycles.ts';
import type { Person } from '#shared/contract/people.ts';
import { capital } from '#shared/domain/words.ts';
import { Choice, FaultSummary, Field, type Filled } from '../fields.tsx';
import { kindTitles, Span } from '../ladder/cycles.tsx';
import { Layout } from '../layout.tsx';
import { CycleForm } from './cycle-form.tsx';

interface CyclesProps {
  person: Person;
  cycles: Cycle[];
  now: Date;
  filled: Filled;
  idempotencyKey: string;
}

/** All cycles, and the form to open another one. */
export const CycleRecordsPage: FC<CyclesProps> = ({ person, cycles, now, filled, idempotencyKey }) => (
  <Layout title={filled.message === null ? 'Manage cycles' : 'Not done yet: Manage cycles'} person={person}>
    <h1>Manage cycles</h1>
    <FaultSummary filled={filled} />
    {cycles.length === 0 && <p>There is no cycle yet.</p>}
    <ul class="cards">
      {cycles.map((cycle) => (
        <li class="card">
          <h2>
            <a href={`/hr/cycles/${cycle.id}`}>{cycle.name}</a>
          </h2>
          <Span cycle={cycle} now={now} />
        </li>
      ))}
    </ul>
    <h2>Open a cycle</h2>
    <p>
      Cases can join as soon as you open the cycle, even before its first day. The days of two open cycles of the same
      kind cannot overlap.
    </p>
    <CycleForm action="/hr/cycles" filled={filled} idempotencyKey={idempotencyKey} button="Open the cycle">
      <Field
        name="id"
        label="Id"
        hint="The name in addresses. It cannot change later. Use small letters, digits and hyphens, such as annual-2026."
        filled={filled}
        required
      />
      <Choice
        name="kind"
        legend="Kind"
        filled={filled}
        options={Object.entries(kindTitles).map(([value, title]) => ({ value, label: capital(title) }))}
      />
    </CycleForm>
  </Layout>
);
