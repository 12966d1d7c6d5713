import { type Context, Hono, type Next } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import { DraftCommand } from '#shared/contract/publishing.ts';
import { actOnDraft } from '#shared/publishing/execute.ts';
import { readDraft, readRecord } from '#shared/publishing/read.ts';
import type { WebEnv } from '../../env.ts';
import { PageError, statusOf } from '../../errors.tsx';
import { formOf, keyOf, newKey } from '../../request.ts';
import { DraftPage } from '../../views/hr/draft.tsx';
import { empty, type Filled } from '../../views/parts.tsx';
import { pages } from '../ladders.tsx';
import { drawLadder } from './ladders.tsx';
import { ladderIdOf, namesOf, viewing } from './request.ts';

/** The draft of a ladder: what its check finds, what it changes, and its way to being published. */
export const draft = new Hono<WebEnv>()
  .get('/', async (c) => {
    const drawn = await draw(c, empty);
    // Replaced between two looks at it: looked at again.
    return drawn ? c.html(drawn) : c.redirect(`/hr/ladders/${ladderIdOf(c)}/draft`, 303);
  })
  .post('/', async (c) => {
    const values = await formOf(c);
    const meta = { idempotencyKey: keyOf(values), requestId: c.get('requestId') };
    const ladderId = ladderIdOf(c);
    try {
      const command = commandOf(values);
      await actOnDraft(...viewing(c), { ladderId, command }, meta);
      const isHere = command.type === 'propose-publication' || command.type === 'withdraw-proposal';
      return c.redirect(`/hr/ladders/${ladderId}${isHere ? '/draft' : ''}?done=${command.type}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return c.html(await drawRefused(c, values, error), statusOf(error.code));
    }
  })
  .use('/read/*', asReading)
  .route('/read', pages);

/** The command that a form sends. A day that is none is a fault of its field, anything else no form of ours. */
function commandOf({ type, hash, from }: Record<string, string>): DraftCommand {
  const parsed = DraftCommand.safeParse({ type, hash, ...(type === 'propose-publication' ? { from } : {}) });
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.every(({ path }) => path[0] === 'from'))
    throw new Refusal('invalid-input', 'It is not proposed yet.', {
      faults: [{ path: 'from', reason: 'give the day from which it is to be in force' }],
    });
  throw new PageError(422, 'This page takes what its own form sends, and nothing else.');
}

/** The page again with the reason; that of the ladder where there is no draft any more. */
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

/** Null when the draft was replaced between the reads. */
async function draw(c: Context<WebEnv>, filled: Filled) {
  const view = await readDraft(...viewing(c), ladderIdOf(c));
  const record = await readRecord(...viewing(c), ladderIdOf(c));
  const about = record.draft;
  if (about?.hash !== view.hash) return null;
  const nameOf = await namesOf(c, [about.by, about.proposal?.by ?? null]);
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
      done={c.req.query('done')}
    />
  );
}

/** Lets the pages of a published version show the draft. */
async function asReading(c: Context<WebEnv>, next: Next): Promise<void> {
  const ladderId = ladderIdOf(c);
  const { ladder, hash } = await readDraft(...viewing(c), ladderId);
  c.set('reading', {
    person: c.get('person'),
    ladder: { ...ladder, hash },
    standing: { is: 'draft' },
    isInForce: false,
    base: `/hr/ladders/${ladderId}/draft/read`,
  });
  await next();
}
