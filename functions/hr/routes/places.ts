import { Hono } from 'hono/tiny';
import { PlaceInput } from '#shared/contract/places.ts';
import { addPlace, readPlaces, readPlacesHistory } from '#shared/directory/places.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** HR's routes for teams and ODCs: see those that are known, add one, and verify the history. */
export const places = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await readPlaces(...viewing(c))))
  .post('/', async (c) => {
    const meta = metaOf(c);
    const { result, replayed } = await addPlace(...viewing(c), await bodyOf(c, PlaceInput), meta);
    setHeaders(c, { replayed });
    return c.json(result, 201);
  })
  .get('/events', async (c) => c.json({ items: (await readPlacesHistory(...viewing(c))).events, next: null }))
  .get('/verification', async (c) => c.json((await readPlacesHistory(...viewing(c))).proof));
