import { randomUUID } from 'node:crypto';
import { readImport } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { actorOf } from './actor.ts';
import { confirm, propose } from './two-people.ts';
import type { World } from './world.ts';

/** Carries out a file of people, as the stream would: hugo-hr sends and proposes it, and hedy-hr confirms it. */
export async function importPeople({ outside }: World, csv: string): Promise<void> {
  const input = { fileName: 'people.csv', isFull: false, addsPlaces: false, bytes: Buffer.from(csv) };
  const hugo = await actorOf(outside, 'hugo-hr');
  const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
  const { importId } = (await uploadPeople(outside, hugo, input, meta)).result;
  await workOnImport(outside, importId);
  const { version } = await readImport(outside, hugo, importId);
  await confirm(outside, 'hedy-hr', await propose(outside, 'hugo-hr', { kind: 'import', of: importId, version }));
  for (let turn = 0; turn < 5; turn++) await workOnImport(outside, importId);
  const { state } = await readImport(outside, hugo, importId);
  if (state !== 'done') throw new Error(`The file is ${state}`);
}
