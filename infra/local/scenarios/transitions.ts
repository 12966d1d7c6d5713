import type { CycleListing } from '#shared/contract/cycles.ts';
import { must } from '../client/client.ts';
import { begin, type Ground } from '../client/ground.ts';
import {
  act,
  assessThemselves,
  calibrate,
  handInPortfolio,
  holderOf,
  type Journey,
  sign,
  signature,
  viewAs,
} from '../client/journey.ts';
import { review, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { personNow } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const l1ToL2: Scenario = {
  about: 'L1 to L2, signed by the ODC lead within the window of the annual cycle',
  async play(ground) {
    const journey = await begin(ground, 'L1-L2', { cycleId: await annualCycle(ground) });
    await takeTurns(journey);
    await promoted(ground, journey, 'L2');
    same('who signed', (await happened(journey, 'signed-off'))[0]?.actor.role, 'odc-lead');
  },
};

export const l1ToL2OutsideTheWindow: Scenario = {
  about: 'L1 to L2 without a cycle: the ODC lead cannot sign until HR allows it with a reason',
  async play(ground) {
    const journey = await begin(ground, 'L1-L2');
    await takeTurns(journey, 'sign-off');
    const { odcLead } = journey.cast;
    const { command, headers } = await signature(journey, odcLead, 'approve', 'A good year.');
    await refused(journey, odcLead, command, 'not-yet', headers);
    await act(journey, 'hr', {
      type: 'waive-window',
      answer: 'waive',
      cycleId: null,
      reason: 'The engineer was on parental leave in the window.',
    });
    await takeTurns(journey);
    await promoted(ground, journey, 'L2');
    await happened(journey, 'window-waived');
  },
};

export const l2ToL3: Scenario = {
  about: 'L2 to L3, signed by the tech lead and the ODC lead (the default scenario)',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3');
    const { techLead, odcLead } = journey.cast;
    await assessThemselves(journey);
    await calibrate(journey);
    await handInPortfolio(journey);
    const beside = 'I have worked beside them all year: this is the work of the next level.';
    await sign(journey, techLead, 'approve', beside);
    await sign(journey, odcLead, 'approve', 'The evidence is convincing. Congratulations.');
    await promoted(ground, journey, 'L3');
  },
};

/** From L3 to L4 on a track. The portfolio has the requirements of the track, and a panel reviews under seal. */
const l3ToL4 = (track: string, requirement: string): Scenario => ({
  about: `L3 to L4 as ${track}: a panel reviews under seal, its lead records the consensus`,
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { engineer } = journey.cast;
    await act(journey, engineer, { type: 'declare-track', track });
    const { requirements } = await takeTurns(journey, 'portfolio');
    same('the requirement of the track', requirements?.map((one) => one.id).includes(requirement), true);
    await takeTurns(journey, 'calibration');
    await sealed(journey);
    await takeTurns(journey);
    same('their track', (await promoted(ground, journey, 'L4')).track, track);
    await happened(journey, 'review-submitted', 3);
    await happened(journey, 'consensus-recorded');
    await happened(journey, 'signed-off', 2);
  },
});

/** Sends the first review. Only the lead sees who has sent it, and nobody sees its content. */
async function sealed(journey: Journey): Promise<void> {
  const first = await viewAs(journey, 'hr');
  const lead = holderOf(first, 'calibration.lead') ?? '';
  const techLead = holderOf(first, 'calibration.tech-lead') ?? '';
  await review(journey, techLead);
  const [seenByLead, seenByEngineer] = [await viewAs(journey, lead), await viewAs(journey, journey.cast.engineer)];
  same('what the lead sees', [seenByLead.reviews, seenByLead.submitted], [null, [techLead]]);
  same('what the engineer sees', [seenByEngineer.reviews, seenByEngineer.submitted], [null, null]);
}

export const l3ToL4AsTechLead = l3ToL4('tech-lead', 'report-idp');
export const l3ToL4AsPrincipalEngineer = l3ToL4('principal-engineer', 'adopted-rfc');

/** A whole case on another ladder, with the path of that ladder. */
const onLadder = (ladderId: string, transition: string, to: string): Scenario => ({
  about: `${transition} on the ladder ${ladderId}, with its own path and portfolio`,
  async play(ground) {
    const journey = await begin(ground, transition, { ladderId });
    await takeTurns(journey);
    await promoted(ground, journey, to);
  },
});

export const onRatings = onLadder('software-engineer-ratings', 'L1-L2', 'L2');
export const onNarrative = onLadder('engineer-narrative', 'L1-L2', 'L2');
export const onCompetencies = onLadder('senior-engineer-competencies', 'S1-S2', 'S2');

/** Asserts that the engineer was promoted, in the case and in the directory, and gives their directory record. */
async function promoted(ground: Ground, journey: Journey, level: string) {
  await endsAs(journey, 'promoted');
  const person = await personNow(ground, journey.cast.engineer);
  same('their level', person.level, level);
  return person;
}

/** The annual cycle whose window for signatures is open today. */
async function annualCycle(ground: Ground): Promise<string> {
  const token = await ground.tokenOf('hr');
  const { body } = await must<{ items: CycleListing[] }>(ground.send, 'GET', '/api/cycles', { token });
  const today = (await ground.now()).toISOString().slice(0, 10);
  const found = body.items.find(({ kind, closedAt, joinUntil, windows }) => {
    const window = windows['sign-off'];
    return kind === 'annual' && !closedAt && today <= joinUntil && window && window.from <= today && today <= window.to;
  });
  if (!found) throw new Error('No annual cycle is open for signatures today. HR opens one with a window for sign-off.');
  return found.id;
}
