import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { ProposalId } from '#shared/contract/proposal-id.ts';
import { ProposalCommand } from '#shared/contract/proposals.ts';
import { mayKeepRecords } from '#shared/domain/people.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { readProposal, readProposalHistory, readProposalList } from '#shared/proposals/read.ts';
import { laddersInForce } from '#shared/publishing/published.ts';
import { namesOf } from '#shared/records/names.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { cursorIn, formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { ProposalPage } from '../../views/hr/proposal.tsx';
import { sentencesIn } from '../../views/hr/proposal-words.ts';
import { ProposalsPage } from '../../views/hr/proposals.tsx';
import { viewing } from './request.ts';
import { refusedReason } from './two-people.ts';

/** The pages of changes that take two people: the list of the open ones, and one with what can be done with it. */
export const proposals = new Hono<WebEnv>()
  .get('/', async (c) => {
    const [{ proposals, people, next }, ladders] = await Promise.all([
      readProposalList(...viewing(c), cursorIn(c)),
      laddersInForce(c.get('outside')),
    ]);
    const now = c.get('outside').clock.now().toISOString();
    const nameOf = namesOf(people);
    const sentencesOf = sentencesIn(nameOf, ladders);
    return c.html(
      <ProposalsPage
        person={c.get('person')}
        now={now}
        nameOf={nameOf}
        sentencesOf={sentencesOf}
        proposals={proposals}
        next={next}
      />,
    );
  })
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    const values = await formOf(c);
    const id = idOf(c);
    // Others have a proposal only if they asked for it themselves.
    if (!mayKeepRecords(c.get('person'), [], true)) await readProposal(...viewing(c), id);
    try {
      const command = commandOf(values);
      await actOnProposal(...viewing(c), { id, command }, metaOf(c, values));
      return c.redirect(`/hr/proposals/${id}?done=${command.type}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error;
      const field = values.type === 'confirm' ? 'why' : 'reason';
      const faults = error.faults.map(({ path, reason }) => ({ field: path === 'reason' ? field : null, reason }));
      const written = Object.entries(values).filter(([name, value]) => name === field && value !== '');
      const filled: Filled = { ...empty, values: Object.fromEntries(written), faults, message: error.message };
      return c.html(await draw(c, filled), statuses[error.code]);
    }
  });

/**
 * The command in the form. The page asks for two reasons: `reason` says why to refuse, `why` says why to confirm. One that is
 * missing or too long is a fault of its field. Any other fault means that this was not our form.
 */
function commandOf({ type, reason, why }: Record<string, string>): ProposalCommand {
  const given = type === 'confirm' ? why : type === 'refuse' ? (reason ?? '') : undefined;
  const input = { type, ...(given === undefined ? {} : { reason: given }) };
  const parsed = ProposalCommand.safeParse(input);
  if (parsed.success) return parsed.data;
  const [message, whom] =
    type === 'confirm'
      ? ['It is not confirmed yet.', 'everybody who reads the case']
      : ['It is not refused yet.', 'the person who proposed it'];
  throw refusedReason(message, whom, parsed.error, input);
}

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<WebEnv>): string {
  const { data } = ProposalId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such proposal.');
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const [history, ladders] = await Promise.all([
    readProposalHistory(...viewing(c), idOf(c)),
    laddersInForce(c.get('outside')),
  ]);
  return (
    <ProposalPage
      person={c.get('person')}
      history={history}
      ladders={ladders}
      filled={filled}
      idempotencyKey={newKey(c)}
      now={c.get('outside').clock.now().toISOString()}
      done={doneIn(c)}
    />
  );
}
