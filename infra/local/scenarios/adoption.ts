import { answerAs, confirmerFor } from '../client/confirmers.ts';
import { begin } from '../client/ground.ts';
import { act, holderOf, signature } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import type { Scenario } from './scenario.ts';

export const adopted: Scenario = {
  about:
    'a team is asked whether it has adopted a design: one person cannot say, the next says no; only a yes lets people sign',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const view = await takeTurns(journey, 'calibration');
    const piece = view.evidence?.find(({ adoption }) => adoption !== null);
    if (!piece?.adoption) throw new Error('No piece needs a team that has adopted it');
    const { team, confirmerId } = piece.adoption;
    await answerAs(journey, confirmerId, 'not-mine');
    const next = await confirmerFor(journey, view, { team, not: [confirmerId] });
    await act(journey, journey.cast.engineer, { type: 'name-confirmer', evidence: piece.id, confirmerId: next });
    await answerAs(journey, next, 'no');

    const lead = holderOf(await takeTurns(journey, 'sign-off'), 'sign-off.odc-lead') ?? '';
    const { command, headers } = await signature(journey, lead, 'approve', 'The design carries two teams.');
    await refused(journey, lead, command, 'not-yet', headers);
    await answerAs(journey, next, 'yes');
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const said = (await happened(journey, 'adoption-answered', 4)).map(({ data }) => data.answer);
    same('answers', said, ['yes', 'not-mine', 'no', 'yes']);
  },
};
