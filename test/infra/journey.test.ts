import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TableAccess, tableAccess } from '#infra/aws/access.ts';
import { functionNames } from '#infra/aws/bundling.ts';
import { apiAt } from '#infra/local/client/client.ts';
import { groundAt } from '#infra/local/client/ground.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { scenarios } from '#infra/local/scenarios/all.ts';
import { changeByTwo, changePerson, personNow } from '#infra/local/scenarios/directory.ts';
import { type Stack, startStack } from '#infra/local/stack.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { openTable } from '#shared/store/client.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writeAll, writesOf } from '#shared/store/transaction.ts';
import { type Mounted, pickPerson } from '#test/local-identity/mounted.ts';
import { evidence } from '#test/support/commands.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { lookAfter, publishNext } from '#test/support/hr-journey.ts';
import { ladderOf } from '#test/support/ladders.ts';
import { seededIds, seededRandom } from '#test/support/outside.ts';
import { fieldsOf, pageOf, type Site, type Visitor, visitorWith } from '#test/web/visit.ts';
import { isAllowed, rightsOf } from './support/iam.ts';
import { partitionOf, type RecordedCall, recordingBuild } from './support/recorder.ts';
import { type CloudTemplate, resourcesOf, templateOf } from './support/stack.ts';

// The functions do days of work, and every call is compared with what their roles in AWS allow.
const dataDir = mkdtempSync(join(tmpdir(), 'rungs-rights-'));
const calls: RecordedCall[] = [];
let stack: Stack | undefined;
beforeAll(async () => {
  // The sample has a case in every stage and a closed case of each kind, all made through the API.
  stack = await startStack({ port: 0, dataDir, build: recordingBuild(calls) });
  await byStrangers(stack);
  const caseId = await byPages(stack);
  await byApi(stack, caseId);
  await publishNext(stack.url, '2199-01-01');
  expect(await lookAfter(stack.url)).toMatchObject(Array(5).fill({ verified: true }));
  // These cases join a cycle, get a later deadline, wait for a seat, and get another outcome.
  for (const name of ['l1-l2', 'extend', 'no-seat', 'correction']) await scenarios[name]?.play(groundAt(stack.url));
  await byPagesOfHr(stack);
  await teamAdded(stack.url);
  await filesOfPeople(stack);
  await recordChanged(stack.url, 'calibration');
  await stack.settled();
  await reminders(stack);
  await sweeping(stack);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const good = templateOf();

describe('in a journey through API, pages, HR, state machine and sweep', () => {
  it('no function makes a call that its role does not allow', () => {
    expect(calls.length).toBeGreaterThan(500);
    expect(refusedBy(good)).toEqual([]);
  });

  it('this test finds a missing right', () => {
    const incomplete = structuredClone(good);
    type Policy = { PolicyDocument: { Statement: { Action: string | string[] }[] } };
    for (const [, { Properties }] of resourcesOf<Policy>(incomplete, 'AWS::IAM::Policy'))
      Properties.PolicyDocument.Statement = Properties.PolicyDocument.Statement.filter(
        ({ Action }) => Action !== 'dynamodb:ConditionCheckItem',
      );
    expect(new Set(refusedBy(incomplete).map((one) => one.split(' ')[1]))).toEqual(
      new Set(['dynamodb:ConditionCheckItem']),
    );
  });

  it('every function uses every right that its role has on the table', () => {
    const rights = functionNames.flatMap((name) => rightsIn(tableAccess[name]).map((right) => `${name} ${right}`));
    const used = new Set(calls.filter((one) => one.action.startsWith('dynamodb:')).flatMap(rightsUsedBy));
    // The pages need every right that the API needs, even if this journey uses it only through the API.
    const isUsed = (right: string) => used.has(right) || (right.startsWith('web ') && used.has(`api${right.slice(3)}`));
    expect(rights.filter((right) => !isUsed(right) && !(right in rare))).toEqual([]);
    expect(rights).toEqual(expect.arrayContaining(Object.keys(rare)));
  });
});

/** Rights for moments that a journey cannot hold, with the test that does. */
const rare = {
  // A promotion is decided and carried out some seconds later: test/directory/directory.test.ts.
  'hr checks case': 'the record of an engineer changes between the two',
  'imports checks case': 'the same, by a file of people',
  // test/importing/carried-out.test.ts
  'sweep gets import': 'work on a file of people was lost',
  // test/importing/machines.test.ts
  'imports deletes proposal': 'a newer file of a machine takes the place of one that waits for HR',
  // A stack has one issuer: test/importing/moves.test.ts.
  'imports gets signIn': 'people move to another issuer',
  'imports puts mapped': 'people move to another issuer',
  'hr queries moved': 'people move to another issuer',
  'web gets import': 'people move to another issuer',
  'web gets moved': 'people move to another issuer',
  'web puts moved': 'people move to another issuer',
  // test/importing/carried-out.test.ts
  'sweep puts import': 'work on a file of people was lost',
  // test/importing/given-up.test.ts
  'sweep gets export': 'the making of a file of everybody was lost',
  'sweep puts export': 'the same',
  // test/proposals/proposals.test.ts
  'sweep puts proposal': 'nobody decided a proposal in time',
  'sweep deletes proposal': 'the same',
  // An identity system pushes people, and HR decides on it: test/scim.
  'hr gets scim': 'it reads a further page of everybody',
  'hr gets mail': 'something waits for HR',
  'hr queries scim': 'HR looks at what waits',
  'hr puts scim': 'the same',
  'hr puts mail': 'the same',
  'hr puts notice': 'the same',
  'hr deletes scim': 'it waits no more',
  'imports puts scim': 'a file says a part of what waits',
  'imports deletes scim': 'a file says what waits',
};

/** The recorded calls that the roles of a template would refuse, each once. */
function refusedBy(template: CloudTemplate): string[] {
  const table = `<${resourcesOf(template, 'AWS::DynamoDB::GlobalTable')[0]?.[0]}.Arn>`;
  const machine = resourcesOf(template, 'AWS::StepFunctions::StateMachine')[0]?.[0];
  const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${machine}.Name>`;
  const resourceOf = ({ action, index }: RecordedCall) => {
    if (action === 'states:DescribeExecution') return `${executions}:case_1-g1`;
    if (action.startsWith('states:')) return `<${machine}>`;
    return index ? `${table}/index/${index}` : table;
  };
  const rights = new Map(functionNames.map((name) => [name, rightsOf(template, name)]));
  const refused = calls.filter((call) => {
    const { action, keys, inTransaction } = call;
    // IAM can check the keys of an action one by one or all together, so both must be allowed.
    return [keys, ...keys.map((key) => [key])].some((named) => {
      const context = {
        ...(named.length > 0 ? { 'dynamodb:LeadingKeys': named } : {}),
        ...(inTransaction ? { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] } : {}),
      };
      return !isAllowed(rights.get(call.by) ?? [], { action, resource: resourceOf(call), context });
    });
  });
  return [
    ...new Set(refused.map(({ by, action, keys, index }) => `${by} ${action} ${keys.map(partitionOf)} ${index}`)),
  ];
}

const kinds: Record<string, keyof TableAccess> = {
  'dynamodb:GetItem': 'gets',
  'dynamodb:BatchGetItem': 'gets',
  'dynamodb:Query': 'queries',
  'dynamodb:PutItem': 'puts',
  'dynamodb:DeleteItem': 'deletes',
  'dynamodb:ConditionCheckItem': 'checks',
};

function rightsIn(access: TableAccess): string[] {
  return Object.entries(access).flatMap(([kind, names]) => (names as string[]).map((name) => `${kind} ${name}`));
}

function rightsUsedBy({ by, action, keys, index }: RecordedCall): string[] {
  return index ? [`${by} indexes ${index}`] : keys.map((key) => `${by} ${kinds[action]} ${partitionOf(key)}`);
}

/** Somebody signs in for the first time, and somebody comes by another account than the one that is theirs. */
async function byStrangers({ url, inner, clock }: Stack): Promise<void> {
  expect((await (await signedIn(url, 'elif-aydin')).get('/')).status).toBe(200);
  const table = openTable(inner.table, localAccess(inner.dynamodb));
  const outside = {
    table,
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: [],
    companyZone: 'UTC',
    signInKey: 'mail' as const,
  };
  await bindSignIns(outside, 'https://another.example.com', [{ subject: 'emre', personId: 'emre-kaplan' }]);
  expect((await (await signedIn(url, 'emre-kaplan')).get('/')).status).toBe(303);
}

/** Two engineers each open a case, and one withdraws it. HR looks at every page. Gives the case that is still open. */
async function byPages({ url, settled }: Stack): Promise<string> {
  const { caseId } = await openedByPages(url);
  const other = await openedByPages(url);
  // Wait until the first stage is open, so that the withdrawal removes a step from the inbox.
  await settled();
  // The engineer saves a draft of the self-assessment. The withdrawal removes it.
  const draft = { 'ratings.debugging': '3', save: 'later' };
  expect((await other.engineer.fill(other.caseId, 'submit-self-assessment', draft)).status).toBe(303);
  const reason = 'It is too early for me this spring.';
  expect((await other.engineer.fill(other.caseId, 'withdraw', { reason })).status).toBe(303);

  const hr = await signedIn(url, (await tokenFor(url, 'hr')).personId);
  const ofCase = [`/cases/${caseId}`, `/cases/${caseId}/history`];
  for (const path of [
    '/',
    '/notices',
    '/cases',
    ...ofCase,
    '/people',
    '/people?q=a',
    '/ladders',
    '/cycles',
    '/ladders/software-engineer-track',
  ])
    expect([path, (await hr.get(path)).status]).toEqual([path, 200]);
  const upTo = 'ev_00000000000000000000000000';
  expect((await hr.post('/notices/read', { upTo })).location).toBe('/notices');
  await hr.post('/sign-out', {});
  expect((await hr.get('/cases')).location).toContain('/sign-in');
  return caseId;
}

/**
 * HR looks at its pages and uploads a draft. Then HR deactivates a person and changes their mail address. They are
 * signed out on the next page of HR.
 */
async function byPagesOfHr({ url, clock }: Stack): Promise<void> {
  const hr = await signedIn(url, (await tokenFor(url, 'hr')).personId);
  clock.advance(10 * 60 * 1000);
  const ladder = '/hr/ladders/engineer-narrative';
  for (const path of ['/hr/ladders', '/hr/ladders/new', '/hr/cycles', '/hr/sign-ins', ladder])
    expect([path, (await hr.get(path)).status]).toEqual([path, 200]);
  const text = textOf(nextOf(ladderOf('engineer-narrative')));
  expect((await hr.post(ladder, { ...fieldsOf((await hr.get(ladder)).html), text })).status).toBe(303);
  for (const path of [`${ladder}/draft`, `${ladder}/draft/read`])
    expect([path, (await hr.get(path)).status]).toEqual([path, 200]);

  const { personId } = await tokenFor(url, 'engineer');
  const engineer = await signedIn(url, personId);
  expect((await engineer.get('/hr/ladders')).status).toBe(403);
  const person = `/hr/people/${personId}`;
  const fields = fieldsOf((await hr.get(person)).html);
  expect((await hr.post(person, { ...fields, email: 'left@example.com', active: 'no' })).status).toBe(303);
  expect((await engineer.get('/hr/ladders')).location).toContain('/sign-in');
}

async function openedByPages(url: string): Promise<{ engineer: Visitor; caseId: string }> {
  const { personId } = await tokenFor(url, 'engineer');
  const engineer = await signedIn(url, personId);
  const form = fieldsOf((await engineer.get('/open')).html);
  const page = await engineer.post('/open', { ...form, opening: `${personId}/software-engineer-track/L2-L3` });
  expect([page.status, page.location]).toEqual([303, expect.stringMatching(/^\/cases\/case_/)]);
  return { engineer, caseId: (page.location ?? '').replace('/cases/', '') };
}

/** A browser in which a person has signed in through the issuer. */
async function signedIn(url: string, personId: string): Promise<Visitor> {
  const browser = {
    request: (address: string, init?: RequestInit) => fetch(address, { ...init, redirect: 'manual' }),
  } as unknown as Site['app'];
  const cookieOf = (response: Response, name: string) =>
    response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0] ?? '')
      .find((pair) => pair.startsWith(`${name}=`)) ?? '';
  const begun = await browser.request(`${url}/sign-in`);
  const { location } = await pageOf(begun);
  const callback = await pickPerson({ issuer: `${url}/oidc` } as Mounted, personId, location ?? '');
  const back = await browser.request(callback, { headers: { cookie: cookieOf(begun, 'rungs-sign-in') } });
  return visitorWith(browser, url, cookieOf(back, 'rungs'));
}

/**
 * Reads every route of the API as HR. The drafts, which only the engineer can read and write, are used as the engineer.
 */
async function byApi({ url }: Stack, caseId: string): Promise<void> {
  const { token, personId } = await tokenFor(url, 'hr');
  const ladder = '/api/ladders/software-engineer-track';
  const paths = [
    '/api/health',
    '/api/me',
    '/api/inbox',
    '/api/notices',
    '/api/people',
    '/api/people?q=a',
    `/api/people/${personId}`,
    '/api/ladders',
    '/api/cycles',
  ];
  const ofCase = ['', '/events', '/verify'].map((path) => `/api/cases/${caseId}${path}`);
  const lists = ['', '?odc=Northport', `?leadId=${personId}`].map((query) => `/api/cases${query}`);
  for (const path of [...paths, ladder, `${ladder}/versions/1`, ...lists, ...ofCase])
    expect([path, (await apiAt(url)('GET', path, { token })).status]).toEqual([path, 200]);

  const read = { token, body: { upTo: 'ev_00000000000000000000000000' } };
  expect((await apiAt(url)('POST', '/api/notices/read', read)).status).toBe(200);

  const { body } = await apiAt(url)('GET', `/api/cases/${caseId}`, { token });
  const engineer = { token: (await tokenFor(url, String(body.engineerId))).token };
  const draft = `/api/cases/${caseId}/drafts/self-assessment`;
  await attachedText(url);
  const saved = await apiAt(url)('PUT', draft, { ...engineer, body: { ratings: { debugging: 3 } } });
  expect([saved.status, (await apiAt(url)('GET', draft, engineer)).status]).toEqual([200, 200]);
}

/** Six weeks pass: reminders are sent, waits begin again in stages that are already open, and neglected cases lapse. */
async function reminders({ clock, settled }: Stack): Promise<void> {
  const day = 24 * 3600 * 1000;
  for (let days = 0; days < 21; days++) {
    clock.advance(2 * day);
    await settled();
  }
}

/**
 * The holder of a slot leaves, and an execution is stopped by hand. The sweep refills the slot and restarts the
 * execution. After 15 minutes it lets the relay send the mails that have waited, and closes the windows of the others. Of a
 * case nobody seems to have been told, which the sweep finds two hours later.
 */
async function sweeping({ url, inner, clock, sweep, settled }: Stack): Promise<void> {
  const ground = groundAt(url);
  await scenarios.leaver?.play(ground);
  await recordChanged(url, 'sign-off');
  const sfn = new SFNClient(localAccess(inner.stepFunctions));
  const caseId = calls
    .filter((one) => one.action === 'dynamodb:PutItem' && one.by === 'workflow')
    .flatMap((one) => one.keys)
    .findLast((key) => partitionOf(key) === 'token')
    ?.replace(/^[^#]*#/, '');
  const executionArn = `${inner.stateMachineArn.replace(':stateMachine:', ':execution:')}:${caseId}-g1`;
  await sfn.send(new StopExecutionCommand({ executionArn }));
  sfn.destroy();
  // The directory is as one from before its index.
  const table = openTable(inner.table, localAccess(inner.dynamodb));
  await transact(table, [writesOf(table).remove('other', keys.foundKept)]);
  await sweep();
  await settled();
  clock.advance(15 * 60 * 1000);
  await sweep();
  await settled();
  await writeAll(table, [writesOf(table).remove('other', keys.told(caseId ?? ''))]);
  table.client.destroy();
  clock.advance(2 * 3600 * 1000);
  await sweep();
  await settled();
  await sweep();
  await settled();
}

/**
 * Two people of HR load a file: a new team, a new lead at a level with seats, and another address for an engineer with a case.
 * Then HR gets a file of everybody.
 */
async function filesOfPeople({ url, settled }: Stack): Promise<void> {
  const ground = groundAt(url);
  const token = await ground.tokenOf('hr');
  const { body } = await apiAt(url)('GET', '/api/cases?stage=sign-off', { token });
  const engineer = await personNow(ground, (body.items as CaseSummary[])[0]?.engineerId ?? '');
  const { ladder, level, odc, roles } = engineer;
  const rows = [
    'Id,Name,Mail,Ladder,Level,Team,ODC,Roles',
    'nina-new,Nina New,nina@example.com,software-engineer-track,L5,Lagoon,Northport,"engineer, tech-lead"',
    [engineer.id, engineer.name, 'moved@example.com', ladder, level, 'Lagoon', odc, `"${roles.join(', ')}"`].join(),
  ];
  const sent = await fetch(`${url}/api/hr/imports?addsPlaces=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'idempotency-key': 'a-file-of-people' },
    body: rows.join('\n'),
  });
  const { importId } = (await sent.json()) as { importId: string };
  await settled();
  const path = `/api/hr/imports/${importId}`;
  const { version, state } = (await apiAt(url)('GET', path, { token })).body;
  expect([sent.status, state]).toEqual([202, 'checked']);
  await changeByTwo(ground, { kind: 'import', of: importId, version: Number(version) });
  await settled();
  const done = { state: 'done', progress: { applied: 2, refused: 0, apart: 0 } };
  expect((await apiAt(url)('GET', path, { token })).body).toMatchObject(done);
  expect((await apiAt(url)('GET', '/api/hr/imports', { token })).body).toMatchObject({ items: [{ id: importId }] });
  const headers = { 'idempotency-key': 'a-file-of-everybody' };
  const { body: asked } = await apiAt(url)('POST', '/api/hr/exports', { token, headers });
  await settled();
  const file = await apiAt(url)('GET', `/api/hr/exports/${asked.exportId}/file`, { token });
  expect([file.status, file.body.text]).toEqual([200, expect.stringContaining('nina@example.com')]);
}

