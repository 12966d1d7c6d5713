import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { ExportId } from '#shared/contract/exports.ts';
import { askForExport, readExport, readExported } from '#shared/importing/export.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { formOf, metaOf } from '../../http/request.ts';
import { ExportPage } from '../../views/hr/imports.tsx';
import { csv } from './csv.ts';
import { viewing } from './request.ts';

/** HR's pages of files of everybody: ask for one, and download it once it is made. */
export const exports = new Hono<WebEnv>()
  .post('/', async (c) => {
    anyHrOnly(c.get('person'));
    const values = await formOf(c);
    const { result } = await askForExport(...viewing(c), metaOf(c, values));
    return c.redirect(`/hr/exports/${result.exportId}`, 303);
  })
  .get('/:id', async (c) => {
    const record = await readExport(...viewing(c), idOf(c));
    return c.html(<ExportPage person={c.get('person')} record={record} />);
  })
  .get('/:id/people.csv', async (c) => csv(c, 'people.csv', await readExported(...viewing(c), idOf(c))));

/** The id of a file in the address. */
function idOf(c: Context<WebEnv>): string {
  const { data } = ExportId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such file.');
}
