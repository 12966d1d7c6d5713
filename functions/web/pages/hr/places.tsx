import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { PlaceInput } from '#shared/contract/places.ts';
import { addPlace, readPlaces, readPlacesHistory } from '#shared/directory/places.ts';
import { loadNames } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { PlacesPage } from '../../views/hr/places.tsx';
import { viewing } from './request.ts';

/** HR's page for the teams and ODCs that records can name. */
export const places = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, empty)))
  .post('/', async (c) => {
    const values = await formOf(c);
    const meta = metaOf(c, values);
    const input = PlaceInput.safeParse({ kind: values.kind, name: values.name });
    if (!input.success) {
      const wrong = new Set(input.error.issues.map(({ path }) => path[0]));
      const faults = [
        ...(wrong.has('kind') ? [{ field: 'kind', reason: 'choose one of the two' }] : []),
        ...(wrong.has('name') ? [{ field: 'name', reason: 'give a name of 120 characters at most' }] : []),
      ];
      return c.html(await draw(c, { ...empty, values, faults, message: incompleteForm }), 422);
    }
    try {
      await addPlace(...viewing(c), input.data, meta);
      return c.redirect('/hr/places?done=yes', 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'invalid-input') throw error;
      const faults = error.faults.map(({ path, reason }) => ({ field: path, reason }));
      return c.html(await draw(c, { ...empty, values, faults, message: error.message }), statuses[error.code]);
    }
  });

async function draw(c: Context<WebEnv>, filled: Filled) {
  const [places, { events, proof }] = await Promise.all([readPlaces(...viewing(c)), readPlacesHistory(...viewing(c))]);
  const nameOf = await loadNames(
    c.get('outside').table,
    events.map((event) => event.actor.personId),
  );
  return (
    <PlacesPage
      person={c.get('person')}
      places={places}
      events={events}
      nameOf={nameOf}
      proof={proof}
      filled={filled}
      idempotencyKey={newKey(c)}
      isDone={doneIn(c) !== undefined}
    />
  );
}
