import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadHead } from '#shared/store/cases.ts';
import { cast, engineerAt } from '#test/security/cast.ts';
import { wholePath } from '#test/security/ladder.ts';
import type { Relation } from '#test/security/table.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { wordsOf } from '#test/web/visit.ts';
import { type Apps, type Asking, differing, startApps } from './apps.ts';
import { startSender } from './sender.ts';
import { forManyCases, forms, roundsOfACommand, roundsOfARead } from './table.ts';

let apps: Apps;
beforeAll(async () => {
  apps = await startApps();
});
afterAll(() => apps.stop());

const sender = startSender(() => apps);
const { send, fill } = sender;

const hr: Asking = { as: 'hr' };
const next = nextOf(softwareEngineerTrack);
const ratings = Object.entries(ratingsOf(wholePath, 3));
const ratingFields = Object.fromEntries(ratings.map(([id, value]) => [`ratings.${id}`, String(value)]));

test('the form for a time away costs what the table says', async () => {
  const away = async (as: Relation, to: string, cases: string) => {
    const fields = { to, until: '2026-04-20', reason: 'away' };
    const { text } = await fill('POST /away', { as }, fields, `, ${cases}`);
    expect(wordsOf(text)).toContain(`can act for you in ${cases}.`);
  };
  await apps.caseAt('sealed');
  await away('panel', cast['own-odc-lead'], '1 case');
  await apps.caseAt('panel-vacant');
  await away('reviewer', cast['other-tech-lead'], '2 cases');
}, 180_000);

test('every form costs what the table says', async () => {
  const engineer = (at: NonNullable<Asking['at']>): Asking => ({ as: 'engineer', at });
  await fill('POST /open', engineer('opening'), { opening: `${engineerAt('opening')}/${wholePath.id}/L3-L4` });
  await fill('POST /ladders/:own/self-check', engineer('track'), ratingFields);
  await fill('POST /ladders/:own/self-check', engineer('track'), ratingFields, ', into the case');

  const assess = 'POST /cases/:case/steps/submit-self-assessment';
  await fill(assess, engineer('self-assessment'), { save: 'yes' }, ', saved for later');
  await fill(assess, engineer('self-assessment'), ratingFields);
  await fill('POST /cases/:case/steps/carry-evidence', engineer('portfolio'), { 'carry.e1': 'yes' });
  const reason = { reason: 'away' };
  const part = { slot: 'sign-off.odc-lead', to: 'otto-odc' };
  const typed = { 'to.~q': 'otto' };
  await fill('POST /cases/:case/steps/reassign', { as: 'hr', at: 'objected' }, typed, ', a search');
  await fill('POST /away', { as: 'signer' }, typed, ', a search');
  await fill('POST /cases/:case/steps/reassign', { as: 'hr', at: 'objected' }, { ...part, ...reason });
  await fill(
    'POST /cases/:case/steps/extend-deadline',
    { as: 'hr', at: 'objected' },
    { until: '2027-01-31', ...reason },
  );
  await fill('POST /cases/:case/steps/submit-review', { as: 'panel', at: 'sealed' }, ratingFields);
  await fill('POST /cases/:case/steps/record-consensus', { as: 'lead', at: 'revealed' }, ratingFields);
  await fill('POST /cases/:case/steps/decide-appeal', { as: 'hr', at: 'appeal' }, { decision: 'dismiss', ...reason });
  await fill('POST /confirmations/:confirmation', { as: 'asked', at: 'revealed' }, { answer: 'no' });
  await send('POST /notices/read', hr, { fields: { upTo: 'ev_01KN44ARM0DKXQ0JTHY3K8ATPK' } });
  await send('POST /sign-out', hr, {});
}, 180_000);

