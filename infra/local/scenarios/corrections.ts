import { begin } from '../client/ground.ts';
import { act, viewAs } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, same } from './assertions.ts';
import { changeByTwo, personNow, withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const corrected: Scenario = {
  about: 'a promotion was wrong: two people of HR correct it, the level is what it was, and the engineer appeals',
  async play(ground) {
    const journey = await begin(ground, 'L1-L2', withTechLead);
    const { caseId } = journey;
    const { engineer } = journey.cast;
    const { levelSince } = await personNow(ground, engineer);
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const { version } = await viewAs(journey, 'hr');
    await changeByTwo(ground, { kind: 'correct-outcome', of: caseId, version, to: 'not-promoted' });
    same('the outcome before', (await endsAs(journey, 'not-promoted')).corrected?.from, 'promoted');
    const now = await personNow(ground, engineer);
    same('their level', [now.level, now.levelSince], ['L1', levelSince]);
    await happened(journey, 'outcome-corrected');
    await act(journey, engineer, {
      type: 'appeal',
      ground: 'procedure',
      statement: 'Nobody has said what was wrong.',
      against: null,
    });
  },
};
