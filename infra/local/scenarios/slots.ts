import { begin, type Ground } from '../client/ground.ts';
import { act, holderOf, type Journey, viewAs } from '../client/journey.ts';
import { review, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { changePerson, directors, otherTechLead, peopleOfHr, personNow, withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

const reviewer = 'calibration.tech-lead';
const recuseAgain = { type: 'recuse' as const, reason: 'I have changed my mind.' };

async function whoReviews(journey: Journey): Promise<string> {
  return holderOf(await viewAs(journey, 'hr'), reviewer) ?? '';
}

/** The tech lead leaves their slots, and the next person up the line takes them over. */
const leaving = (type: 'recuse' | 'declare-conflict', about: string, event: string): Scenario => ({
  about,
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { techLead } = journey.cast;
    await takeTurns(journey, 'calibration');
    await act(journey, techLead, { type, reason: 'We have been a couple since spring.' });
    // The ODC lead signs, so the review goes one person further up.
    const { headOfDepartmentId } = await personNow(ground, journey.cast.engineer);
    same('who reviews now', await whoReviews(journey), headOfDepartmentId);
    await refused(journey, techLead, recuseAgain, 'forbidden');
    if (type === 'declare-conflict') {
      const back = { type: 'reassign' as const, slot: reviewer, to: techLead, reason: 'They know the work best.' };
      await refused(journey, 'hr', back, 'invalid-input');
    }
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    await happened(journey, event);
  },
});

export const recused = leaving(
  'recuse',
  'a tech lead steps back, and the next person up the line takes over',
  'recused',
);
export const conflict = leaving(
  'declare-conflict',
  'a tech lead declares a conflict of interest and can never come back to the case',
  'conflict-declared',
);

export const reassigned: Scenario = {
  about: 'HR reassigns the review to another tech lead, and the engineer can object for three days',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    await takeTurns(journey, 'calibration');
    const to = await otherTechLead(ground, techLead);
    const reason = 'They have led this engineer’s project since summer.';
    const own = { type: 'reassign' as const, slot: reviewer, to: engineer, reason };
    await refused(journey, 'hr', own, 'invalid-input');
    await act(journey, 'hr', { ...own, to });
    same('who reviews now', await whoReviews(journey), to);
    await refused(
      journey,
      to,
      { type: 'submit-review', ratings: {}, notes: {}, antiSignals: [], comment: '' },
      'not-yet',
    );
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    await happened(journey, 'panel-accepted');
  },
};

export const delegated: Scenario = {
  about: 'a tech lead delegates the review to another one for ten days, and the record names both',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    await takeTurns(journey, 'calibration');
    const until = new Date((await ground.now()).getTime() + 10 * 24 * 3600 * 1000).toISOString();
    const delegate = { type: 'delegate' as const, slots: [reviewer], from: null, until, reason: 'I am on leave.' };
    await refused(journey, techLead, { ...delegate, to: engineer }, 'invalid-input');
    const to = await otherTechLead(ground, techLead);
    await act(journey, techLead, { ...delegate, to });
    await review(journey, to);
    const [reviewed] = await happened(journey, 'review-submitted');
    same('who reviewed, and for whom', [reviewed?.actor.personId, reviewed?.actor.onBehalfOf], [to, techLead]);
    await act(journey, techLead, { type: 'end-delegation', to });
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
  },
};

export const left: Scenario = {
  about: 'a tech lead leaves in the middle of a case: the sweep gives their slots to the next person up the line',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    const { headOfDepartmentId } = await personNow(ground, engineer);
    await takeTurns(journey, 'calibration');
    await changePerson(ground, techLead, { active: false });
    try {
      await ground.sweep();
      same('who reviews now', await whoReviews(journey), headOfDepartmentId);
      await happened(journey, 'slot-substituted');
      await takeTurns(journey);
      await endsAs(journey, 'promoted');
    } finally {
      await changePerson(ground, techLead, { active: true });
      await ground.sweep();
    }
  },
};

