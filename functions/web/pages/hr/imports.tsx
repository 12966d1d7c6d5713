import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { importLists } from '#shared/contract/file-names.ts';
import { ImportId } from '#shared/contract/import-id.ts';
import { ImportInput } from '#shared/contract/imports.ts';
import { ProposalInput } from '#shared/contract/proposals.ts';
import { templateOfPeople } from '#shared/importing/export.ts';
import { readImports, readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import { loadNames } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { fileFormOf, formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { ImportPage, type Shown } from '../../views/hr/import.tsx';
import { ImportsPage } from '../../views/hr/imports.tsx';
import { csv } from './csv.ts';
import { versionIn, viewing } from './request.ts';
import { propose, refusedReason } from './two-people.ts';

/** HR's pages of files of people: send one, see what it would change, and propose it to a second person. */
export const imports = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await drawAll(c, empty)))
  .post('/', async (c) => {
    anyHrOnly(c.get('person'));
    const { values, file } = await fileFormOf(c);
    try {
      if (!file)
        throw new Refusal('invalid-input', 'Choose a file.', {
          faults: [{ path: 'file', reason: 'choose a file of people' }],
        });
      const input = ImportInput.parse({
        fileName: file.name.slice(-200),
        isFull: values['says.isFull'] === 'yes',
        addsPlaces: values['says.addsPlaces'] === 'yes',
      });
      const { result } = await uploadPeople(...viewing(c), { ...input, bytes: file.bytes }, metaOf(c, values));
      return c.redirect(`/hr/imports/${result.importId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      return c.html(await drawAll(c, refusedWith(error, values)), statuses[error.code]);
    }
  })
  .get('/template.csv', (c) => {
    anyHrOnly(c.get('person'));
    return csv(c, 'people.csv', templateOfPeople);
  })
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    anyHrOnly(c.get('person'));
    const values = await formOf(c);
    try {
      const change = { kind: 'import', of: idOf(c), version: versionIn(values) };
      const input = { change, reason: values.reason ?? '' };
      const parsed = ProposalInput.safeParse(input);
      if (!parsed.success) throw refusedReason(incompleteForm, 'the second person', parsed.error, input);
      return c.redirect(await propose(c, values, parsed.data), 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden' || error.code === 'not-found') throw error;
      return c.html(await draw(c, refusedWith(error, values)), statuses[error.code]);
    }
  });

function refusedWith({ message, faults }: Refusal, values: Record<string, string>): Filled {
  return { ...empty, values, faults: faults.map(({ path, reason }) => ({ field: path, reason })), message };
}

async function drawAll(c: Context<WebEnv>, filled: Filled) {
  const { imports, nameOf } = await readImports(...viewing(c));
  return (
    <ImportsPage
      person={c.get('person')}
      imports={imports}
      nameOf={nameOf}
      filled={filled}
      idempotencyKey={newKey(c)}
      exportKey={newKey(c)}
    />
  );
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const id = idOf(c);
  const part = Math.max(0, Number.parseInt(c.req.query('part') ?? '0', 10) || 0);
  const list = importLists.find((one) => one === c.req.query('list')) ?? null;
  const [{ record, shown }, open] = await Promise.all([
    readImportWith(...viewing(c), { id, list, part }),
    readOpenProposalsFor(...viewing(c), { kind: 'import', of: id }),
  ]);
  const nameOf = await loadNames(c.get('outside').table, [
    record.by,
    ...open.map((one) => one.by),
    ...(shown?.list === 'leftover' ? shown.items.map((one) => ('id' in one ? one.id : null)) : []),
  ]);
  return (
    <ImportPage
      person={c.get('person')}
      record={record}
      shown={shown as Shown | null}
      part={part}
      open={open}
      nameOf={nameOf}
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
