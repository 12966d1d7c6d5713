import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter } from '#shared/identity/first-sign-in.ts';
import { workOnMove } from '#shared/importing/move-work.ts';
import { linksOf } from './crawl.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

/** HR's pages of the move to another issuer. test/importing/moves.test.ts has what a mapping file does. */

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  [hugo, hedy] = await Promise.all([hrVisitor(site, 'hugo-hr'), hrVisitor(site, 'hedy-hr')]);
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);
const issuer = 'https://new.example.com/';

/** Chooses a file and sends the form, as a browser does. */
async function send(content: string, to = issuer, who = hugo): Promise<Page> {
  const form = new FormData();
  form.set('key', fieldsOf((await who.get('/hr/moves')).html).key ?? '');
  form.set('issuer', to);
  form.set('file', new File([content], 'accounts.csv', { type: 'text/csv' }));
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const headers = { origin: site.origin, 'content-type': request.headers.get('content-type') ?? '' };
  return who.send('/hr/moves', { method: 'POST', headers, body: await request.arrayBuffer() });
}

async function worked(path: string): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await workOnMove(site.world.outside, path.split('/').at(-1) ?? '');
}

test('HR sends a mapping file, a second person compares and confirms it, and people come over', async () => {
  expect(linksOf(await hugo.get('/hr/sign-ins'))).toContain('/hr/moves');
  const { status, location } = await send('Id,Subject\ntess-lead,t-77\nhedy-hr,h-1\neli-engineer,e-1');
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/hr\/moves\/mov_/)]);
  const path = location!;
  expect(words(await hugo.get(path))).toContain('The file is being checked.');
  await worked(path);
  const page = await hugo.get(path);
  for (const said of [
    'Checked, not in effect',
    `3 people come in by the account of ${issuer} that the file names.`,
    '2 people have a role other than engineer: compare their accounts first.',
    'Tess Lead, tech lead: account t-77',
  ])
    expect(words(page)).toContain(said);
  const unsaid = await hugo.post(path, { ...fieldsOf(page.html), reason: '' });
  expect([unsaid.status, words(unsaid)]).toEqual([422, expect.stringContaining('Say why, for the second person')]);
  const proposed = await hugo.post(path, { ...fieldsOf(page.html), reason: 'We leave the old issuer.' });
  expect([proposed.status, proposed.location]).toEqual([303, expect.stringMatching(/^\/hr\/proposals\/prop_/)]);
  const proposal = proposed.location!.split('?')[0]!;
  expect(words(await hedy.get(path))).toContain(
    'They decide this file or propose it, so their own row is not put into effect.',
  );
  expect(words(await hedy.get(path))).toContain(
    'Hugo Hr proposes to put it into effect. A second person decides here.',
  );
  const shown = await hedy.get(proposal);
  for (const said of [`Move to ${issuer}`, 'Look at those of people with roles first.', 'We leave the old issuer.'])
    expect(words(shown)).toContain(said);
  expect(linksOf(shown)).toContain(path);
  expect((await hedy.post(proposal, fieldsOfCommand(shown, 'confirm'))).status).toBe(303);
  await worked(path);
  expect(words(await hugo.get(path))).toContain('0 of 2 people have come over.');
  expect(words(await hugo.get(path))).toContain('1 row is not in effect');
  const claimed = { issuer, subject: 'e-1', claim: 'email', value: null };
  const come = await enter(site.world.outside, claimed, { isVerified: false, requestId: 'test' });
  expect(come).toMatchObject({ ok: true, person: { id: 'eli-engineer' } });
  expect(words(await hugo.get('/hr/sign-ins'))).toContain('In effect 1 of 2 people have come over.');
  expect(words(await hugo.get('/hr/people/eli-engineer'))).toContain(
    'Eli Engineer came over by this account, which a mapping file of two people of HR named.',
  );
  const ending = await hugo.get(path);
  const ended = await hugo.post(path, { ...fieldsOf(ending.html), reason: 'A column was wrong.' });
  const end = ended.location!.split('?')[0]!;
  expect((await hedy.post(end, fieldsOfCommand(await hedy.get(end), 'confirm'))).status).toBe(303);
  expect(words(await hugo.get(path))).toContain('Two people have ended it. 1 of 2 people have come over.');
});

test('a file with faults says each of them, and a wrong issuer is said at its field', async () => {
  const path = (await send('Id,Subject\nnobody,a')).location!;
  await worked(path);
  const page = await hugo.get(path);
  expect(words(page)).toContain('The file has 1 fault');
  expect(words(page)).toContain('Row 2, column A (Id)');
  expect(words(page)).not.toContain('Propose to put it into effect');
  const wrong = await send('Id,Subject\nnobody,a', 'login.example.com');
  expect([wrong.status, words(wrong)]).toEqual([422, expect.stringContaining('address of the issuer')]);
  // What an issuer is called in the form is still there, and so is which field is wrong.
  expect([fieldsOf(wrong.html).issuer, words(wrong)]).toEqual([
    'login.example.com',
    expect.stringContaining('What you wrote is still here.'),
  ]);
  expect((await hugo.get('/hr/moves/mov_1')).status).toBe(404);
});
