import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileLimits } from '#shared/contract/file-names.ts';
import type { Tries } from '#shared/contract/files.ts';
import { askForExport, makeExport, readExport, readExported, wakeExports } from '#shared/importing/export.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { readMoveWith } from '#shared/importing/move-read.ts';
import { wakeMoves, workOnMove } from '#shared/importing/move-work.ts';
import { readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { wakeImports, workOnImport } from '#shared/importing/work.ts';
import { readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { loadExport } from '#shared/store/exports.ts';
import { loadImport } from '#shared/store/imports.ts';
import { loadMoves } from '#shared/store/moves.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Work on a file that dies every time, as a function does that has too little memory or time. */

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, person('hana-hr', { roles: ['hr'] })]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });
const hugo = () => actorOf(world.outside, 'hugo-hr');

/** Does something in a process that dies after so many calls of the table. */
async function dying(calls: number, work: () => Promise<void>): Promise<void> {
  const { client } = world.outside.table;
  const send = client.send.bind(client);
  let left = calls;
  client.send = ((...args: Parameters<typeof send>) => {
    if (left-- <= 0) return Promise.reject(new Error('killed'));
    return send(...args);
  }) as typeof client.send;
  await expect(work()).rejects.toThrow('killed');
  client.send = send;
}

/** The record of a file is read, and its attempt is counted: then the process dies. */
const beforeTheWork = 2;

const peopleFile = (...ids: string[]) =>
  Buffer.from(['Id,Name,Mail,Team,ODC', ...ids.map((id) => `${id},${id},${id}@example.com,Harbour,North`)].join('\n'));

async function upload(bytes = peopleFile('nina-new')): Promise<string> {
  const input = { fileName: 'people.csv', isFull: false, addsPlaces: false, bytes };
  return (await uploadPeople(world.outside, await hugo(), input, meta())).result.importId;
}

async function decided(kind: 'import' | 'issuer-move', of: string, version: number): Promise<void> {
  await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', { kind, of, version }));
}

const importOf = async (id: string) => (await loadImport(world.outside.table, id))!;
const moveOf = async (id: string) => (await loadMoves(world.outside.table, [id]))[0]!;
const exportOf = async (id: string) => (await loadExport(world.outside.table, id, world.clock.now()))!;

async function move(): Promise<string> {
  const input = { fileName: 'accounts.csv', issuer: 'https://new.example.com' };
  const bytes = Buffer.from('Mail,Subject\nerin-engineer@example.com,erin\neli-engineer@example.com,eli');
  return (await uploadMove(world.outside, await hugo(), { ...input, bytes }, meta())).result.moveId;
}

interface Kind {
  /** A file with this piece of work left. */
  file: () => Promise<string>;
  work: (id: string) => Promise<void>;
  wake: () => Promise<void>;
  now: (id: string) => Promise<{ state: string; version: number; tries: Tries }>;
  /** The state of a file of which the work was given up. */
  givenUp: string;
}

const people = {
  now: importOf,
  work: (id: string) => workOnImport(world.outside, id),
  wake: () => wakeImports(world.outside),
};
const mapping = {
  now: moveOf,
  work: (id: string) => workOnMove(world.outside, id),
  wake: () => wakeMoves(world.outside),
};

const kinds: Record<string, Kind> = {
  'the check of a file of people': { ...people, file: () => upload(), givenUp: 'faulty' },
  'the rows of a file of people': {
    ...people,
    async file() {
      const id = await upload();
      await workOnImport(world.outside, id);
      await decided('import', id, (await importOf(id)).version);
      return id;
    },
    givenUp: 'stopped',
  },
  'the check of a mapping file': { ...mapping, file: move, givenUp: 'faulty' },
  'the rows of a mapping file': {
    ...mapping,
    async file() {
      const id = await move();
      await workOnMove(world.outside, id);
      await decided('issuer-move', id, (await moveOf(id)).version);
      return id;
    },
    givenUp: 'stopped',
  },
  'a file of everybody': {
    now: exportOf,
    work: (id) => makeExport(world.outside, id),
    wake: () => wakeExports(world.outside),
    file: async () => (await askForExport(world.outside, await hugo(), meta())).result.exportId,
    givenUp: 'failed',
  },
};

