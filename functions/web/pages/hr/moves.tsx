import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { onPage } from '#shared/contract/cursor.ts';
import { moveLists } from '#shared/contract/file-names.ts';
import { MoveId } from '#shared/contract/move-id.ts';
import { MoveInput } from '#shared/contract/moves.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { readMoves, readMoveWith } from '#shared/importing/move-read.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { hrOnly } from '#shared/records/hr-only.ts';
import { faultsOfShape } from '../../forms/faults.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { cursorIn, fileFormOf, formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { MoveFormPage, MovePage } from '../../views/hr/moves.tsx';
import { carried } from './carried.ts';
import { chosenIn, listIn, namesOn } from './files.ts';
import { viewing } from './request.ts';
import { proposeFrom } from './two-people.ts';

/** HR's pages of the move to another issuer: send a mapping file, see its faults, propose to put it into effect, and end it. */
export const moves = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await drawForm(c, empty)))
  .post('/', async (c) => {
    hrOnly(c.get('person'));
    const { values, file } = await fileFormOf(c);
    return carried(c, values, {
      fields: ['file', 'issuer'],
      act: async () => {
        const { bytes, ...named } = chosenIn(file, 'mapping file');
        const { result } = await uploadMove(...viewing(c), { ...inputOf(named, values), bytes }, metaOf(c, values));
        return `/hr/moves/${result.moveId}`;
      },
      draw: (filled) => drawForm(c, filled),
    });
  })
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    hrOnly(c.get('person'));
    const values = await formOf(c);
    const kind = values.type === 'issuer-move-end' ? values.type : 'issuer-move';
    return carried(c, values, {
      fields: ['reason'],
      act: () => proposeFrom(c, values, { kind, of: idOf(c) }),
      draw: (filled) => draw(c, filled),
    });
  });

/** What the form says of the file. Throws `Refusal`. */
function inputOf(named: { fileName: string }, { issuer = '' }: Record<string, string>): MoveInput {
  const input = MoveInput.safeParse({ ...named, issuer });
  if (input.success) return input.data;
  throw new Refusal('invalid-input', 'The file was not sent.', {
    faults: faultsOfShape(input.error.issues, { ...named, issuer }),
  });
}

async function drawForm(c: Context<WebEnv>, filled: Filled) {
  const moves = await readMoves(...viewing(c), { limit: onPage, cursor: cursorIn(c) });
  return <MoveFormPage person={c.get('person')} moves={moves} filled={filled} idempotencyKey={newKey(c)} />;
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const id = idOf(c);
  const asked = listIn(c, moveLists);
  const [{ record, shown }, open] = await Promise.all([
    readMoveWith(...viewing(c), { id, ...asked }),
    readOpenProposalsFor(...viewing(c), { kind: 'issuer-move', of: id }),
  ]);
  return (
    <MovePage
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

/** The id of a move in the address. */
function idOf(c: Context<WebEnv>): string {
  const { data } = MoveId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such mapping file.');
}
