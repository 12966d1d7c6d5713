import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { moveLists } from '#shared/contract/file-names.ts';
import { MoveId } from '#shared/contract/move-id.ts';
import { MoveInput } from '#shared/contract/moves.ts';
import { ProposalInput } from '#shared/contract/proposals.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { readMoveWith } from '#shared/importing/move-read.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { hrOnly } from '#shared/records/hr-only.ts';
import { loadNames } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { faultsOfShape, incompleteForm } from '../../forms/faults.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { fileFormOf, formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { MoveFormPage, MovePage, type ShownOfMove } from '../../views/hr/moves.tsx';
import { versionIn, viewing } from './request.ts';
import { propose, refusedReason } from './two-people.ts';

/** HR's pages of the move to another issuer: send a mapping file, see its faults, propose that it counts, and end it. */
export const moves = new Hono<WebEnv>()
  .get('/', (c) => {
    hrOnly(c.get('person'));
    return c.html(drawForm(c, empty));
  })
  .post('/', async (c) => {
    hrOnly(c.get('person'));
    const { values, file } = await fileFormOf(c);
    try {
      if (!file)
        throw new Refusal('invalid-input', 'Choose a file.', {
          faults: [{ path: 'file', reason: 'choose a mapping file' }],
        });
      const input = { fileName: file.name.slice(-200), issuer: values.issuer ?? '' };
      const parsed = MoveInput.safeParse(input);
      if (!parsed.success)
        throw new Refusal('invalid-input', 'The file was not sent.', {
          faults: faultsOfShape(parsed.error.issues, input).map(({ reason }) => ({ path: 'issuer', reason })),
        });
      const { result } = await uploadMove(...viewing(c), { ...parsed.data, bytes: file.bytes }, metaOf(c, values));
      return c.redirect(`/hr/moves/${result.moveId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      return c.html(drawForm(c, refusedWith(error, values)), statuses[error.code]);
    }
  })
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    hrOnly(c.get('person'));
    const values = await formOf(c);
    try {
      const change = {
        kind: values.type === 'issuer-move-end' ? values.type : 'issuer-move',
        of: idOf(c),
        version: versionIn(values),
      };
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

function drawForm(c: Context<WebEnv>, filled: Filled) {
  return <MoveFormPage person={c.get('person')} filled={filled} idempotencyKey={newKey(c)} />;
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const id = idOf(c);
  const part = Math.max(0, Number.parseInt(c.req.query('part') ?? '0', 10) || 0);
  const list = moveLists.find((one) => one === c.req.query('list')) ?? null;
  const [{ record, shown }, open] = await Promise.all([
    readMoveWith(...viewing(c), { id, list, part }),
    readOpenProposalsFor(...viewing(c), { kind: 'issuer-move', of: id }),
  ]);
  const nameOf = await loadNames(c.get('outside').table, [
    record.by,
    ...(shown?.list === 'leftover' ? shown.items.map((one) => ('id' in one ? one.id : null)) : []),
  ]);
  return (
    <MovePage
      person={c.get('person')}
      record={record}
      shown={shown as ShownOfMove | null}
      part={part}
      open={open}
      nameOf={nameOf}
      filled={filled}
      idempotencyKey={newKey(c)}
    />
  );
}

/** The id of a move in the address. */
function idOf(c: Context<WebEnv>): string {
  const { data } = MoveId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such mapping file.');
}
