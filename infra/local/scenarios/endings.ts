import { UnexpectedAnswer } from '../client/client.ts';
import { begin } from '../client/ground.ts';
import { act, beginJourney, sign, viewAs, withdraw } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, eventsOf, happened, refused, same } from './assertions.ts';
import { personNow } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const withdrawn: Scenario = {
  about: 'the engineer withdraws, and the case accepts nothing after that',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3');
    await takeTurns(journey, 'calibration');
    await refused(journey, journey.cast.techLead, { type: 'withdraw', reason: 'Not yet.' }, 'forbidden');
    await withdraw(journey);
    await endsAs(journey, 'withdrawn');
    await refused(journey, journey.cast.engineer, { type: 'submit-portfolio' }, 'already-decided');
  },
};

export const cancelled: Scenario = {
  about: 'HR cancels a case that cannot go on, with a reason',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3');
    await refused(journey, journey.cast.odcLead, { type: 'cancel', reason: 'The team is dissolved.' }, 'forbidden');
    await act(journey, 'hr', { type: 'cancel', reason: 'The engineer moves to a ladder of another department.' });
    same('the reason', Boolean((await endsAs(journey, 'cancelled')).ending), true);
  },
};

export const declined: Scenario = {
  about: 'a signer declines, and says for each criterion why and what would change it',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3');
    const { engineer, odcLead } = journey.cast;
    await takeTurns(journey, 'sign-off');
    await sign(journey, odcLead, 'decline', 'Mentoring has only begun.');
    const { signOffs } = await endsAs(journey, 'not-promoted');
    same('reasons by criterion', Object.keys(signOffs[0]?.declineReasons ?? {}).length, 1);
    same('their level', (await personNow(ground, engineer)).level, 'L2');
  },
};

export const lapsed: Scenario = {
  about: 'the engineer does not take a step: they are reminded, and the case lapses after the days of grace',
  advancesClock: true,
  async play(ground) {
    const journey = await begin(ground, 'L2-L3');
    await takeTurns(journey, 'self-assessment');
    await ground.advance(42);
    await endsAs(journey, 'lapsed');
    // The number of reminders depends on weekends, because two reminders that are due together become one.
    const reminders = (await eventsOf(journey)).filter((event) => event.type === 'reminder-sent');
    const reminded = reminders.flatMap((event) => event.data.to);
    same('who was reminded', new Set(reminded), new Set([journey.cast.engineer]));
  },
};

export const reapplied: Scenario = {
  about: 'a second case after a declined one: it waits for the cool-down and takes the evidence over',
  advancesClock: true,
  async play(ground) {
    const first = await begin(ground, 'L2-L3');
    const { engineer, odcLead } = first.cast;
    await takeTurns(first, 'sign-off');
    await sign(first, odcLead, 'decline', 'Mentoring has only begun.');
    await endsAs(first, 'not-promoted');
    const tooEarly = await beginJourney({ ...first, engineer }).catch((error: unknown) => error);
    same('at once', tooEarly instanceof UnexpectedAnswer && tooEarly.answer.body.code, 'cooling-down');

    await ground.advance(186);
    const second = await beginJourney({ ...first, engineer, today: await ground.now() });
    ground.journeys.push(second);
    const before = await viewAs(first, engineer);
    const { previousCaseId } = await takeTurns(second, 'portfolio');
    same('the case before', previousCaseId, first.caseId);
    const evidence = (before.evidence ?? []).map((piece) => piece.id);
    await act(second, engineer, { type: 'carry-evidence', evidence });
    await happened(second, 'evidence-added', evidence.length);
    await takeTurns(second);
    await endsAs(second, 'promoted');
    await happened(second, 'evidence-added', evidence.length);
  },
};
