import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '#infra/local/engine/engine.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { setUpOrganisation } from '#infra/local/organisation/set-up.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { loadCalendars } from '#shared/store/calendars.ts';
import { openTable } from '#shared/store/client.ts';
import { listCycles } from '#shared/store/cycles.ts';
import { loadEverybody } from '#shared/store/directory.ts';
import { holdersIn, holdersKeys } from '#shared/store/holders.ts';
import { getMany } from '#shared/store/items.ts';
import { listLadderRecords } from '#shared/store/ladders.ts';
import { loadPlaces } from '#shared/store/places.ts';
import { listSeats } from '#shared/store/seats.ts';
import { loadSetupEnd } from '#shared/store/setup.ts';
import { Killed, Process } from '#test/reliability/support/crash.ts';
import { by } from '#test/support/extent.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { seededIds, seededRandom, stillClock } from '#test/support/outside.ts';

/** A setup that runs again: after it was killed, after its files were changed, and after it has ended. */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

let tables = 0;
/** A new table, and the process that writes it. */
async function newTable(): Promise<{ outside: Outside; process: Process }> {
  const name = `company-${++tables}`;
  await createTable(engine.endpoint, name);
  const [clock, process] = [stillClock(), new Process()];
  const table = process.watch(openTable(name, localAccess(engine.endpoint)));
  const more = { intranetHosts: [], companyZone: 'UTC', signInKey: 'mail' as const };
  return {
    outside: { table, clock, ids: seededIds(clock), random: seededRandom(), ...more },
    process,
  };
}

const heading = 'Name,Mail,Employee number,Team,ODC,Roles,Ladder,Level,HR for';
const hr = (name: string) => `${name},${name}@example.com,,People,Office,hr,,,`;
const engineer = (name: string, level = 'L2', team = 'Harbour') =>
  `${name},${name}@example.com,,${team},North,engineer,software-engineer-track,${level},`;
/** More people than one batch. */
const company = [
  hr('hanna'),
  hr('hugo'),
  ...Array.from({ length: 26 }, (_, at) => engineer(`erin-${at}`)),
  ...['vera', 'viktor', 'vasco'].map((name) => engineer(name, 'L5')),
];
const yaml = `people: people.csv
teams: [Lighthouse]
odcs:
  - { name: North, timeZone: Europe/Lisbon, holidays: [2026-12-25, 2026-01-01] }
cycles:
  - { id: annual-2026, name: Annual, kind: annual, from: 2026-01-01, joinUntil: 2026-10-31, to: 2026-12-31, windows: {} }
`;