export const managerChanged: Scenario = {
  about: 'the engineer gets another tech lead: the new one takes the open slots, and the review that was sent stays',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead } = journey.cast;
    const { techLeadId } = await personNow(ground, engineer);
    await takeTurns(journey, 'portfolio');
    const to = await otherTechLead(ground, techLead);
    await changePerson(ground, engineer, { techLeadId: to });
    try {
      await ground.sweep();
      const view = await viewAs(journey, 'hr');
      same(
        'who reviewed and who signs',
        [reviewer, 'sign-off.tech-lead'].map((slot) => holderOf(view, slot)),
        [techLead, to],
      );
      await takeTurns(journey);
      await endsAs(journey, 'promoted');
    } finally {
      await changePerson(ground, engineer, { techLeadId });
    }
  },
};

export const engineerLeft: Scenario = {
  about:
    'the engineer leaves before the signatures: the case stops, and goes on once they are back, as another person of HR says',
  play: (ground) =>
    whileEngineerIsAway(ground, 'sign-off', async (journey, changers) => {
      const [second = ''] = (await peopleOfHr(ground)).filter((id) => !changers.includes(id));
      same('how many people changed the record', changers.length, 1);
      const asRead = async () => ({ 'if-match': `"${(await viewAs(journey, second)).version}"` });
      same('the stage', (await viewAs(journey, 'hr')).stage, 'stopped');
      const goesOn = {
        type: 'decide-stop',
        decision: 'resume',
        reason: 'They are back at work, and nothing else in their record has changed.',
      } as const;
      await refused(journey, changers[0] ?? '', goesOn, 'forbidden');
      await refused(journey, second, goesOn, 'not-yet', await asRead());
      await changePerson(ground, journey.cast.engineer, { active: true });
      await act(journey, second, goesOn, await asRead());
      await happened(journey, 'case-resumed');
      await takeTurns(journey);
      await endsAs(journey, 'promoted');
    }),
};

export const engineerLeftTwice: Scenario = {
  about:
    'both people of HR say in turn that the engineer has left: neither says how the stopped case goes on, so a delivery director ends it',
  play: (ground) =>
    whileEngineerIsAway(ground, 'portfolio', async (journey, changers) => {
      const { engineer } = journey.cast;
      const others = (await peopleOfHr(ground)).filter((id) => !changers.includes(id));
      for (const other of others)
        for (const active of [true, false]) await changePerson(ground, engineer, { active }, other);
      await ground.sweep();
      await happened(journey, 'case-stopped', 2);
      // Now nobody of HR is left, which the next sweep sees.
      await ground.sweep();
      const ends = {
        type: 'decide-stop',
        decision: 'end',
        reason: 'They have left the company, as their lead has confirmed to us.',
      } as const;
      for (const id of await peopleOfHr(ground)) await refused(journey, id, ends, 'forbidden');
      const { turns } = await viewAs(journey, 'hr');
      const [director = ''] = (await directors(ground)).filter((id) => turns.some((one) => one.personId === id));
      await act(journey, director, ends, { 'if-match': `"${(await viewAs(journey, director)).version}"` });
      await changePerson(ground, engineer, { active: true });
      await endsAs(journey, 'overtaken');
    }),
};

/** Stops a case at a stage, because its engineer has left, and brings them back at the end. `changers` said so. */
async function whileEngineerIsAway(
  ground: Ground,
  stage: 'portfolio' | 'sign-off',
  play: (journey: Journey, changers: string[]) => Promise<void>,
): Promise<void> {
  const journey = await begin(ground, 'L2-L3', withTechLead);
  const { engineer } = journey.cast;
  await takeTurns(journey, stage);
  await changePerson(ground, engineer, { active: false });
  try {
    await ground.sweep();
    const [stop] = await happened(journey, 'case-stopped');
    const { changedBy } = (stop as { data: Record<string, unknown> }).data as { changedBy: string[] };
    await play(journey, changedBy);
  } finally {
    if (!(await personNow(ground, engineer)).active) await changePerson(ground, engineer, { active: true });
  }
}
