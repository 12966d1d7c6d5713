import { hrDesk } from '#shared/contract/names.ts';
import { begin } from '../client/ground.ts';
import { act, viewAs, withdraw } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { personNow, withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const escalated: Scenario = {
  about: 'nobody answers for weeks: people up the line are told, one level higher each time, and nothing is decided',
  advancesClock: true,
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { techLead } = journey.cast;
    const { odcLeadId, headOfDepartmentId, deliveryDirectorId } = await personNow(ground, techLead);
    await takeTurns(journey, 'calibration');
    await ground.advance(84);
    const told = (await happened(journey, 'escalated', 4)).map((event) => event.data.to);
    same('who was told', told, [[odcLeadId], [headOfDepartmentId], [deliveryDirectorId], [hrDesk]]);
    const { stage, outcome } = await viewAs(journey, 'hr');
    same('stage and outcome', [stage, outcome], ['calibration', null]);
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
  },
};

export const extended: Scenario = {
  about: 'a lead extends a deadline; the engineer cannot do that',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    const { dueAt } = await takeTurns(journey, 'self-assessment');
    const until = new Date(Date.parse(dueAt ?? '') + 14 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    const extend = { type: 'extend-deadline' as const, until, reason: 'They were on call for two weeks.' };
    await refused(journey, engineer, extend, 'forbidden');
    await act(journey, techLead, extend);
    same('the due day is later', ((await viewAs(journey, engineer)).dueAt ?? '') > (dueAt ?? ''), true);
    await happened(journey, 'deadline-extended');
    await withdraw(journey);
    await endsAs(journey, 'withdrawn');
  },
};
