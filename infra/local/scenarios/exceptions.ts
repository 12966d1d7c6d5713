import type { CommandOf } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { LadderRecord } from '#shared/contract/publishing.ts';
import { must, UnexpectedAnswer } from '../client/client.ts';
import { begin, type Ground } from '../client/ground.ts';
import { act, holderOf, type Journey, sign, signature, viewAs } from '../client/journey.ts';
import { everybody } from '../client/panel.ts';
import { expectedRatings, review, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { changePerson, peopleOfHr, personNow } from './directory.ts';
import type { Scenario } from './scenario.ts';

const base = 'software-engineer-ratings';
const ladderId = `${base}-with-exceptions`;
const transition = 'L1-L2';
const grounds = 'They carried the move of the billing data alone, which is worth more than this rating says.';

export const exceptionConfirmed: Scenario = {
  about: 'both signers approve although a criterion is not met, and HR confirms the exception',
  async play(ground) {
    const journey = await approvedWithException(ground);
    const { techLead } = journey.cast;
    await decide(journey, 'confirm', (command, headers) => refused(journey, techLead, command, 'forbidden', headers));
    await decide(journey, 'confirm');
    await endsAs(journey, 'promoted-with-exception');
    same('their level', (await personNow(ground, journey.cast.engineer)).level, 'L2');
    await happened(journey, 'exception-decided');
  },
};

export const exceptionRefused: Scenario = {
  about: 'HR refuses an exception: the case goes back to its signers, who can only return or decline it',
  async play(ground) {
    const journey = await approvedWithException(ground);
    const { techLead } = journey.cast;
    await decide(journey, 'refuse');
    const again = await signature(
      journey,
      techLead,
      'approve',
      'I still think so.',
      await reasonsOf(journey, techLead),
    );
    await refused(journey, techLead, again.command, 'not-yet', again.headers);
    await sign(journey, techLead, 'decline', 'Without the exception the ratings are not enough yet.');
    await endsAs(journey, 'not-promoted');
    same('their level', (await personNow(ground, journey.cast.engineer)).level, 'L1');
  },
};

/** A case with a low rating that both signers approve, each with a reason. HR is to decide on the exception. */
async function approvedWithException(ground: Ground): Promise<Journey> {
  await publish(ground);
  const engineer = await move(ground);
  const journey = await begin(ground, transition, { ladderId, of: ({ id }) => id === engineer });
  await takeTurns(journey, 'calibration');
  const [dimension = ''] = Object.keys(expectedRatings(journey));
  const reviewer = holderOf(await viewAs(journey, 'hr'), 'calibration.tech-lead') ?? '';
  await review(journey, reviewer, { [dimension]: 1 });
  await takeTurns(journey, 'sign-off');
  for (const { personId } of (await viewAs(journey, 'hr')).turns) {
    const bare = await signature(journey, personId, 'approve', 'The work speaks for itself.');
    await refused(journey, personId, bare.command, 'invalid-input', bare.headers);
    await sign(journey, personId, 'approve', 'The work speaks for itself.', await reasonsOf(journey, personId));
  }
  await takeTurns(journey, 'exception');
  return journey;
}

type Decide = CommandOf<'decide-exception'>;

/** Sends what HR decides on the exception, as they see the case now. */
async function decide(
  journey: Journey,
  decision: Decide['decision'],
  send: (command: Decide, headers: Record<string, string>) => Promise<unknown> = (command, headers) =>
    act(journey, 'hr', command, headers),
): Promise<void> {
  const { version } = await viewAs(journey, 'hr');
  await send({ type: 'decide-exception', decision, reason: grounds }, { 'if-match': `"${version}"` });
}

/** A reason for each criterion that is not met, as an approval must give it. */
async function reasonsOf(journey: Journey, signer: string) {
  const { criteria } = await viewAs(journey, signer);
  const unmet = (criteria ?? []).filter((one) => one.verdict !== 'pass');
  return { exceptionReasons: Object.fromEntries(unmet.map((one) => [one.id, grounds])) };
}

/** Two people of HR publish a ladder that allows exceptions, unless it is there. The ladders that ship forbid them. */
async function publish(ground: Ground): Promise<void> {
  const { send, tokenOf, now, onStep } = ground;
  const [first = '', second = ''] = await Promise.all((await peopleOfHr(ground)).map(tokenOf));
  const path = `/api/hr/ladders/${ladderId}`;
  const known = await must<LadderRecord>(send, 'GET', path, { token: first }).catch(ifMissing);
  if (known) return;
  const { body } = await must<PublishedLadder>(send, 'GET', `/api/ladders/${base}`, { token: first });
  const { hash: _, ...ladder } = body;
  const transitions = ladder.transitions.map((one) => ({ ...one, exceptions: 'confirmed-by-hr' }));
  const title = `${ladder.title}, with exceptions`;
  const draft = { ...ladder, id: ladderId, title, version: 1, transitions };
  await must(send, 'PUT', `${path}/draft`, { token: first, body: draft });
  const { hash } = (await must<{ hash: string }>(send, 'GET', `${path}/draft`, { token: first })).body;
  const from = (await now()).toISOString().slice(0, 10);
  await must(send, 'POST', `${path}/commands`, { token: first, body: { type: 'propose-publication', hash, from } });
  await must(send, 'POST', `${path}/commands`, { token: second, body: { type: 'confirm-publication', hash } });
  onStep({ who: 'HR', what: 'publish a ladder that allows exceptions', stage: ladderId, outcome: null });
}

function ifMissing(error: unknown): null {
  if (error instanceof UnexpectedAnswer && error.answer.status === 404) return null;
  throw error;
}

/** Two people of HR move somebody at the first level to that ladder. */
async function move(ground: Ground): Promise<string> {
  const people = await everybody(ground);
  // Other scenarios begin with the first people, so the last one most likely has no case.
  const isFit = ({ active, ladder, level, techLeadId }: Person) =>
    active && techLeadId !== null && ladder === 'software-engineer-track' && level === 'L1';
  const found = people.findLast(isFit);
  if (!found) throw new Error('Nobody is at L1 any more. A stack with a new folder has people who are.');
  await changePerson(ground, found.id, { ladder: ladderId });
  return found.id;
}
