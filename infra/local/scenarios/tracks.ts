import { UnexpectedAnswer } from '../client/client.ts';
import { begin } from '../client/ground.ts';
import { act, beginJourney } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { personNow } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const trackChange: Scenario = {
  about: 'a change of track at L4: two talks, a trial, a confirmation in the next quarter; only once in 18 months',
  advancesClock: true,
  async play(ground) {
    const journey = await begin(ground, 'L4-L4', { of: (one) => one.track !== null });
    const { engineer } = journey.cast;
    const { confirmableFrom } = await takeTurns(journey, 'trial');
    const change = { type: 'confirm-track' as const, decision: 'change' as const, reason: 'I have found my place.' };
    await refused(journey, engineer, change, 'not-yet');
    await takeTurns(journey);
    const { track } = await endsAs(journey, 'track-changed');
    const moved = await personNow(ground, engineer);
    same('their track', moved.track, track);
    same('not before the next quarter', (moved.trackChangedOn ?? '') >= (confirmableFrom ?? ''), true);
    await happened(journey, 'attested', 2);
    const again = await beginJourney({ ...journey, engineer }).catch((error: unknown) => error);
    same('a second change', again instanceof UnexpectedAnswer && again.answer.body.code, 'cooling-down');
  },
};

export const trackStayed: Scenario = {
  about: 'a trial on another track, after which the engineer stays on their own track',
  async play(ground) {
    const journey = await begin(ground, 'L4-L4', { of: (one) => one.track !== null });
    const { engineer } = journey.cast;
    const before = await personNow(ground, engineer);
    await takeTurns(journey, 'trial');
    await act(journey, engineer, { type: 'confirm-track', decision: 'stay', reason: 'Leading a team is what I miss.' });
    await endsAs(journey, 'stayed');
    same('their track', (await personNow(ground, engineer)).track, before.track);
  },
};
