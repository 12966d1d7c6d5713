import { expect, test } from 'vitest';
import { routesMissed } from './worlds/other-acts.ts';
import { startTwin } from './worlds/twin.ts';

test('where two worlds are compared, every address that takes something is tried', async () => {
  const twin = await startTwin();
  try {
    expect(routesMissed(twin)).toEqual([]);
  } finally {
    await twin.world.stop();
  }
});
