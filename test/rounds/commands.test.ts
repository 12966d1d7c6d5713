import { afterAll, beforeAll, expect, test } from 'vitest';
import { needsVersion } from '#shared/cases/commands.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { PushedView } from '#shared/contract/scim.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { loadCase } from '#shared/store/cases.ts';
import { engineerAt } from '#test/security/cast.ts';
import { wholePath } from '#test/security/ladder.ts';
import { commandFor } from '#test/security/places.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import type { Cost } from '#test/support/rounds.ts';
import { type Apps, type Asking, differing, type Sent, startApps } from './apps.ts';
import { startSender } from './sender.ts';
import { commands, forManyCases, roundsOfACommand, roundsOfARead, type Cost as Typed, writes } from './table.ts';

let apps: Apps;
beforeAll(async () => {
  apps = await startApps();
});
afterAll(() => apps.stop());

test('every command of a person costs what the table says', async () => {
  const costs: [string, Typed, Cost][] = [];
  for (const [name, [typed, as, at]] of Object.entries(commands)) {
    const type = name as PersonCommandType;
    const state = await loadCase(apps.world.outside.table, await apps.caseAt(at));
    if (!state) throw new Error(at);
    // The signature before it has brought the case to another stage.
    if (type === 'recall') await apps.world.step(state.head.id);
    const read = JSON.parse((await apps.ask('GET /api/cases/:case', { as, at })).text) as { version: number };
    const sent: Sent = {
      json: commandFor(state, type, as, at),
      headers: needsVersion(type) ? { 'if-match': `"${read.version}"` } : {},
    };
    const { status, text, cost } = await apps.ask('POST /api/cases/:case/commands', { as, at }, sent);
    expect([type, status], text).toEqual([type, 200]);
    costs.push([type, typed, cost]);
  }
  expect(differing(costs)).toBe('');
}, 180_000);

const sender = startSender(() => apps);
const { send } = sender;

const hr: Asking = { as: 'hr' };
const next = nextOf(softwareEngineerTrack);

test('everything else that people send to the API costs what the table says', async () => {
  const opening = {
    engineerId: engineerAt('closing'),
    ladderId: wholePath.id,
    transition: 'L3-L4',
    cycleId: 'annual-2026',
  };
  await send('POST /api/cases', { as: 'engineer', at: 'closing' }, { json: opening });
  await send(
    'PUT /api/cases/:case/drafts/self-assessment',
    { as: 'engineer', at: 'track' },
    { json: { ratings: {}, notes: {} } },
  );
  await send('POST /api/notices/read', hr, { json: { upTo: 'ev_01KN44ARM0DKXQ0JTHY3K8ATPK' } });
  const asked: Asking = { as: 'asked', at: 'objected' };
  await send('POST /api/confirmations/:confirmation', asked, { json: { answer: 'not-mine' } });
  const another = { type: 'name-confirmer', evidence: 'e2', confirmerId: 'carla-confirmer' };
  const engineer: Asking = { as: 'engineer', at: 'objected' };
  await send('POST /api/cases/:case/commands', engineer, { json: another }, ', another name');
  const answer = { type: 'answer', question: 'q1', answer: 'It was mine.' };
  await send('POST /api/cases/:case/commands', { as: 'engineer', at: 'sealed' }, { json: answer }, ', an answer');
  const score = { transition: 'L2-L3', ratings: ratingsOf(softwareEngineerTrack, 3) };
  await send('POST /api/ladders/:ladder/score', {}, { json: score });
  await send('POST /api/ladders/:ladder/score', {}, { json: score });
  await send('POST /api/hr/ladders/lint', hr, { text: textOf(next) });
  await send('PUT /api/hr/ladders/:ladder/draft', hr, { text: textOf(next) });
  const proposal = { type: 'propose-publication', hash: next.hash, from: '2026-06-01' };
  await send('POST /api/hr/ladders/:ladder/commands', hr, { json: proposal });
  const petra = apps.world.people.find((one) => one.id === 'petra-peer');
  if (!petra) throw new Error('petra-peer');
  const input = { ...inputOf(petra), techLeadId: 'tess-lead', odcLeadId: 'omar-odc' };
  await send('PUT /api/hr/people/:person', hr, { json: input, headers: { 'if-match': '"1"' } });
  const leave = [{ from: '2026-07-01', to: '2026-07-31', deputyId: null }];
  await send('POST /api/hr/leave', { as: 'other-engineer' }, { json: { leave, version: 1 } });
  await send('POST /api/hr/places', hr, { json: { kind: 'odc', name: 'Lagoon' } });
  await send('PUT /api/hr/calendars/:odc', hr, { json: { timeZone: 'Europe/Berlin', weekend: [6, 7], holidays: [] } });
  const days = { from: '2027-01-01', joinUntil: '2027-12-31', to: '2027-12-31', windows: {} };
  await send('PUT /api/hr/cycles/:new', hr, { json: cycleInput(days) });
  await send('POST /api/hr/cycles/:new/close', hr, { text: '', headers: { 'if-match': '"1"' } });
  await send('POST /api/hr/imports', hr, { text: 'Name,Mail,Team,ODC', headers: { 'content-type': 'text/csv' } });
  await send('POST /api/hr/machine/imports', {}, { text: 'Name', headers: { 'content-type': 'text/csv' } });
  await send('POST /api/hr/moves?issuer=https://new.example.com', hr, {
    text: 'Id,Subject',
    headers: { 'content-type': 'text/csv' },
  });
  await send('POST /api/hr/exports', hr, { text: '' });
  const change = { kind: 'person', of: petra.id, version: 2, input: { ...input, roles: ['engineer', 'tech-lead'] } };
  await send('POST /api/hr/proposals', hr, { json: { change, reason: 'As agreed.' } });
  await send('POST /api/hr/proposals/:proposal/commands', { as: 'hr-acted' }, { json: { type: 'confirm' } });
  const joiner = { displayName: 'New One' };
  // The first one adds the team and the ODC of those whom HR has to complete.
  for (const userName of ['first@example.com', 'new@example.com'])
    await send('POST /scim/v2/Users', {}, { json: { ...joiner, userName, emails: [{ value: userName }] } });
  await send('PUT /scim/v2/Users/:person', {}, { json: { userName: 'petra', displayName: 'Petra Anew' } });
  const renamed = { op: 'replace', value: { displayName: 'Petra Again' } };
  await send('PATCH /scim/v2/Users/:person', {}, { json: { Operations: [renamed] } });
  await send('DELETE /scim/v2/Users/:person', {}, { text: '' });
  const { items } = JSON.parse((await apps.ask('GET /api/hr/scim', hr)).text) as { items: PushedView[] };
  const version = items.find((one) => one.person.id === petra.id)?.version;
  const aside = { type: 'set-aside', version, reason: 'They work here.' };
  await send('POST /api/hr/scim/:person/commands', hr, { json: aside });
  expect(differing(sender.rows(writes))).toBe('');
}, 180_000);

test('no command takes more than three rounds and its transaction', () => {
  const typed = [...Object.values(commands).map(([cost]) => cost), ...Object.values(writes)];
  // Nobody waits for what a machine pushes.
  const over = typed.filter(([rounds]) => rounds > roundsOfACommand);
  expect(over).toEqual([writes['DELETE /scim/v2/Users/:person']]);
  for (const [rounds] of Object.values(forManyCases))
    expect(rounds).toBeLessThanOrEqual(roundsOfARead + 2 * roundsOfACommand);
});
