import type { CommandOf } from '#shared/contract/commands.ts';
import { begin, type Ground } from '../client/ground.ts';
import { act, type Journey, sign, viewAs } from '../client/journey.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { otherTechLead, withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

type Appeal = CommandOf<'appeal'>;
type Decision = Omit<CommandOf<'decide-appeal'>, 'type'>;

const appeal: Appeal = {
  type: 'appeal',
  ground: 'evidence',
  statement: 'The design that two teams have taken up was not looked at.',
  against: null,
};

/** Plays a case that is declined, and whose engineer appeals. */
async function appealed(ground: Ground): Promise<Journey> {
  const journey = await begin(ground, 'L2-L3', withTechLead);
  await takeTurns(journey, 'sign-off');
  await refused(journey, journey.cast.engineer, appeal, 'wrong-stage');
  await sign(journey, journey.cast.odcLead, 'decline', 'Scope of design stands at step 2.');
  await endsAs(journey, 'not-promoted');
  await act(journey, journey.cast.engineer, appeal);
  await takeTurns(journey, 'appeal');
  return journey;
}

/** HR’s decision on the appeal, with the version that HR reads. */
async function deciding(journey: Journey, decision: Decision) {
  const { version } = await viewAs(journey, 'hr');
  return [{ type: 'decide-appeal' as const, ...decision }, { 'if-match': `"${version}"` }] as const;
}

export const appealDismissed: Scenario = {
  about:
    'the engineer appeals, HR dismisses the appeal with reasons, and the outcome stays; a second appeal is refused',
  async play(ground) {
    const journey = await appealed(ground);
    const reason = 'The design was part of the portfolio, and the signers have read it.';
    const [command, headers] = await deciding(journey, { decision: 'dismiss', reason, reviewers: [], lead: null });
    await refused(journey, journey.cast.odcLead, command, 'forbidden', headers);
    await act(journey, 'hr', command, headers);
    same('the reason', (await endsAs(journey, 'not-promoted')).appeal?.reason, reason);
    await refused(journey, journey.cast.engineer, appeal, 'already-done');
  },
};

export const appealUpheld: Scenario = {
  about: 'HR upholds an appeal: a person who took no part calibrates again, and all signatures are given again',
  async play(ground) {
    const journey = await appealed(ground);
    const { techLead } = journey.cast;
    const uphold = { decision: 'uphold' as const, reason: 'It was not looked at.', lead: null };
    const [notOther, before] = await deciding(journey, { ...uphold, reviewers: [techLead] });
    await refused(journey, 'hr', notOther, 'invalid-input', before);
    const other = await otherTechLead(ground, techLead);
    const [command, headers] = await deciding(journey, { ...uphold, reviewers: [other] });
    await act(journey, 'hr', command, headers);
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const reviewed = (await happened(journey, 'review-submitted', 2)).map((event) => event.actor.personId);
    same('who reviewed', reviewed, [techLead, other]);
    await happened(journey, 'portfolio-submitted', 2);
  },
};
