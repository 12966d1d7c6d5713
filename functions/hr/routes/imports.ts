import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { PageQuery } from '#shared/contract/cursor.ts';
import { ExportId } from '#shared/contract/exports.ts';
import { ImportId } from '#shared/contract/import-id.ts';
import { ImportListQuery } from '#shared/contract/imports.ts';
import { askForExport, readExport, readExported } from '#shared/importing/export.ts';
import { readImport, readImports, readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { metaOf, queryOf, viewing } from '../../runtime/api/request.ts';
import { listIn, peopleSent, rowsIn } from './files.ts';

/** HR's routes for files of people: send one, read what it would change, and how far it is carried out. */
export const imports = new Hono<ApiEnv>()
  .get('/', async (c) => {
    const { items, next } = await readImports(...viewing(c), queryOf(c, PageQuery));
    return c.json({ items, next });
  })
  .post('/', async (c) => {
    const meta = metaOf(c);
    const { result, replayed } = await uploadPeople(...viewing(c), await peopleSent(c), meta);
    setHeaders(c, { replayed });
    return c.json(result, 202);
  })
  .get('/:id', async (c) => {
    const record = await readImport(...viewing(c), idOf(c, ImportId));
    setHeaders(c, { replayed: false, version: record.version });
    return c.json(record);
  })
  .get('/:id/rows', async (c) => {
    const asked = { id: idOf(c, ImportId), ...listIn(c, ImportListQuery) };
    const { shown } = await readImportWith(...viewing(c), asked);
    return c.json(rowsIn<unknown>(shown));
  });

/** HR's routes for a file of everybody: ask for one, and get it once it is made. */
export const exports = new Hono<ApiEnv>()
  .post('/', async (c) => {
    const { result, replayed } = await askForExport(...viewing(c), metaOf(c));
    setHeaders(c, { replayed });
    return c.json(result, 202);
  })
  .get('/:id', async (c) => c.json(await readExport(...viewing(c), idOf(c, ExportId))))
  .get('/:id/file', async (c) => {
    const packed = await readExported(...viewing(c), idOf(c, ExportId));
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Encoding', 'gzip');
    return c.body(packed as Uint8Array<ArrayBuffer>);
  });

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>, shape: typeof ImportId | typeof ExportId): string {
  const id = shape.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such file.');
  return id.data;
}
