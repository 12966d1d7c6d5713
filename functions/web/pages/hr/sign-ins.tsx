import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { onPage } from '#shared/contract/cursor.ts';
import { MovesQuery } from '#shared/contract/moves.ts';
import { readPerson } from '#shared/directory/people.ts';
import { readRefusedSignIns, readSignIns } from '#shared/directory/sign-ins.ts';
import { isHrForAll } from '#shared/domain/people.ts';
import { readMoves } from '#shared/importing/move-read.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { cursorIn, formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { EndSignInPage, RefusedSignInsPage } from '../../views/hr/sign-ins.tsx';
import { carried } from './carried.ts';
import { personIdOf, viewing } from './request.ts';
import { proposeFrom } from './two-people.ts';

/** HR's page of the visitors who were not let in, and of the moves to another issuer. */
export const refusedSignIns = new Hono<WebEnv>().get('/', async (c) => {
  const page = { limit: onPage, cursor: cursorIn(c) };
  const [refused, moves] = await Promise.all([readRefusedSignIns(...viewing(c), page), movesFor(c)]);
  return c.html(
    <RefusedSignInsPage person={c.get('person')} {...refused} moves={moves} signInKey={c.get('outside').signInKey} />,
  );
});

/** The moves to another issuer, for HR without a limit. */
const movesFor = (c: Context<WebEnv>) =>
  isHrForAll(c.get('person')) ? readMoves(...viewing(c), MovesQuery.parse({})) : null;

/** The page on which HR proposes to end a sign-in of a person. */
export const endSignIn = new Hono<WebEnv>()
  .get('/:account', async (c) => c.html(await draw(c, empty)))
  .post('/:account', async (c) => {
    const values = await formOf(c);
    const change = { kind: 'sign-in-end' as const, of: personIdOf(c), signIn: c.req.param('account') };
    return carried(c, values, {
      fields: ['reason'],
      act: () => proposeFrom(c, values, change),
      draw: (filled) => draw(c, filled),
    });
  });

async function draw(c: Context<WebEnv>, filled: Filled) {
  const person = anyHrOnly(c.get('person'));
  const id = personIdOf(c);
  const [{ signIns }, shown, open] = await Promise.all([
    readSignIns(...viewing(c), id),
    readPerson(...viewing(c), id),
    readOpenProposalsFor(...viewing(c), { kind: 'sign-in-end', of: id }),
  ]);
  const one = signIns.list.findLast((signIn) => signIn.id === c.req.param('account'));
  if (!one || !shown || !('roles' in shown)) throw new PageError(404, 'There is no such sign-in.');
  return (
    <EndSignInPage
      person={person}
      shown={shown}
      one={one}
      version={signIns.version}
      signInKey={c.get('outside').signInKey}
      open={open}
      idempotencyKey={newKey(c)}
      filled={filled}
    />
  );
}
