import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { readSearched } from '#shared/cases/naming.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { onPage } from '#shared/contract/cursor.ts';
import { PersonId } from '#shared/contract/people.ts';
import { PushedCommand } from '#shared/contract/scim.ts';
import { readNamed } from '#shared/directory/people.ts';
import { hrOnly } from '#shared/records/hr-only.ts';
import { namesOf } from '#shared/records/names.ts';
import { actOnWaiting, readWaiting } from '#shared/scim/waiting.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { cursorIn, formOf, metaOf, newKey } from '../../http/request.ts';
import { PushedPage } from '../../views/hr/pushed.tsx';
import { type Asked, askedIn, noPickers, pickingFor } from '../../views/picking.ts';
import { versionIn, viewing } from './request.ts';

/** HR's page of what identity systems pushed: what waits, and who joined. */
export const pushed = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, null, askedIn(c.req.query()))))
  .post('/', async (c) => {
    const values = await formOf(c);
    hrOnly(c.get('person'));
    const { type, reason = '' } = values;
    const said = { type, version: versionIn(values), ...(type === 'set-aside' ? { reason } : {}) };
    const [id, command] = [PersonId.safeParse(values.id), PushedCommand.safeParse(said)];
    if (!id.success || !command.success) {
      if (!id.success || command.error?.issues.some(({ path }) => path.at(-1) !== 'reason'))
        throw new PageError(422, 'This page accepts only its own form.');
      return c.html(await draw(c, `${incompleteForm} Say why, in 4,000 characters at most.`, one(id.data)), 422);
    }
    try {
      await actOnWaiting(...viewing(c), { id: id.data, command: command.data }, metaOf(c, values));
      return c.redirect('/hr/scim?done=yes', 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return c.html(await draw(c, error.message, one(id.data)), statuses[error.code]);
    }
  });

/** The page of one person alone. */
const one = (personId: string): Asked => ({ ...noPickers, values: { personId } });

async function draw(c: Context<WebEnv>, refused: string | null, asked: Asked) {
  const personId = PersonId.safeParse(asked.values.personId).data;
  const [{ items, next, named }, { found, end }, chosen] = await Promise.all([
    readWaiting(...viewing(c), { personId, limit: onPage, cursor: cursorIn(c) }),
    readSearched(c.get('outside'), asked.search),
    readNamed(...viewing(c), personId === undefined ? [] : [personId]),
  ]);
  return (
    <PushedPage
      person={c.get('person')}
      waiting={items}
      next={next}
      found={found}
      picking={pickingFor(asked, end, chosen)}
      personId={personId ?? null}
      nameOf={namesOf(Object.values(named))}
      signInKey={c.get('outside').signInKey}
      refused={refused}
      keyFor={() => newKey(c)}
      isDone={doneIn(c) !== undefined}
    />
  );
}
