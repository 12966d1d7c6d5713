import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { PartQuery } from '#shared/contract/files.ts';
import { ImportId } from '#shared/contract/import-id.ts';
import type { Machine } from '#shared/contract/machines.ts';
import type * as z from '#shared/contract/zod.ts';
import { readSentFaults, readSentFile } from '#shared/importing/read.ts';
import { uploadByMachine } from '#shared/importing/upload.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { MachineEnv } from '../../runtime/api/machines.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { metaOf, queryOf } from '../../runtime/api/request.ts';
import { peopleSent } from './files.ts';

/**
 * What machines can do: see that their token is taken, send files of people, and read whether these have faults. They decide
 * nothing, and read nothing else.
 */
export const machine = new Hono<MachineEnv>()
  .get('/', (c) => c.json({ machine: c.get('machine') } satisfies z.infer<typeof Machine>))
  .post('/imports', async (c) => {
    const meta = metaOf(c);
    const sent = await peopleSent(c);
    const { result, replayed } = await uploadByMachine(c.get('outside'), c.get('machine'), sent, meta);
    setHeaders(c, { replayed });
    return c.json(result, 202);
  })
  .get('/imports/:id', async (c) => c.json(await readSentFile(c.get('outside'), c.get('machine'), idOf(c))))
  .get('/imports/:id/faults', async (c) => {
    const part = Number(queryOf(c, PartQuery).part);
    return c.json(await readSentFaults(c.get('outside'), c.get('machine'), { id: idOf(c), part }));
  });

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<MachineEnv>): string {
  const id = ImportId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such file.');
  return id.data;
}
