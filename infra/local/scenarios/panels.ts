import { begin } from '../client/ground.ts';
import { act, holderOf, type Journey, viewAs } from '../client/journey.ts';
import { panelFor } from '../client/panel.ts';
import { review, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { otherTechLead, withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const objection: Scenario = {
  about: 'the engineer objects to two reviewers: the lead keeps one and replaces the other, who has a conflict',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { engineer } = journey.cast;
    await takeTurns(journey, 'self-assessment');
    const view = await viewAs(journey, 'hr');
    const lead = holderOf(view, 'calibration.lead') ?? '';
    const reviewers = await panelFor(journey, view);
    await act(journey, lead, { type: 'appoint-panel', reviewers });
    const object = { type: 'raise-objection' as const, reason: 'We applied for the same post last year.' };
    await act(journey, engineer, { ...object, slot: 'calibration.peer-1', ground: 'other' });
    await act(journey, engineer, { ...object, slot: 'calibration.peer-2', ground: 'conflict' });
    await refused(journey, engineer, { type: 'accept-panel' }, 'not-yet');
    const answer = { type: 'answer-objection' as const, to: null };
    const stays = 'Nobody else has led work of this size.';
    await act(journey, lead, { ...answer, objection: 'o1', answer: 'keep', reason: stays });
    await act(journey, lead, { ...answer, objection: 'o2', answer: 'replace', reason: 'A fair point.' });
    const conflicted = { type: 'appoint-panel' as const, reviewers: reviewers.slice(1) };
    await refused(journey, lead, conflicted, 'invalid-input');
    const others = await panelFor(journey, await viewAs(journey, 'hr'), reviewers);
    await act(journey, lead, { type: 'appoint-panel', reviewers: others });
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const reviewed = (await happened(journey, 'review-submitted', 3)).map((event) => event.actor.personId);
    same('the one who stayed reviewed', reviewed.includes(reviewers[0] ?? ''), true);
    same('the one who was replaced reviewed', reviewed.includes(reviewers[1] ?? ''), false);
  },
};

export const objectionForHr: Scenario = {
  about:
    'HR upholds an objection when the reviewer has reviewed already: another one reviews, and nothing of the first counts',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    const slot = 'calibration.tech-lead';
    const object = { type: 'raise-objection' as const, slot, ground: 'conflict' as const, reason: 'We are related.' };
    await act(journey, engineer, object);
    await takeTurns(journey, 'calibration');
    await review(journey, techLead);
    const to = await otherTechLead(ground, techLead);
    const answer = { type: 'answer-objection' as const, objection: 'o1', answer: 'replace' as const, to };
    await refused(journey, techLead, { ...answer, reason: 'It does not matter.' }, 'forbidden');
    await act(journey, 'hr', { ...answer, reason: 'Thank you for saying so.' });
    same('who reviews now', holderOf(await viewAs(journey, 'hr'), slot), to);
    await act(journey, engineer, { type: 'accept-panel' });
    await refused(journey, engineer, object, 'not-yet');
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const reviewed = (await happened(journey, 'review-submitted', 2)).map((event) => event.actor.personId);
    same('who reviewed', reviewed, [techLead, to]);
    same(
      'whose review counts',
      (await viewAs(journey, 'hr')).reviews?.map((one) => one.by),
      [to],
    );
  },
};

/** Moves a case from L3 to L4 to a panel that is appointed and accepted. Gives the lead and the reviewers. */
export async function withPanel(journey: Journey): Promise<{ lead: string; reviewers: string[] }> {
  await takeTurns(journey, 'calibration');
  const view = await viewAs(journey, 'hr');
  const lead = holderOf(view, 'calibration.lead') ?? '';
  await act(journey, lead, { type: 'appoint-panel', reviewers: await panelFor(journey, view) });
  await act(journey, journey.cast.engineer, { type: 'accept-panel' });
  const { participants } = await viewAs(journey, 'hr');
  const reviewers = participants.filter(({ slot }) => slot.startsWith('calibration.') && slot !== 'calibration.lead');
  return { lead, reviewers: reviewers.map((one) => one.personId ?? '') };
}

/** All reviewers of a panel except one send their reviews. */
export async function othersReview(journey: Journey, reviewers: string[], not: string): Promise<void> {
  for (const who of reviewers) if (who !== not) await review(journey, who);
}
