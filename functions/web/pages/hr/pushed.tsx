import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { PersonId } from '#shared/contract/people.ts';
import { PushedCommand } from '#shared/contract/scim.ts';
import { hrOnly } from '#shared/records/hr-only.ts';
import { namesOf } from '#shared/records/names.ts';
import { actOnWaiting, readWaiting } from '#shared/scim/waiting.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { formOf, metaOf, newKey } from '../../http/request.ts';
import { PushedPage } from '../../views/hr/pushed.tsx';
import { versionIn, viewing } from './request.ts';

/** HR's page of what identity systems pushed: what waits, and who joined. */
export const pushed = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, null)))
  .post('/', async (c) => {
    const values = await formOf(c);
    hrOnly(c.get('person'));
    const { type, reason = '' } = values;
    const said = { type, version: versionIn(values), ...(type === 'set-aside' ? { reason } : {}) };
    const [id, command] = [PersonId.safeParse(values.id), PushedCommand.safeParse(said)];
    if (!id.success || !command.success) {
      if (!id.success || command.error?.issues.some(({ path }) => path.at(-1) !== 'reason'))
        throw new PageError(422, 'This page accepts only its own form.');
      return c.html(await draw(c, `${incompleteForm} Say why, in 4,000 characters at most.`), 422);
    }
    try {
      await actOnWaiting(...viewing(c), { id: id.data, command: command.data }, metaOf(c, values));
      return c.redirect('/hr/scim?done=yes', 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return c.html(await draw(c, error.message), statuses[error.code]);
    }
  });

async function draw(c: Context<WebEnv>, refused: string | null) {
  const { waiting, hasMore, named } = await readWaiting(...viewing(c));
  return (
    <PushedPage
      person={c.get('person')}
      waiting={waiting}
      hasMore={hasMore}
      nameOf={namesOf(Object.values(named))}
      signInKey={c.get('outside').signInKey}
      refused={refused}
      keyFor={() => newKey(c)}
      isDone={doneIn(c) !== undefined}
    />
  );
}
