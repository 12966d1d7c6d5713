import { readCase } from '#shared/cases/read.ts';
import type { CommandOf } from '#shared/contract/commands.ts';
import { actorOf } from './actor.ts';
import { attest, portfolioForL3, readyForL3, review, selfAssessment } from './commands.ts';
import type { World } from './world.ts';

type Sign = Pick<CommandOf<'sign-off'>, 'decision' | 'declineReasons'>;

/** A case of Erin that ended: everybody approved, or the tech lead declined. Returns its id. */
export async function endedCase(
  world: World,
  how: 'approve' | 'decline',
  rated: 'ready' | 'not ready' = 'ready',
): Promise<string> {
  const { ladder } = world;
  const caseId = await world.open('erin-engineer');
  const ratings =
    rated === 'ready' ? readyForL3(ladder) : Object.fromEntries(Object.keys(readyForL3(ladder)).map((id) => [id, 1]));
  await world.step(caseId);
  await world.act('erin-engineer', caseId, selfAssessment(readyForL3(ladder)));
  await world.step(caseId);
  for (const id of ['owns-a-module', 'mentoring-readiness']) await world.act('tess-lead', caseId, attest(id));
  await world.act('tess-lead', caseId, review(ratings));
  await world.step(caseId);
  for (const piece of portfolioForL3) await world.act('erin-engineer', caseId, piece);
  await world.act('erin-engineer', caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  for (const who of how === 'approve' ? ['tess-lead', 'omar-odc'] : ['tess-lead']) {
    const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId);
    if (!view.seen) throw new Error('nothing to sign');
    const ground = Object.keys(view.seen.criteria)[0] ?? '';
    const sign: Sign = {
      decision: how,
      declineReasons:
        how === 'decline' ? { [ground]: { reason: 'The wrong button.', wouldChange: 'The right one.' } } : {},
    };
    const rest = { comment: 'So be it.', seen: view.seen, exceptionReasons: {}, returns: null };
    await world.act(who, caseId, { type: 'sign-off', ...sign, ...rest }, view.version);
  }
  await world.step(caseId);
  return caseId;
}
