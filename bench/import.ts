import { readImport } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { peopleCsv } from '#shared/people-files/write.ts';
import { loadEverybody } from '#shared/store/directory.ts';
import { actorOf } from '#test/support/actor.ts';
import { smallOrganisation } from '#test/support/people.ts';
import { confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Asked, meterOf } from './meter.ts';

/** `npm run bench -- --import`: what files of people cost, from the upload to the last row, in one run. */

const rows = process.argv.includes('--small') ? 1000 : 20_000;
/** In the third file one person of so many has another team. */
const everyChanged = 33;

/** What a piece of work asked of the table, and how long it took. */
interface Cost extends Asked {
  seconds: number;
}

/** Prints a table: a file of new people, the same people again, and again with some changed. */
export async function printImports(): Promise<void> {
  const world = await startWorld(smallOrganisation);
  const askedSince = meterOf(world.outside.table);
  const measure = async (work: () => Promise<void>): Promise<Cost> => {
    askedSince();
    const begun = performance.now();
    await work();
    return { ...askedSince(), seconds: (performance.now() - begun) / 1000 };
  };
  console.log(
    '| file | rows | check: calls, read units, write units a row | s | carrying out: a changed row | rows/s |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  const made = Array.from({ length: rows }, (_, at) => newRow(at));
  await print('new people', ['Id,Name,Mail,Ladder,Level,Team,ODC,Tech lead', ...made].join('\n'));
  const everybody = await loadEverybody(world.outside.table);
  await print('the same people again', peopleCsv(everybody));
  const moved = everybody.map((one, at) => (at % everyChanged === 0 ? { ...one, team: 'Elsewhere' } : one));
  await print(`the same, one in ${everyChanged} changed`, peopleCsv(moved));
  await world.stop();

  async function print(title: string, text: string): Promise<void> {
    const { outside } = world;
    const bytes = Buffer.from(text);
    const hr = await actorOf(outside, 'hugo-hr');
    const input = { fileName: 'people.csv', isFull: false, addsPlaces: false, bytes };
    const meta = { idempotencyKey: title, requestId: 'bench' };
    const { importId } = (await uploadPeople(outside, hr, input, meta)).result;
    const check = await measure(() => worked(world, importId, 'checking'));
    const { state, version, found } = await readImport(outside, hr, importId);
    if (state !== 'checked' || !found) throw new Error(`${title} is ${state}`);
    const changed = Object.values(found.kinds).reduce((sum, count) => sum + count, 0);
    let carrying = '';
    let rate = '';
    if (changed > 0) {
      await confirm(outside, 'hedy-hr', await propose(outside, 'hugo-hr', { kind: 'import', of: importId, version }));
      const carried = await measure(() => worked(world, importId, 'applying'));
      const { progress } = await readImport(outside, hr, importId);
      if (progress?.applied !== changed) throw new Error(`${progress?.applied} of ${changed} rows were carried out`);
      carrying = perRow(carried, changed);
      rate = (changed / carried.seconds).toFixed(0);
    }
    console.log(
      `| ${title} | ${found.rows} | ${perRow(check, found.rows)} | ${check.seconds.toFixed(1)} | ${carrying} | ${rate} |`,
    );
  }
}

/** Does the work on a file as the stream would, until it is in another state. */
async function worked({ outside }: World, id: string, state: string): Promise<void> {
  const hr = await actorOf(outside, 'hugo-hr');
  while ((await readImport(outside, hr, id)).state === state) await workOnImport(outside, id);
}

const newRow = (at: number) =>
  `new-${at},New Person ${at},new-${at}@example.com,software-engineer-track,L${1 + (at % 2)},Harbour,North,tess-lead`;

const perRow = ({ calls, readUnits, writeUnits }: Cost, count: number) =>
  [calls, readUnits, writeUnits].map((one) => (one / count).toFixed(2)).join(', ');
