import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDrawn } from '#test/support/extent.ts';
import { type Answers, differenceOf, everythingFor } from './worlds/answers.ts';
import { differences } from './worlds/differences.ts';
import { type Viewer, viewers } from './worlds/people.ts';
import { goOn, happens, happensUnseen, opened, type Place, places } from './worlds/story.ts';
import { fork, startTwin, type Twin } from './worlds/twin.ts';

/**
 * Two worlds that differ only in what is hidden from a viewer give the viewer the same bytes, whatever they read or do.
 */

let first: Twin;
/** The world at each place, before anything is hidden. */
const at = new Map<Place, Twin>();
beforeAll(async () => {
  first = await startTwin();
  await opened(first);
  let from: Place | null = null;
  for (const place of places) {
    await goOn(first, from, place);
    at.set(place, await fork(first));
    from = place;
  }
}, 60_000);
afterAll(() => first.world.stop());

const everybody = Object.keys(viewers) as Viewer[];

async function lookAt(twin: Twin, who: Viewer): Promise<Answers> {
  return everythingFor(twin, who);
}

test.each(differences.filter((_one, place) => isDrawn(place, 6)))(
  '$name',
  async (difference) => {
    const { one, other, after = [], at: place, until = place, told } = difference;
    const base = at.get(place);
    if (!base) throw new Error(place);
    const worlds: Twin[] = [];
    for (const steps of [one, other]) {
      const twin = await fork(base);
      await happensUnseen(twin, steps);
      await goOn(twin, place, until);
      await happens(twin, after);
      worlds.push(twin);
    }
    const [a, b] = worlds as [Twin, Twin];
    const noticed: string[] = [];
    const leaked: string[] = [];
    for (const who of everybody) {
      const found = differenceOf(await lookAt(a, who), await lookAt(b, who));
      if (found) noticed.push(who);
      if (found && !told.includes(who)) leaked.push(`${who}: ${found}`);
    }
    expect(leaked).toEqual([]);
    expect(noticed.sort()).toEqual([...told].sort());
  },
  120_000,
);
