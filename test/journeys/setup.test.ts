import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiAt, must } from '#infra/local/client/client.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { startEngine } from '#infra/local/engine/engine.ts';
import { createTable } from '#infra/local/engine/table.ts';
import { startStack } from '#infra/local/stack.ts';
import { poolIssuer, startUserPool, type UserPool } from '#test/support/user-pool.ts';

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

/** With `more` in its environment. */
async function setup(dataDir: string | Record<string, string>, ...args: string[]) {
  const more = typeof dataDir === 'string' ? { RUNGS_DATA_DIR: dataDir } : dataDir;
  const env = { ...process.env, ...more };
  const command = ['infra/local/program.mjs', 'setup', ...args];
  return run(process.execPath, command, { env, cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout, warned: stderr.replace(/^Bundling .*\n/, '') }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stderr,
      out: error.stdout,
      warned: '',
    }),
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
    ['people of HR beside an organisation', ['--organisation', 'x.yaml', '--recover-hr', 'y'], /a run of their own/],
    [
      'invitations on the laptop',
      ['--organisation', 'x.yaml', '--invite', 'https://a.example.com'],
      /nobody is invited/,
    ],
    [
      'an issuer that counts for nobody',
      ['--organisation', 'x.yaml', '--issuer', 'https://a.example.com'],
      /said with --recover-hr/,
    ],
    ['new accounts of nobody', ['--organisation', 'x.yaml', '--new-accounts'], /said with --recover-hr/],
    ['invitations to be sent again that nobody sends', ['--recover-hr', 'x', '--resend'], /Only with --invite/],
    ['an unknown option', ['--organization', 'x.yaml'], /organization/],
  ])('says what is missing with %s', async (_what, args, words) => {
    expect(await setup(dataDir, ...args)).toMatchObject({ code: 1, said: expect.stringMatching(words) });
  });

  test('adds a company, and says what it added; a second run says what is there and changes nothing', async () => {
    const first = await setup(dataDir, '--organisation', filesOf(people()));
    expect(first).toEqual({ code: 0, said: expect.stringContaining('People: 5 added.'), warned: '' });
    expect(first.said).toContain('Ladders: 4 added.');
    expect(first.said).toContain('There are 2 people of HR');
    const again = await setup(
      dataDir,
      '--organisation',
      filesOf(people().replace('software-engineer-track,L2', 'software-engineer-track,L3')),
    );
    expect(again).toMatchObject({
      code: 0,
      said: expect.stringMatching(/The setup of this table ended at .*, so this run changed nothing/),
    });
    expect(again.said).toContain('People: 0 added, 5 were there and stay as they are.');
    expect(again.said).toContain('Ladders: 0 added, 4 were there and stay as they are.');
    expect(again.said).toContain('row 4, column G (Level): the file says L3 of erin-engineer, and the directory L2');
  });

  test('a second run with more rows is refused by row and column, and says who adds them', async () => {
    const ada = 'Ada Novak,ada@example.com,Harbour,North,engineer,software-engineer-track,L1,tess-lead,omar-odc\n';
    const { code, said } = await setup(dataDir, '--organisation', filesOf(people(ada)));
    expect(code).toBe(1);
    expect(said).toContain('row 7, column B (Mail): ada-novak is not in the directory, and the setup has ended');
    expect(said).toContain('/hr/imports');
  });

  test('its people sign in and open cases, on a stack that makes no sample', async () => {
    const stack = await startStack({ port: 0, dataDir });
    const send = apiAt(stack.url);
    const tokenOf = async (who: string) => (await tokenFor(stack.url, who)).token;
    const listed = await must<{ items: { id: string }[] }>(send, 'GET', '/api/people', { token: await tokenOf('hr') });
    expect(listed.body.items.map(({ id }) => id)).toEqual([
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

  test('the operator names people of HR when nobody of HR can sign in, in words or by a file', async () => {
    const unknown = await setup(dataDir, '--recover-hr', 'tess-lead, nobody@example.com');
    expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('mail address: nobody@example.com.') });
    const file = join(folder, 'recovered.csv');
    writeFileSync(file, 'Name,Mail,Team,ODC,Roles,Level\nRita Rescue,rita@example.com,People,Office,hr,L4\n');
    const faulty = await setup(dataDir, '--recover-hr', file);
    expect(faulty).toMatchObject({ code: 1, said: expect.stringContaining('row 2, column F (Level): leave it empty') });
    writeFileSync(file, 'Name,Mail,Team,ODC,Roles\nRita Rescue,rita@example.com,People,Office,hr\n');
    expect(await setup(dataDir, '--recover-hr', file)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Of HR now: rita-rescue.'),
    });
    expect(await setup(dataDir, '--recover-hr', 'TESS@example.com,rita-rescue')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/Of HR now: tess-lead\..*\n*Of HR already: rita-rescue\./),
    });
    expect((await setup(join(folder, 'nothing'), '--recover-hr', 'tess-lead')).said).toContain('There is no data');
    const stack = await startStack({ port: 0, dataDir });
    const send = apiAt(stack.url);
    const { token } = await tokenFor(stack.url, 'rita-rescue');
    const listed = await must<{ items: { template: string; data: unknown }[] }>(send, 'GET', '/api/notices', { token });
    expect(listed.body.items.map(({ template, data }) => [template, data])).toEqual([
      ['hr-recovered', { recovered: 'tess-lead' }],
      ['hr-recovered', { recovered: 'rita-rescue' }],
    ]);
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

describe('npm run setup on a table in AWS', () => {
  let userPool: UserPool;
  let engine: Awaited<ReturnType<typeof startEngine>>;
  let env: Record<string, string>;
  beforeAll(async () => {
    engine = await startEngine();
    await createTable(engine.endpoint, 'rungs-company');
    userPool = await startUserPool();
    env = { ...userPool.env, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint };
  });
  afterAll(async () => {
    userPool.stop();
    await engine.stop();
  });
  const table = ['--table', 'rungs-company', '--region', 'eu-central-1'];

  const invited = () => userPool.mails.splice(0).sort();

  test('its people of HR get an account in the user pool once', async () => {
    const file = filesOf(people());
    const first = await setup(env, '--organisation', file, ...table, '--invite', poolIssuer);
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining('People: 5 added.') });
    expect(first.said).toContain('Invited to sign in: 2.');
    expect(invited()).toEqual(['hanna@example.com', 'hugo@example.com']);
    const again = await setup(env, '--organisation', file, ...table, '--invite', poolIssuer);
    expect(again.said).toContain('With an account in the user pool already, and unchanged: 2.');
    expect(invited()).toEqual([]);
  });

  test('so do people whom the operator names, by the address that the directory has', async () => {
    const named = await setup(env, '--recover-hr', 'tess-lead', ...table, '--invite', poolIssuer);
    expect(named.said).toContain('Invited to sign in: 1.');
    expect(invited()).toEqual(['tess@example.com']);
  });

  test('everybody else gets one without a file, and a refusal is named and makes the run fail', async () => {
    userPool.refuses.add('erin@example.com');
    const some = await setup(env, ...table, '--invite', `${poolIssuer}/`);
    expect(some).toMatchObject({ code: 1, out: expect.stringContaining('erin-engineer (erin@example.com) was not') });
    expect(invited()).toEqual(['omar@example.com']);
    userPool.refuses.clear();
    expect(await setup(env, ...table, '--invite', poolIssuer)).toMatchObject({ code: 0 });
    expect(invited()).toEqual(['erin@example.com']);
    const again = await setup(env, ...table, '--invite', poolIssuer, '--resend');
    expect(again.said).toContain('Invited to sign in: 5.');
  });

  test('at the issuer of a company it makes none, and says who has to', async () => {
    userPool.asked.length = 0;
    const own = await setup(env, '--recover-hr', 'tess-lead', ...table, '--invite', 'https://login.example.com/');
    expect(own.said).toContain('https://login.example.com/ is no user pool of Cognito: whoever keeps it');
    expect((await setup(env, '--recover-hr', 'tess-lead', ...table)).said).toContain(
      'The issuer has to know the people',
    );
    expect(userPool.asked).toEqual([]);
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
