import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, startEngine } from '#infra/local/engine/engine.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { publish } from '#shared/ladders/read.ts';
import { openTable, type Table } from '#shared/store/client.ts';
import { keys } from '#shared/store/keys.ts';
import { ladderContent, loadLadder, storedVersions } from '#shared/store/ladders.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await createTable(engine.endpoint, 'ladders');
});
afterAll(() => engine.stop());

/** A new client, like that of another process, and the number of reads it has sent. */
function freshTable(): { table: Table; reads: () => number } {
  const table = openTable('ladders', localAccess(engine.endpoint));
  let reads = 0;
  table.client.middlewareStack.add(
    (next) => (args) => {
      reads += 1;
      return next(args);
    },
    { step: 'initialize' },
  );
  return { table, reads: () => reads };
}

const put = (item: Record<string, unknown>) =>
  freshTable().table.client.send(new PutCommand({ TableName: 'ladders', Item: item }));

test('a version stored in the old form, as a map, can still be read', async () => {
  await put(JSON.parse(readFileSync(new URL('fixtures/ladder-item-v1.json', import.meta.url), 'utf8')));
  const { table } = freshTable();
  // It is from a time when everybody who calibrated could sign.
  const { hash: _, ...document } = structuredClone(ladder);
  for (const { path } of document.transitions)
    for (const stage of path) if (stage.kind === 'sign-off') stage.calibratorMaySign = true;
  const stored = publish(document);
  expect(await loadLadder(table, ladder.id, 1)).toEqual(stored);
  expect((await storedVersions(table, ladder.id)).get(1)).toEqual(stored);
});

test('a version is stored as text with its hash, and reads back exactly the same', async () => {
  const second = { ...ladder, version: 2 };
  const content = ladderContent(second);
  expect(content).toEqual({ document: expect.any(String), hash: ladder.hash });
  await put({ ...content, ...keys.ladder(ladder.id, 2) });
  const read = await loadLadder(freshTable().table, ladder.id, 2);
  expect(JSON.stringify(read)).toBe(JSON.stringify(second));
});

test('a version from a time when nobody had to confirm exceptions keeps its text and its hash', async () => {
  const { hash: _, ...document } = ladder;
  const transitions = document.transitions.map((one) => ({ ...one, exceptions: 'allowed' as const }));
  const earlier = publish({ ...document, version: 5, transitions });
  await put({ ...ladderContent(earlier), ...keys.ladder(ladder.id, 5) });
  const { hash, ...read } = (await loadLadder(freshTable().table, ladder.id, 5)) ?? earlier;
  expect(JSON.stringify(read)).toBe(ladderContent(earlier).document);
  expect(hash).toBe(publish(read).hash);
});

test('a process reads a version from the table only once, also for requests at the same time', async () => {
  await put({ ...ladderContent({ ...ladder, version: 3 }), ...keys.ladder(ladder.id, 3) });
  const { table, reads } = freshTable();
  const found = await Promise.all([1, 2, 3].map(() => loadLadder(table, ladder.id, 3)));
  found.push(await loadLadder(table, ladder.id, 3));
  expect(found.map((one) => one?.version)).toEqual([3, 3, 3, 3]);
  expect(reads()).toBe(1);
});

test('a version that was missing or broken is read again', async () => {
  const { table } = freshTable();
  expect(await loadLadder(table, ladder.id, 4)).toBeNull();
  await put({ document: '{', hash: ladder.hash, ...keys.ladder(ladder.id, 4) });
  await expect(loadLadder(table, ladder.id, 4)).rejects.toThrow();
  await put({ ...ladderContent({ ...ladder, version: 4 }), ...keys.ladder(ladder.id, 4) });
  expect((await loadLadder(table, ladder.id, 4))?.version).toBe(4);
});