test('every form of HR costs what the table says', async () => {
  const text = textOf({ ...next, id: 'another-ladder', version: 1 });
  await fill('POST /hr/ladders/new', hr, { text });
  await fill('POST /hr/ladders/:ladder', hr, { text: textOf(next) });
  await fill('POST /hr/ladders/:ladder/draft', hr, { from: '2026-06-01' }, '', 'propose-publication');
  const input = { name: 'New One', email: 'new@example.com', team: 'Harbour', odc: 'North', 'roles.engineer': 'yes' };
  const typed = { 'techLeadId.~q': 'tess' };
  await fill('POST /hr/people/new', hr, typed, ', a search');
  await fill('POST /hr/people/:person', hr, typed, ', a search');
  await fill('POST /hr/people/new', hr, { id: 'new-one', ...input, techLeadId: 'tess-lead' });
  await fill('POST /hr/people/:person', hr, { team: 'Lighthouse' });
  const proposed = { 'roles.tech-lead': 'yes', reason: 'As agreed.' };
  await fill('POST /hr/people/:person', hr, proposed, ', proposed');
  await fill('POST /hr/proposals/:proposal', { as: 'hr-acted' }, {}, '', 'confirm');
  const file = 'Content-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\nName';
  const key = 'Content-Disposition: form-data; name="key"\r\n\r\nfile-of-people';
  await send('POST /hr/imports', hr, {
    text: `--b\r\n${key}\r\n--b\r\n${file}\r\n--b--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  await fill('POST /hr/imports/:import', hr, { reason: 'As agreed.' });
  const part = (name: string, value: string) =>
    `--form\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const mapping = 'Content-Disposition: form-data; name="file"; filename="accounts.csv"\r\n\r\nId,Subject';
  await send('POST /hr/moves', hr, {
    text: `${part('key', 'mapping-file')}${part('issuer', 'https://new.example.com')}--form\r\n${mapping}\r\n--form--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=form' },
  });
  await fill('POST /hr/moves/:move', hr, { reason: 'As agreed.' });
  await send('POST /hr/exports', hr, { fields: { key: 'file-of-everybody' } });
  await fill('POST /hr/people/:person/sign-ins/:account', hr, { reason: 'The account is lost.' });
  const excepted = await apps.caseAt('exception');
  const version = (await loadHead(apps.world.outside.table, excepted))?.version;
  const confirm = {
    type: 'decide-exception',
    decision: 'confirm',
    reason: 'It is worth more than this rating says.',
  } as const;
  await apps.world.act(cast.hr, excepted, confirm, version);
  await apps.world.step(excepted);
  await fill('POST /hr/corrections/:case', { as: 'hr', at: 'exception' }, { reason: 'The wrong button.' });
  const days = { from: '2028-01-01', joinUntil: '2028-12-31', to: '2028-12-31' };
  await fill('POST /hr/cycles', hr, { id: 'annual-2028', name: 'Annual 2028', kind: 'annual', ...days });
  await fill('POST /hr/cycles/:next', hr, { name: 'Another name' });
  await fill('POST /hr/cycles/:next/close', hr, {});
  await fill('POST /hr/leave', { as: 'other-engineer' }, { from: '2026-07-01', to: '2026-07-31' });
  await fill('POST /hr/places', hr, { kind: 'team', name: 'Signal' });
  await fill('POST /hr/calendars/:odc', hr, { holidays: '2026-12-25' });
  const left = { Operations: [{ op: 'replace', value: { active: false } }] };
  await apps.ask('PATCH /scim/v2/Users/:person', {}, { json: left });
  await fill('POST /hr/scim', hr, { reason: 'They work here.' }, '', 'set-aside');
}, 180_000);

test('every form was sent, and costs what the table says', () => {
  expect(differing(sender.rows({ ...forms, ...forManyCases }))).toBe('');
});

test('no form takes more than three rounds and its transaction', () => {
  const over = Object.entries(forms).filter(([, [rounds]]) => rounds > roundsOfACommand);
  // A text that is carried over is read once its piece is known, which is a round more.
  expect(over).toEqual([['POST /cases/:case/steps/carry-evidence', [roundsOfACommand + 1, 7]]]);
  // After two rounds that find the cases, each case is a command of its own.
  for (const [at, [rounds]] of Object.values(forManyCases).entries())
    expect(rounds).toBeLessThanOrEqual(roundsOfARead + (at + 1) * roundsOfACommand);
});