const folder = mkdtempSync(join(tmpdir(), 'rungs-set-up-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function setUp(outside: Outside, rows = company, file = yaml, ladders = [softwareEngineerTrack]) {
  writeFileSync(join(folder, 'organisation.yaml'), file);
  writeFileSync(join(folder, 'people.csv'), [heading, ...rows].join('\n'));
  return setUpOrganisation(outside, readOrganisation(join(folder, 'organisation.yaml'), ladders), ladders);
}

/** What a setup leaves in a table. */
async function contentOf({ table }: Outside) {
  const [everybody, places, seats, calendars, ladders, cycles, holders, end] = await Promise.all([
    loadEverybody(table),
    loadPlaces(table),
    listSeats(table),
    loadCalendars(table),
    listLadderRecords(table),
    listCycles(table),
    getMany(table, holdersKeys),
    loadSetupEnd(table),
  ]);
  return {
    everybody: everybody.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    places: [places?.teams, places?.odcs],
    seats: seats.map((one) => [one.level, one.holders.map((holder) => holder.personId).sort()]),
    calendars,
    ladders: ladders.map((one) => one.versions),
    cycles,
    hr: holdersIn(holders, 'hr')?.people.toSorted(),
    end,
  };
}

describe('a setup that was killed', () => {
  test('goes on, and leaves the same as one that was not, wherever it was killed', async () => {
    const whole = await newTable();
    whole.process.begin(null);
    await setUp(whole.outside);
    const { calls } = whole.process;
    const expected = await contentOf(whole.outside);
    expect(expected).toMatchObject({
      seats: [['L5', ['vasco', 'vera', 'viktor']]],
      hr: ['hanna', 'hugo'],
      end: expect.any(String),
    });
    // Between batches of people, and around everything that comes after them.
    const all = [10, 35, ...Array.from({ length: 7 }, (_, back) => calls - 2 * back)];
    for (const at of by({ sample: [35, calls - 6], all })) {
      const { outside, process } = await newTable();
      process.begin(at);
      await expect(process.run(() => setUp(outside))).rejects.toThrow(Killed);
      process.begin(null);
      expect(await loadSetupEnd(outside.table).then((end) => end === null || at === calls)).toBe(true);
      await setUp(outside);
      expect([at, await contentOf(outside)]).toEqual([at, expected]);
    }
  });

  test('goes on with a file that has more people: all have seats, and one spelling of their places', async () => {
    const { outside, process } = await newTable();
    process.begin(null);
    await setUp(outside);
    const { calls } = process;
    const other = await newTable();
    // After the seats, before the ladder.
    other.process.begin(calls - 8);
    await expect(other.process.run(() => setUp(other.outside))).rejects.toThrow(Killed);
    other.process.begin(null);
    expect((await contentOf(other.outside)).end).toBe(null);
    const more = [...company, engineer('wanda', 'L5', 'HARBOUR').replace('North', 'NORTH')];
    const [, , , renamed = '', ...rest] = more;
    const changed = [...more.slice(0, 3), renamed.replace('L2', 'L3'), ...rest];
    const done = await setUp(other.outside, changed, yaml.replace('name: North', 'name: north'));
    expect(done.people).toEqual({ added: 1, there: company.length });
    expect(done.kept).toEqual([
      expect.stringContaining('people.csv differs from the directory'),
      '  row 5, column H (Level): the file says L3 of erin-1, and the directory L2',
    ]);
    const content = await contentOf(other.outside);
    expect(content.seats).toEqual([['L5', ['vasco', 'vera', 'viktor', 'wanda']]]);
    expect(content.everybody.find(({ id }) => id === 'wanda')).toMatchObject({ team: 'Harbour', odc: 'North' });
    expect(Object.keys(content.calendars)).toEqual(['North']);
  });

  test('writes nothing if somebody new has the mail address or the number of another person, and names row and column', async () => {
    const { outside, process } = await newTable();
    process.begin(40);
    const numbered = company.map((row) => row.replace('hugo@example.com,', 'hugo@example.com,1007'));
    await expect(process.run(() => setUp(outside, numbered))).rejects.toThrow(Killed);
    process.begin(null);
    const before = await contentOf(outside);
    const taken = [
      'Ada Novak,Hugo@example.com,,Harbour,North,engineer,software-engineer-track,L1,',
      'Ben Novak,ben@example.com,1007,Harbour,North,engineer,software-engineer-track,L1,',
    ];
    const others = numbered.filter((row) => !row.startsWith('hugo'));
    const again = setUp(outside, [...others, hr('holly'), ...taken]);
    await expect(again).rejects.toThrow('row 33, column B (Mail): hugo has this mail address');
    await expect(again).rejects.toThrow('row 34, column C (Employee number): hugo has this employee number');
    expect(await contentOf(outside)).toEqual(before);
  });
});

describe('a setup that has ended', () => {
  let outside: Outside;
  let before: Awaited<ReturnType<typeof contentOf>>;
  beforeAll(async () => {
    const world = await newTable();
    world.process.begin(null);
    outside = world.outside;
    await setUp(outside);
    before = await contentOf(outside);
  });

  test('says of the same file what is there, and changes nothing', async () => {
    expect(await setUp(outside)).toMatchObject({
      endedAt: before.end,
      kept: [],
      people: { added: 0, there: company.length },
      calendars: { added: 0, there: 1 },
      ladders: { added: 0, there: 1 },
      cycles: { added: 0, there: 1 },
    });
    expect(await contentOf(outside)).toEqual(before);
  });

  test.each<[string, { rows?: string[]; file?: string }, string]>([
    [
      'an engineer at a level with seats',
      { rows: [...company, engineer('wanda', 'L5')] },
      'row 33, column B (Mail): wanda is not in the directory, and the setup has ended: HR adds people by a file at /hr/imports',
    ],
    ['a person of HR', { rows: [...company, hr('holly')] }, '--recover-hr names people of HR'],
    [
      'somebody with the mail address of another person',
      { rows: [...company.slice(0, -1), 'Vas Co,VASCO@example.com,,Harbour,North,engineer,,,'] },
      'row 32, column B (Mail): vasco has this mail address in the directory: give vasco in the column Id',
    ],
    ['an ODC', { file: `${yaml.replace('odcs:', 'odcs:\n  - { name: South, timeZone: UTC }')}` }, 'ODC South is new'],
    ['a team', { file: yaml.replace('[Lighthouse]', '[LIGHTHOUSE, Island]') }, 'team Island is new'],
    [
      'a cycle',
      { file: yaml.replace('annual-2026', 'annual-26') },
      'cycle annual-26 is new, and the setup has ended: HR adds it at /hr/cycles',
    ],
  ])('refuses %s that is new, and names the place and the mend', async (_what, { rows, file }, words) => {
    await expect(setUp(outside, rows, file)).rejects.toThrow(words);
    expect(await contentOf(outside)).toEqual(before);
  });

  test('refuses a ladder that is new, or of which another content is published under its number', async () => {
    const { version } = softwareEngineerTrack;
    const next = { ...softwareEngineerTrack, version: version + 1, hash: 'b'.repeat(64) };
    const other = { ...softwareEngineerTrack, hash: 'c'.repeat(64) };
    const withLadder = (ladder: typeof other) => setUp(outside, undefined, undefined, [ladder]);
    await expect(withLadder(next)).rejects.toThrow(`version ${version + 1} of software-engineer-track is new`);
    await expect(withLadder(other)).rejects.toThrow(
      `version ${version} of software-engineer-track is published with another content`,
    );
    expect(await contentOf(outside)).toEqual(before);
  });

  test('says of rows that have changed that they stay as they are, and who changes them', async () => {
    const rows = company.map((row) =>
      row
        .replace('vera@example.com,,Harbour', 'vera@elsewhere.example.com,,HARBOUR')
        .replace('hugo@example.com,,People,Office,hr', 'hugo@example.com,7,People,Office,"hr, tech-lead"')
        .replace(/^(erin-0,.*,)engineer(,.*,)$/, '$1"engineer, hr"$2North'),
    );
    const file = yaml.replace('2026-12-25', '2026-12-26').replace('name: Annual', 'name: Yearly');
    expect((await setUp(outside, rows, file)).kept).toEqual([
      'people.csv differs from the directory. The directory was not changed: HR changes people on their pages, or with a file at /hr/imports.',
      '  row 3, column C (Employee number): the file says 7 of hugo, and the directory nothing',
      '  row 3, column F (Roles): the file says hr, tech-lead of hugo, and the directory hr',
      '  row 4, column F (Roles): the file says engineer, hr of erin-0, and the directory engineer',
      '  row 4, column I (HR for): the file says North of erin-0, and the directory nothing',
      '  row 30, column B (Mail): the file says vera@elsewhere.example.com of vera, and the directory vera@example.com',
      expect.stringContaining('the table in the working calendar of ODC North'),
      expect.stringContaining(
        'from the table in cycle annual-2026. The table was not changed: HR changes it at /hr/cycles',
      ),
    ]);
    expect(await contentOf(outside)).toEqual(before);
  });
});

test('two spellings of a place in one file are one place, and it is written as it comes first', async () => {
  const { outside, process } = await newTable();
  process.begin(null);
  await setUp(outside, [...company.slice(0, 3), engineer('finn', 'L2', 'harbour ').replace('North', 'north')]);
  const { everybody, places } = await contentOf(outside);
  expect(everybody.map(({ team, odc }) => [team, odc])).toEqual([
    ['Harbour', 'North'],
    ['Harbour', 'North'],
    ['People', 'Office'],
    ['People', 'Office'],
  ]);
  expect(places).toEqual([
    ['Lighthouse', 'People', 'Harbour'],
    ['North', 'Office'],
  ]);
});
