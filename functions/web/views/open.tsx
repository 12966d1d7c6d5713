import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { Opening } from './home.tsx';
import { Layout } from './layout.tsx';

interface OpenProps {
  person: Person;
  opening: Opening;
  idempotencyKey: string;
  message: string | null;
}

/** Where a case is opened: for whom and from which level to which. */
export const OpenPage: FC<OpenProps> = ({ person, opening, idempotencyKey, message }) => (
  <Layout title="Open a case" person={person}>
    <h1>Open a case</h1>
    {message && (
      <div class="faults" role="alert">
        <p>{message}</p>
      </div>
    )}
    <p>
      A case carries one engineer up one level. It runs on the ladder as it is published today, whatever changes later.
      {opening.engineers.length > 1 &&
        ' A case that you open for somebody begins with their first step: nothing happens without them.'}
    </p>
    <form method="post" action="/open">
      <input type="hidden" name="key" value={idempotencyKey} />
      <div class="field">
        <label for="engineerId">For whom</label>
        <select id="engineerId" name="engineerId">
          {opening.engineers.map((one) => (
            <option value={one.id}>
              {one.name}
              {one.level ? `, ${one.level}` : ''}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="transition">From which level to which</label>
        <select id="transition" name="transition">
          {opening.ladders.flatMap((ladder) =>
            ladder.transitions.map((transition) => (
              <option
                value={`${ladder.id}/${transition.id}`}
                selected={transition.from === opening.engineers[opening.engineers.length > 1 ? 1 : 0]?.level}
              >
                {ladder.title}: {transition.from} to {transition.to}
              </option>
            )),
          )}
        </select>
      </div>
      <p>
        <button type="submit">Open the case</button>
      </p>
    </form>
  </Layout>
);
