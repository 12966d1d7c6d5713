import type { CycleClosing, CycleInput, CycleListing } from '#shared/contract/cycles.ts';
import { must, UnexpectedAnswer } from '../client/client.ts';
import { begin, type Ground } from '../client/ground.ts';
import { act, withdraw } from '../client/journey.ts';
import { endsAs, happened, same } from './assertions.ts';
import type { Scenario } from './scenario.ts';

export const cycle: Scenario = {
  about: 'HR opens a quarter: one case joins it, HR lets another one join late, and closing it lists both as open',
  advancesClock: true,
  async play(ground) {
    const { id, joinUntil } = await openNextQuarter(ground);
    const first = await begin(ground, 'L2-L3', { cycleId: id });
    const late = await begin(ground, 'L2-L3');
    const days = (Date.parse(joinUntil) - (await ground.now()).getTime()) / (24 * 3600 * 1000);
    // The deadlines are extended, so that the cases do not lapse when the clock moves.
    for (const journey of [first, late])
      await act(journey, 'hr', {
        type: 'extend-deadline',
        until: dayAfter(joinUntil, 60),
        reason: 'The quarter is ahead.',
      });
    // The day is over when it is over in the engineer's ODC, which may be west of UTC.
    await ground.advance(Math.ceil(days) + 2);
    const tooLate = await begin(ground, 'L2-L3', { cycleId: id }).catch((error: unknown) => error);
    same('joining without HR', tooLate instanceof UnexpectedAnswer && tooLate.answer.body.code, 'invalid-input');
    await act(late, 'hr', { type: 'join-cycle', cycleId: id, reason: 'They came back from leave this week.' });
    same('late', (await happened(late, 'cycle-joined'))[0]?.data.late, true);
    const closing = await closeCycle(ground, id);
    same('the open cases', closing.openCases.map((one) => one.id).sort(), [first.caseId, late.caseId].sort());
    for (const journey of [first, late]) {
      await withdraw(journey);
      await endsAs(journey, 'withdrawn');
    }
  },
};

/** Opens the quarter after the last known one, or one from today. Cases can join in its first ten days. */
async function openNextQuarter({ send, tokenOf, now, onStep }: Ground): Promise<{ id: string } & CycleInput> {
  const token = await tokenOf('hr');
  const { body } = await must<{ items: CycleListing[] }>(send, 'GET', '/api/cycles', { token });
  const today = (await now()).toISOString().slice(0, 10);
  const after = body.items.filter((one) => one.kind === 'quarterly').map((one) => dayAfter(one.to, 1));
  const from = [today, ...after].sort().at(-1) ?? today;
  const input: CycleInput = {
    name: `Quarter from ${from}`,
    kind: 'quarterly',
    from,
    joinUntil: dayAfter(from, 10),
    to: dayAfter(from, 89),
    windows: {},
  };
  const id = `quarter-from-${from}`;
  await must(send, 'PUT', `/api/hr/cycles/${id}`, { token, body: input });
  onStep({ who: 'HR', what: 'open a cycle', stage: id, outcome: null });
  return { id, ...input };
}

async function closeCycle({ send, tokenOf, onStep }: Ground, id: string): Promise<CycleClosing> {
  const token = await tokenOf('hr');
  const { headers } = await must(send, 'GET', `/api/hr/cycles/${id}`, { token });
  const more = { token, headers: { 'if-match': headers.get('etag') ?? '' } };
  const { body } = await must<CycleClosing>(send, 'POST', `/api/hr/cycles/${id}/close`, more);
  onStep({ who: 'HR', what: 'close the cycle', stage: id, outcome: null });
  return body;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