describe.each(Object.entries(kinds))('%s', (_name, { file, work, wake, now, givenUp }) => {
  test('is given up after a few runs that died, and woken no more', async () => {
    const id = await file();
    const { state } = await now(id);
    for (let count = 1; count <= fileLimits.tries; count++) {
      await dying(beforeTheWork, () => work(id));
      expect(await now(id)).toMatchObject({ state, tries: { count } });
    }
    await work(id);
    const ended = await now(id);
    expect(ended).toMatchObject({ state: givenUp, tries: null });
    world.clock.advanceDays(1);
    await wake();
    await work(id);
    expect(await now(id)).toEqual(ended);
  });

  test('is woken after a run that died, but not while a run can still be at it', async () => {
    const id = await file();
    await dying(beforeTheWork, () => work(id));
    const { version, tries } = await now(id);
    await wake();
    expect(await now(id)).toMatchObject({ version, tries });
    world.clock.advanceDays(1 / 24);
    await wake();
    expect(await now(id)).toMatchObject({ version: version + 1, tries });
    await work(id);
    const { state, tries: after } = await now(id);
    expect([state === givenUp, after]).toEqual([false, null]);
  });
});

test('HR reads why a file was given up, and what of it was carried out', async () => {
  const many = Array.from({ length: 150 }, (_, at) => `nina-${at}`);
  const id = await upload(peopleFile(...many));
  await workOnImport(world.outside, id);
  await decided('import', id, (await importOf(id)).version);
  await workOnImport(world.outside, id);
  for (let count = 1; count <= fileLimits.tries; count++)
    await dying(beforeTheWork, () => workOnImport(world.outside, id));
  await workOnImport(world.outside, id);
  const record = await importOf(id);
  expect(record).toMatchObject({
    state: 'stopped',
    stopped: 'The work on it failed: it was begun 5 times and did not end.',
    progress: { applied: 100 },
  });
  const proposal = record.progress!.proposal;
  expect((await readProposalEvents(world.outside, await hugo(), proposal)).at(-1)).toMatchObject({
    type: 'change-applied',
    data: { applied: 100, refused: 50, apart: 0, rest: null },
  });
  expect(await verifyProposal(world.outside, await hugo(), proposal)).toMatchObject({ verified: true });
  // The same file does what is left.
  const again = await upload(peopleFile(...many));
  await workOnImport(world.outside, again);
  expect((await importOf(again)).found).toMatchObject({ unchanged: 100, kinds: { added: 50 } });
});

test('a check that was given up is a fault that says what to do', async () => {
  const ids = [await upload(), await move()] as const;
  for (let count = 1; count <= fileLimits.tries; count++) {
    await dying(beforeTheWork, () => workOnImport(world.outside, ids[0]));
    await dying(beforeTheWork, () => workOnMove(world.outside, ids[1]));
  }
  await workOnImport(world.outside, ids[0]);
  await workOnMove(world.outside, ids[1]);
  const asked = { list: 'faults', part: 0 } as const;
  const shown = [
    (await readImportWith(world.outside, await hugo(), { id: ids[0], ...asked })).shown,
    (await readMoveWith(world.outside, await hugo(), { id: ids[1], ...asked })).shown,
  ];
  for (const one of shown)
    expect(one?.items).toEqual([
      {
        row: null,
        column: null,
        reason: expect.stringMatching(/^the check failed: .* Send the file again in several/),
      },
    ]);
});

test('a file of everybody that could not be made says so', async () => {
  const { exportId } = (await askForExport(world.outside, await hugo(), meta())).result;
  for (let count = 1; count <= fileLimits.tries; count++)
    await dying(beforeTheWork, () => makeExport(world.outside, exportId));
  await makeExport(world.outside, exportId);
  expect(await readExport(world.outside, await hugo(), exportId)).toMatchObject({ state: 'failed' });
  await expect(readExported(world.outside, await hugo(), exportId)).rejects.toThrow('ask for another one');
});
