import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { apiAt, must } from '#infra/local/client/client.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { startStack } from '#infra/local/stack.ts';

/** `npm run setup`: a company of its own on the laptop, by the files that a person writes. */

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rungs-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const people = (more = '') => `Name,Mail,Team,ODC,Roles,Ladder,Level,Tech lead,ODC lead
Hanna Haar,hanna@example.com,People,Office,hr,,,,
Hugo Haar,hugo@example.com,People,Office,hr,,,,
Erin Engineer,erin@example.com,Harbour,North,engineer,software-engineer-track,L2,tess@example.com,omar@example.com
Tess Lead,tess@example.com,Harbour,North,"engineer, tech lead",software-engineer-track,L4,,omar@example.com
Omar Odc,omar@example.com,Lead,North,"engineer, odc-lead",software-engineer-track,L4,,
${more}`;

function filesOf(csv: string): string {
  const at = mkdtempSync(join(folder, 'files-'));
  writeFileSync(
    join(at, 'organisation.yaml'),
    'people: people.csv\nodcs:\n  - { name: North, timeZone: Europe/Lisbon }\n',
  );
  writeFileSync(join(at, 'people.csv'), csv);
  return join(at, 'organisation.yaml');
}

async function setup(dataDir: string, ...args: string[]) {
  const env = { ...process.env, RUNGS_DATA_DIR: dataDir };
  const command = ['infra/local/program.mjs', 'setup', ...args];
  return run(process.execPath, command, { env, cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout, warned: stderr.replace(/^Bundling .*\n/, '') }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr, warned: '' }),
  );
}

describe('npm run setup', () => {
  const dataDir = join(folder, 'data');

  test('writes nothing if the files have faults, and names each by row and column', async () => {
    const file = filesOf(people('Ada Novak,erin@example.com,Harbour,North,king,software-engineer-track,L9,,\n'));
    const { code, said } = await setup(dataDir, '--organisation', file);
    expect(code).toBe(1);
    expect(said).toContain('row 7, column E (Roles): give one or more of these');
    expect(existsSync(dataDir)).toBe(false);
  });

  test.each([
    ['no file', [], /Name the file/],
    ['a table without its region', ['--organisation', 'x.yaml', '--table', 'rungs'], /name and its region/],
    ['a file that is not there', ['--organisation', 'nowhere.yaml'], /There is no file/],
    ['an unknown option', ['--organization', 'x.yaml'], /organization/],
  ])('says what is missing with %s', async (_what, args, words) => {
    expect(await setup(dataDir, ...args)).toMatchObject({ code: 1, said: expect.stringMatching(words) });
  });

  test('adds a company, and says what it added; a second run with more rows adds those', async () => {
    const first = await setup(dataDir, '--organisation', filesOf(people()));
    expect(first).toEqual({ code: 0, said: expect.stringContaining('People: 5 added.'), warned: '' });
    expect(first.said).toContain('Ladders: 4 added.');
    expect(first.said).toContain('There are 2 people of HR');
    const again = await setup(
      dataDir,
      '--organisation',
      filesOf(
        people('Ada Novak,ada@example.com,Harbour,North,engineer,software-engineer-track,L1,tess-lead,omar-odc\n'),
      ),
    );
    expect(again.said).toContain('People: 1 added, 5 were there and stay as they are.');
    expect(again.said).toContain('Ladders: 0 added, 4 were there and stay as they are.');
  });

  test('its people sign in and open cases, on a stack that makes no sample', async () => {
    const stack = await startStack({ port: 0, dataDir });
    const send = apiAt(stack.url);
    const tokenOf = async (who: string) => (await tokenFor(stack.url, who)).token;
    const listed = await must<{ items: { id: string }[] }>(send, 'GET', '/api/people', { token: await tokenOf('hr') });
    expect(listed.body.items.map(({ id }) => id)).toEqual([
      'ada-novak',
      'erin-engineer',
      'hanna-haar',
      'hugo-haar',
      'omar-odc',
      'tess-lead',
    ]);
    const body = {
      engineerId: 'erin-engineer',
      ladderId: 'software-engineer-track',
      transition: 'L2-L3',
      cycleId: null,
    };
    const key = () => ({ 'idempotency-key': randomUUID() });
    const opened = await send('POST', '/api/cases', { token: await tokenOf('erin-engineer'), body, headers: key() });
    expect(opened.status).toBe(201);
    await stack.settled();
    // Whom HR adds can sign in too.
    const input = { ...nina, techLeadId: 'tess-lead', odcLeadId: 'omar-odc' };
    const added = await send('PUT', '/api/hr/people/nina-new', {
      token: await tokenOf('hr'),
      body: input,
      headers: key(),
    });
    expect(added.status).toBe(201);
    const me = await must<{ id: string }>(send, 'GET', '/api/me', { token: await tokenOf('nina-new') });
    expect(me.body.id).toBe('nina-new');
    await stack.stop();
  });

  test('a folder with the sample is not set up', async () => {
    const sample = join(folder, 'sample');
    await (await startStack({ port: 0, dataDir: sample, fill: async () => {} })).stop();
    const { code, said } = await setup(sample, '--organisation', filesOf(people()));
    expect([code, said]).toEqual([1, expect.stringContaining('Choose another folder')]);
    expect(readdirSync(sample)).not.toContain('own');
  });
});

const nina = {
  name: 'Nina New',
  email: 'nina@example.com',
  ladder: 'software-engineer-track',
  level: 'L1',
  track: null,
  levelSince: null,
  trackChangedOn: null,
  team: 'Harbour',
  odc: 'North',
  roles: ['engineer'],
  headOfDepartmentId: null,
  deliveryDirectorId: null,
  active: true,
};