/** HR adds a team that records can name from now on. */
async function teamAdded(url: string): Promise<void> {
  const { token } = await tokenFor(url, 'hr');
  const headers = { 'idempotency-key': 'another-team' };
  const added = await apiAt(url)('POST', '/api/hr/places', { token, body: { kind: 'team', name: 'Signal' }, headers });
  expect(added.status).toBe(201);
}

/**
 * Two people of HR give an engineer another level while their case is open. The next task of the state machine, or the
 * sweep, stops the case, and reads who changed the record.
 */
async function recordChanged(url: string, stage: string): Promise<void> {
  const { token } = await tokenFor(url, 'hr');
  const { body: found } = await apiAt(url)('GET', `/api/cases?stage=${stage}`, { token });
  const [open] = found.items as CaseSummary[];
  if (!open) throw new Error(`No case is at ${stage}`);
  await changePerson(groundAt(url), open.engineerId, { level: open.transition.split('-')[1] ?? '' });
  // Neither of the two says how the case goes on, even before it has stopped.
  const reason = 'The level was entered on purpose, and the case is over by it.';
  const body = { type: 'decide-stop', decision: 'end', reason };
  const headers = { 'idempotency-key': `stop-${open.id}`, 'if-match': '"1"' };
  expect((await apiAt(url)('POST', `/api/cases/${open.id}/commands`, { token, body, headers })).status).toBe(409);
}

/** An engineer whose case is at the portfolio attaches a text, and reads it. */
async function attachedText(url: string): Promise<void> {
  const api = apiAt(url);
  const { body } = await api('GET', '/api/cases?stage=portfolio', { token: (await tokenFor(url, 'hr')).token });
  const open = (body.items as CaseSummary[]).find((one) => one.transition === 'L2-L3');
  if (!open) throw new Error('No case from L2 to L3 is at the portfolio');
  const { token } = await tokenFor(url, open.engineerId);
  const piece = { ...evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }), url: null };
  const command = {
    ...piece,
    text: { format: 'plain', content: 'Reads were slow, and their number doubled in a month.' },
  };
  const added = await api('POST', `/api/cases/${open.id}/commands`, {
    token,
    body: command,
    headers: { 'idempotency-key': 'attached-text' },
  });
  expect(added.status).toBe(200);
  const text = `/api/cases/${open.id}/evidence/${added.body.evidence}/text`;
  expect((await api('GET', text, { token })).body.content).toBe(command.text.content);
}
