import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { onPage } from '#shared/contract/cursor.ts';
import { importLists } from '#shared/contract/file-names.ts';
import { ImportId } from '#shared/contract/import-id.ts';
import { templateOfPeople } from '#shared/importing/export.ts';
import { readImports, readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { cursorIn, fileFormOf, formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { ImportPage } from '../../views/hr/import.tsx';
import { ImportsPage } from '../../views/hr/imports.tsx';
import { carried } from './carried.ts';
import { csv } from './csv.ts';
import { chosenIn, listIn, namesOn } from './files.ts';
import { viewing } from './request.ts';
import { proposeFrom } from './two-people.ts';

/** HR's pages of files of people: send one, see what it would change, and propose it to a second person. */
export const imports = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await drawAll(c, empty)))
  .post('/', async (c) => {
    anyHrOnly(c.get('person'));
    const { values, file } = await fileFormOf(c);
    return carried(c, values, {
      fields: ['file', 'says'],
      act: async () => {
        const isFull = values['says.isFull'] === 'yes';
        const addsPlaces = values['says.addsPlaces'] === 'yes';
        const sent = { ...chosenIn(file, 'file of people'), isFull, addsPlaces };
        const { result } = await uploadPeople(...viewing(c), sent, metaOf(c, values));
        return `/hr/imports/${result.importId}`;
      },
      draw: (filled) => drawAll(c, filled),
    });
  })
  .get('/template.csv', (c) => {
    anyHrOnly(c.get('person'));
    return csv(c, 'people.csv', templateOfPeople);
  })
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    anyHrOnly(c.get('person'));
    const values = await formOf(c);
    return carried(c, values, {
      fields: ['reason'],
      act: () => proposeFrom(c, values, { kind: 'import', of: idOf(c) }),
      draw: (filled) => draw(c, filled),
    });
  });

async function drawAll(c: Context<WebEnv>, filled: Filled) {
  const imports = await readImports(...viewing(c), { limit: onPage, cursor: cursorIn(c) });
  return (
    <ImportsPage
      person={c.get('person')}
      imports={imports}
      filled={filled}
      idempotencyKey={newKey(c)}
      exportKey={newKey(c)}
    />
  );
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const id = idOf(c);
  const asked = listIn(c, importLists);
  const [{ record, shown }, open] = await Promise.all([
    readImportWith(...viewing(c), { id, ...asked }),
    readOpenProposalsFor(...viewing(c), { kind: 'import', of: id }),
  ]);
  return (
    <ImportPage
      person={c.get('person')}
      record={record}
      shown={shown}
      part={asked.part}
      open={open}
      nameOf={await namesOn(c, record, open, shown)}
      filled={filled}
      idempotencyKey={newKey(c)}
    />
  );
}

/** The id of a file in the address. */
function idOf(c: Context<WebEnv>): string {
  const { data } = ImportId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such file of people.');
}
