import type { SeatsView } from '#shared/contract/seats.ts';
import { must } from '../client/client.ts';
import { begin, type Ground } from '../client/ground.ts';
import { takeTurns } from '../client/turns.ts';
import { endsAs, happened, same } from './assertions.ts';
import type { Scenario } from './scenario.ts';

export const l4ToL5: Scenario = {
  about: 'L4 to L5: a panel of the department reviews, and the last signature takes a seat',
  async play(ground) {
    const before = await seatsAtL5(ground);
    if (before.free === 0) throw new Error('Every seat at L5 is taken. Walk no-seat, or use a new folder.');
    const journey = await begin(ground, 'L4-L5');
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    const after = await seatsAtL5(ground);
    same('free seats', after.free, before.free - 1);
    same('who got the seat', after.holders.at(-1)?.personId, journey.cast.engineer);
    same('the seat', (await happened(journey, 'signed-off', 2))[1]?.data.seat, 'taken');
  },
};

export const noSeat: Scenario = {
  about: 'L4 to L5 when every seat is taken: the engineer meets the bar and waits for a seat',
  async play(ground) {
    for (let { free } = await seatsAtL5(ground); free > 0; free--) await takeTurns(await begin(ground, 'L4-L5'));
    const journey = await begin(ground, 'L4-L5');
    await takeTurns(journey);
    await endsAs(journey, 'no-seat');
    same('who waits', (await seatsAtL5(ground)).waiting.at(-1)?.personId, journey.cast.engineer);
  },
};

async function seatsAtL5({ send, tokenOf }: Ground): Promise<SeatsView> {
  const { body } = await must<{ items: SeatsView[] }>(send, 'GET', '/api/hr/seats', { token: await tokenOf('hr') });
  const found = body.items.find((one) => one.level === 'L5');
  if (!found) throw new Error('No ladder caps the seats of L5');
  return found;
}
