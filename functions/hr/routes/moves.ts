import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { fileTypes } from '#shared/contract/file-names.ts';
import { MoveId } from '#shared/contract/move-id.ts';
import { MoveInput, MoveListQuery, MovesQuery } from '#shared/contract/moves.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { readMoves, readMoveWith } from '#shared/importing/move-read.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bytesOf, metaOf, queryOf, viewing } from '../../runtime/api/request.ts';
import { listIn, rowsIn } from './files.ts';

/** HR's routes for the move to another issuer: send a mapping file, and read its faults and how many people have come over. */
export const moves = new Hono<ApiEnv>()
  .get('/', async (c) => {
    const { items, next } = await readMoves(...viewing(c), queryOf(c, MovesQuery));
    return c.json({ items, next });
  })
  .post('/', async (c) => {
    const meta = metaOf(c);
    const input = queryOf(c, MoveInput);
    const bytes = await bytesOf(c, fileTypes);
    const { result, replayed } = await uploadMove(...viewing(c), { ...input, bytes }, meta);
    setHeaders(c, { replayed });
    return c.json(result, 202);
  })
  .get('/:id', async (c) => {
    const { record } = await readMoveWith(...viewing(c), { id: idOf(c), list: 'faults', part: 0 });
    setHeaders(c, { replayed: false, version: record.version });
    return c.json(record);
  })
  .get('/:id/rows', async (c) => {
    const { shown } = await readMoveWith(...viewing(c), { id: idOf(c), ...listIn(c, MoveListQuery) });
    return c.json(rowsIn<unknown>(shown));
  });

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = MoveId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such mapping file.');
  return id.data;
}
