import type { Context, Next } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { DraftCommand } from '#shared/contract/publishing.ts';
import { actOnDraft } from '#shared/publishing/execute.ts';
import { readDraft } from '#shared/publishing/read.ts';
import { loadNames } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { DraftPage } from '../../views/hr/draft.tsx';
import { pages } from '../ladders.tsx';
import { drawLadder } from './ladders.tsx';
import { ladderIdOf, viewing } from './request.ts';

/** The page of a ladder's draft: its faults, what it changes, and the steps to publish it. */
export const draft = new Hono<WebEnv>()
  .get('/', async (c) => {
    const drawn = await draw(c, empty);
    // The draft was replaced between the two reads, so read again.
    return drawn ? c.html(drawn) : c.redirect(`/hr/ladders/${ladderIdOf(c)}/draft`, 303);
  })
  .post('/', async (c) => {
    const values = await formOf(c);
    const meta = metaOf(c, values);
    const ladderId = ladderIdOf(c);
    try {
      const command = commandOf(values);
      await actOnDraft(...viewing(c), { ladderId, command }, meta);
      const isHere = command.type === 'propose-publication' || command.type === 'withdraw-proposal';
      return c.redirect(`/hr/ladders/${ladderId}${isHere ? '/draft' : ''}?done=${command.type}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return c.html(await drawRefused(c, values, error), statuses[error.code]);
    }
  })
  .use('/read/*', asReading)
  .route('/read', pages);

/** The command in the form. An invalid day is a fault of its field. Any other fault means that this was not our form. */
function commandOf({ type, hash, from }: Record<string, string>): DraftCommand {
  const parsed = DraftCommand.safeParse({ type, hash, ...(type === 'propose-publication' ? { from } : {}) });
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.every(({ path }) => path[0] === 'from'))
    throw new Refusal('invalid-input', 'It is not proposed yet.', {
      faults: [{ path: 'from', reason: 'give the day from which it will be in force' }],
    });
  throw new PageError(422, 'This page accepts only its own form.');
}

/** Shows the page again with the reason. If the draft no longer exists, shows the page of the ladder. */
async function drawRefused(c: Context<WebEnv>, values: Record<string, string>, error: Refusal) {
  const faults = error.faults.map(({ path, reason }) => ({ field: path === 'from' ? 'from' : null, reason }));
  const { from } = values;
  const filled: Filled = { ...empty, values: from === undefined ? {} : { from }, faults, message: error.message };
  const drawn = await draw(c, filled).catch((cause: unknown) => {
    if (cause instanceof Refusal && cause.code === 'not-found') return null;
    throw cause;
  });
  return drawn ?? drawLadder(c, undefined, error.message);
}

/** The page of the draft. Null if the draft was replaced between the two reads. */
async function draw(c: Context<WebEnv>, filled: Filled) {
  const { view, record } = await readDraft(...viewing(c), ladderIdOf(c));
  const about = record?.draft;
  if (!about || about.hash !== view.hash) return null;
  const nameOf = await loadNames(c.get('outside').table, [about.by, about.proposal?.by ?? null]);
  return (
    <DraftPage
      person={c.get('person')}
      record={record}
      about={about}
      view={view}
      nameOf={nameOf}
      today={c.get('outside').clock.now().toISOString().slice(0, 10)}
      filled={filled}
      idempotencyKey={newKey(c)}
      done={doneIn(c)}
    />
  );
}

/** Makes the pages of ladders show the draft instead of a published version. */
async function asReading(c: Context<WebEnv>, next: Next): Promise<void> {
  const ladderId = ladderIdOf(c);
  const { ladder, hash } = (await readDraft(...viewing(c), ladderId)).view;
  c.set('reading', {
    person: c.get('person'),
    ladder: { ...ladder, hash },
    standing: { is: 'draft' },
    isInForce: false,
    base: `/hr/ladders/${ladderId}/draft/read`,
  });
  await next();
}
