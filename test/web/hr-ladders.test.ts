import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readCase } from '#shared/cases/read.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { loadLadderRecord, loadRecordAndDraft } from '#shared/store/ladders.ts';
import { actorOf } from '#test/support/actor.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { crawl, linksOf } from './crawl.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor, proposed } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

const path = `/hr/ladders/${first.id}`;

/** The next version, with one changed rule, one changed text, and the changes of a test. */
function changed(more: Partial<PublishedLadder> = {}): PublishedLadder {
  return nextOf(first, {
    transitions: first.transitions.map((one) =>
      one.id === 'L2-L3'
        ? {
            ...one,
            criteria: one.criteria.map((criterion) =>
              criterion.requires.kind === 'every-competency'
                ? { ...criterion, requires: { ...criterion.requires, atLeast: 4 } }
                : criterion,
            ),
          }
        : one,
    ),
    summary: 'Said in other words.',
    ...more,
  });
}

const second = changed();

// Each test has a world of its own, because a published version cannot be removed.
let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
let third: HrVisitor;
const sites: Site[] = [];
beforeEach(async () => {
  site = await startSite({}, await startWorld([...smallOrganisation, person('hiro-hr', { roles: ['hr'] })]));
  sites.push(site);
  [hugo, hedy, third] = (await Promise.all(['hugo-hr', 'hedy-hr', 'hiro-hr'].map((id) => hrVisitor(site, id)))) as [
    HrVisitor,
    HrVisitor,
    HrVisitor,
  ];
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

const words = ({ html }: Page) => wordsOf(html);
const recordNow = () => loadLadderRecord(site.world.outside.table, first.id);

test('two people of HR publish a version from tomorrow; cases opened today keep the old one, and tomorrow’s get the new one', async () => {
  const saved = await hugo.upload(path, `# As YAML.\n${stringify(JSON.parse(textOf(second)))}`);
  expect([saved.status, saved.location]).toEqual([303, `${path}/draft?done=save-draft`]);
  const draft = await hugo.get(saved.location ?? '');
  expect(words(draft)).toContain('Uploaded by Hugo Hr, 2 March 2026 at 09:00 UTC');
  expect(words(draft)).toContain('The draft is saved. Only HR can read it.');
  expect(words(draft)).toMatch(
    /Compared with version 1, .*Rules L2 to L3 now needs 4 in every competency, was 3\. Only texts Summary is reworded\./,
  );
  expect(words(draft)).toMatch(
    /What the check found (\d+ warnings? A draft with warnings can still be published|No errors)/,
  );
  expect(fieldsOfCommand(draft, 'propose-publication').from).toBe('2026-03-02');

  const sent = await hugo.command(draft, `${path}/draft`, 'propose-publication', { from: '2026-03-03' });
  expect([sent.status, sent.location]).toEqual([303, `${path}/draft?done=propose-publication`]);
  const own = await hugo.get(`${path}/draft`);
  expect(words(own)).toContain('You uploaded this draft, so another person of HR must confirm it');
  expect(fieldsOfCommand(own, 'confirm-publication')).toEqual({});
  expect(words(await hedy.get('/hr/ladders'))).toContain(
    'Draft of version 2: proposed from 3 March 2026, waits for a second person of HR.',
  );

  const theirs = await hedy.get(`${path}/draft`);
  expect(words(theirs)).toContain(`The draft that you confirm has the hash ${second.hash}.`);
  expect(words(theirs)).toMatch(
    /You publish version 2, for new cases from 3 March 2026\. Compared with version 1, 1 rule changes, and 1 text is reworded\./,
  );
  const today = await site.world.open('erin-engineer');
  const confirmed = await hedy.command(theirs, `${path}/draft`, 'confirm-publication');
  expect([confirmed.status, confirmed.location]).toEqual([303, `${path}?done=confirm-publication`]);

  const after = words(await hedy.get(confirmed.location ?? ''));
  expect(after).toContain('It is published. Open cases stay on their version.');
  expect(after).toMatch(
    /Version 2 Coming For new cases from 3 March 2026 Published by Hugo Hr and Hedy Hr, 2 March 2026/,
  );
  expect(after).toMatch(/Version 1 In force .*Published when Rungs was set up/);
  expect(after).toMatch(
    /The record holds\. .*4 events.*Hedy Hr confirmed the proposal of Hugo Hr: version 2 is published from 3 March 2026\..*Hugo Hr proposed version 2 from 3 March 2026\..*Hugo Hr uploaded a draft of version 2\..*Version 1 was published from 2 March 2026\./,
  );
  expect(words(await hedy.get('/hr/ladders'))).toContain('Version 2 comes into force on 3 March 2026.');

  const sameDay = await site.world.open('eli-engineer');
  site.world.clock.advanceDays(1);
  const tomorrow = await site.world.open('omid-other');
  const versionOf = async (caseId: string) =>
    (await readCase(site.world.outside, await actorOf(site.world.outside, 'hugo-hr'), caseId)).view.ladder.version;
  expect(await Promise.all([today, sameDay, tomorrow].map(versionOf))).toEqual([1, 1, 2]);
  const again = await hrVisitor(site, 'hugo-hr');
  expect(words(await again.get(path))).toMatch(/Version 2 In force .*Version 1 No longer for new cases/);
});

describe('an upload', () => {
  test('of the largest ladder works, both as a file and as text', async () => {
    const file = readFileSync(new URL('../../shared/ladders/software-engineer-track.yaml', import.meta.url), 'utf8');
    const next = file.replace(/^version: 1$/m, 'version: 2');
    expect(next.length).toBeGreaterThan(110_000);
    expect((await hugo.upload(path, next)).status).toBe(303);
    const { draft: asFile } = await loadRecordAndDraft(site.world.outside.table, first.id);
    const pasted = await hedy.upload(path, '', {
      ...fieldsOf((await hedy.get(path)).html),
      text: next.replaceAll('\n', '\r\n'),
    });
    expect(pasted.status).toBe(303);
    expect((await loadRecordAndDraft(site.world.outside.table, first.id)).draft).toEqual(asFile);
    expect((await recordNow())?.draft).toMatchObject({ version: 2, by: 'hedy-hr' });
  });

  test('that is sent twice is carried out once', async () => {
    const fields = fieldsOf((await hugo.get(path)).html);
    const [one, other] = [
      await hugo.upload(path, textOf(second), fields),
      await hugo.upload(path, textOf(second), fields),
    ];
    expect([one.status, other.status, one.location]).toEqual([303, 303, other.location]);
    expect((await recordNow())?.revision).toBe(2);
  });

  test('that is not a ladder comes back with its text, and every fault says how to correct it', async () => {
    const { weight: _weight, ...competency } = first.competencies[0]!;
    const text = stringify({
      ...JSON.parse(textOf(second)),
      competencies: [{ ...competency, colour: '<red>' }],
      title: 7,
    });
    const page = await hugo.upload(path, text);
    expect(page.status).toBe(422);
    expect(words(page)).toContain('The document is not a ladder. Mend what is named and upload it again.');
    expect(words(page)).toContain('3 faults:');
    expect(words(page)).toContain('title: This cannot be 7.');
    expect(words(page)).toContain(`competencies.${competency.id}.weight: This is missing.`);
    expect(words(page)).toContain('There is no field colour here.');
    expect(fieldsOf(page.html).text).toBe(text);
    expect(page.html).toContain('aria-describedby="upload-faults"');
    expect((await recordNow())?.draft).toBeNull();
    // The text can be corrected on the page and sent again.
    const again = await hugo.upload(path, '', { ...fieldsOf(page.html), text: textOf(second) });
    expect(again.status).toBe(303);
  });

  test.each([
    ['no text at all', '', 'Choose a file or paste the text of a ladder.'],
    ['no YAML', 'title: [', 'The ladder file is not YAML.'],
    ['another ladder', textOf({ ...second, id: 'another-ladder' }), 'The document is of another ladder.'],
    ['an old version', textOf(first), 'version 1 is the newest published version: write version 2'],
    ['too much', `# ${'x'.repeat(ladderLimits.uploadBytes)}`, 'The document has 513 KB, and the maximum is 512 KB.'],
  ])('of %s is refused with the reason', async (_what, text, reason) => {
    const page = await hugo.upload(path, text);
    expect([page.status, words(page).toLowerCase().includes(reason.toLowerCase())]).toEqual([422, true]);
    expect(fieldsOf(page.html).text).toBe(text);
  });

  test('of a file in another encoding is refused with the reason', async () => {
    const page = await hugo.upload(path, new Blob([new Uint8Array([0x74, 0xe4, 0x74])]));
    expect([page.status, words(page).includes('The file is not written in UTF-8.')]).toEqual([422, true]);
  });

  test('of ten megabytes is refused with a clear message and a link back', async () => {
    const page = await hugo.upload(path, 'x'.repeat(10_000_000));
    expect(page.status).toBe(413);
    expect(words(page)).toContain('A ladder can have 512 KB at most, and what you sent is larger. Nothing was saved');
    expect(linksOf(page)).toContain('/hr/ladders');
  });

  test('that arrives broken is refused without internal details', async () => {
    const headers = { cookie: hugo.cookie, origin: site.origin, 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await site.hr.request(`${site.origin}${path}`, { method: 'POST', body: '--y', headers });
    expect(answer.status).toBe(400);
    expect(wordsOf(await answer.text())).toContain('The form arrived incomplete, so nothing was done.');
  });

  test('after the session has ended can be sent again with its text', async () => {
    const fields = fieldsOf((await hugo.get(path)).html);
    site.world.clock.advanceDays(1);
    const page = await hugo.upload(path, textOf(second), fields);
    expect(page.status).toBe(401);
    const kept = fieldsOf(page.html);
    const again = await hrVisitor(site, 'hugo-hr');
    expect((await again.post(path, kept)).status).toBe(303);
    expect((await recordNow())?.draft?.hash).toBe(second.hash);
  });

  test('of a new ladder creates it; an existing ladder is refused there', async () => {
    const fresh = nextOf(first, { id: 'fresh-ladder', title: 'Fresh ladder', version: 1 });
    const known = await hugo.upload('/hr/ladders/new', textOf(second));
    expect([known.status, words(known).includes(`Upload it on the page of the ladder ${first.id}`)]).toEqual([
      422,
      true,
    ]);
    const fields = fieldsOf((await hugo.get('/hr/ladders/new')).html);
    const saved = await hugo.upload('/hr/ladders/new', textOf(fresh), fields);
    expect([saved.status, saved.location]).toEqual([303, '/hr/ladders/fresh-ladder/draft?done=save-draft']);
    expect((await hugo.upload('/hr/ladders/new', textOf(fresh), fields)).location).toBe(saved.location);
    expect(words(await hedy.get('/hr/ladders/fresh-ladder/draft'))).toContain('Fresh ladder is a new ladder.');
    expect(words(await hedy.get('/hr/ladders'))).toContain('Fresh ladder No version is in force yet.');
    expect((await hugo.upload('/hr/ladders/new', textOf({ ...fresh, title: 'Other' }))).status).toBe(422);
  });
});

describe('a draft', () => {
  test('with errors shows them and cannot be proposed', async () => {
    const weights = changed({ competencies: first.competencies.map((one) => ({ ...one, weight: 0.2 })) });
    await hugo.upload(path, textOf(weights));
    const draft = await hugo.get(`${path}/draft`);
    expect(words(draft)).toMatch(/\d+ errors? A draft with errors cannot be published\..*Error: .*At /);
    expect(words(draft)).toContain('You can propose a day when the draft has no errors.');
    const forced = await hugo.post(`${path}/draft`, {
      key: 'forced',
      type: 'propose-publication',
      hash: weights.hash,
      from: '2026-03-03',
    });
    expect([forced.status, words(forced).includes('The draft has errors.')]).toEqual([409, true]);
  });

  test('can be read on all the pages that a published version has', async () => {
    await hugo.upload(path, textOf(second));
    const { pages, broken } = await crawl(hedy, `${path}/draft/read`);
    expect(broken).toEqual([]);
    expect(pages.size).toBeGreaterThan(first.competencies.length + first.transitions.length);
    for (const [address, page] of pages)
      expect([address, words(page).includes('This is the draft of version 2. Only HR can read it.')]).toEqual([
        address,
        true,
      ]);
    expect(words(await hedy.get(`${path}/draft/read`))).toContain('Said in other words.');
    expect((await hedy.get(`${path}/draft/read/levels/L9`)).status).toBe(404);
  });

  test('with many changed texts shows the first ones and folds the others away', async () => {
    const competencies = first.competencies.map((one) => ({ ...one, summary: `${one.summary} Said at more length.` }));
    await hugo.upload(path, textOf(changed({ competencies })));
    const { html } = await hugo.get(`${path}/draft`);
    const [shown = '', folded = ''] = (html.split('Only texts')[1] ?? '').split('<details>');
    const count = (part: string) => part.split('</details>')[0]?.match(/<li>/g)?.length;
    expect([count(shown), count(folded)]).toEqual([5, competencies.length + 1 - 5]);
    expect(wordsOf(folded)).toContain(`${competencies.length + 1 - 5} more`);
  });

  test('cannot be proposed without a day or for a past day, and the form keeps its values', async () => {
    await hugo.upload(path, textOf(second));
    const draft = await hugo.get(`${path}/draft`);
    const none = await hugo.command(draft, `${path}/draft`, 'propose-publication', { from: '' });
    expect([none.status, none.html.includes('id="f-from-fault"')]).toEqual([422, true]);
    expect(linksOf(none)).toContain('#f-from');
    expect(fieldsOfCommand(none, 'propose-publication').from).toBe('');
    const late = await hugo.command(draft, `${path}/draft`, 'propose-publication', { from: '2026-03-01' });
    expect([late.status, words(late).includes('Give today (2026-03-02, UTC) or a later day.')]).toEqual([422, true]);
    expect(fieldsOfCommand(late, 'propose-publication').from).toBe('2026-03-01');
    expect((await recordNow())?.draft?.proposal).toBeNull();
  });

  test('cannot be confirmed by the person who uploaded it or the person who proposed it', async () => {
    await hugo.upload(path, textOf(second));
    await hedy.command(await hedy.get(`${path}/draft`), `${path}/draft`, 'propose-publication', { from: '2026-03-03' });
    for (const [visitor, why] of [
      [hugo, 'You uploaded this draft, so another person of HR must confirm it'],
      [hedy, 'You proposed this draft, so another person of HR must confirm it'],
    ] as const) {
      expect(words(await visitor.get(`${path}/draft`))).toContain(why);
      const sent = { key: 'forced', type: 'confirm-publication', hash: second.hash };
      const refused = await visitor.post(`${path}/draft`, sent);
      expect([refused.status, words(refused).includes('Publishing takes a second person')]).toEqual([403, true]);
    }
    expect((await recordNow())?.versions).toHaveLength(1);
    const draft = await third.get(`${path}/draft`);
    expect((await third.command(draft, `${path}/draft`, 'confirm-publication')).status).toBe(303);
  });

  test('that was replaced meanwhile cannot be confirmed, and the page shows the new one', async () => {
    await proposed(hugo, second, '2026-03-03');
    const seen = await hedy.get(`${path}/draft`);
    const other = changed({ summary: 'Other words again.' });
    await proposed(hugo, other, '2026-03-03');
    const late = await hedy.command(seen, `${path}/draft`, 'confirm-publication');
    expect([late.status, words(late).includes('The draft has been replaced by another one.')]).toEqual([409, true]);
    expect(fieldsOfCommand(late, 'confirm-publication').hash).toBe(other.hash);
  });

  test('whose day has passed cannot be published; it must be proposed again', async () => {
    await proposed(hugo, second, '2026-03-02');
    const seen = await hedy.get(`${path}/draft`);
    site.world.clock.advanceDays(1);
    [hugo, hedy] = [await hrVisitor(site, 'hugo-hr'), await hrVisitor(site, 'hedy-hr')];
    expect(words(await hedy.get(`${path}/draft`))).toContain('Nobody confirmed before 2 March 2026 was over.');
    const late = await hedy.command(seen, `${path}/draft`, 'confirm-publication');
    expect([late.status, words(late).includes('has passed. Withdraw the proposal')]).toEqual([409, true]);
    const withdrawn = await hedy.command(late, `${path}/draft`, 'withdraw-proposal');
    expect(withdrawn.location).toBe(`${path}/draft?done=withdraw-proposal`);
    const draft = await hedy.get(withdrawn.location ?? '');
    expect(words(draft)).toContain('The proposal is withdrawn.');
    expect(fieldsOfCommand(draft, 'propose-publication').from).toBe('2026-03-03');
  });

  test('that is discarded is deleted, and later forms about it lead to the page of the ladder', async () => {
    await hugo.upload(path, textOf(second));
    const draft = await hedy.get(`${path}/draft`);
    const gone = await hedy.command(draft, `${path}/draft`, 'discard-draft');
    expect(gone.location).toBe(`${path}?done=discard-draft`);
    expect(words(await hedy.get(gone.location ?? ''))).toMatch(
      /The draft is discarded\..*There is no draft\..*Hedy Hr discarded the draft of version 2\./,
    );
    expect((await hedy.get(`${path}/draft`)).status).toBe(404);
    const late = await hugo.command(draft, `${path}/draft`, 'propose-publication');
    expect([late.status, words(late).includes('This ladder has no draft any more.')]).toEqual([409, true]);
  });

  test('accepts only its own forms', async () => {
    await hugo.upload(path, textOf(second));
    const strange: Record<string, string>[] = [
      { type: 'save-draft', hash: second.hash },
      { type: 'discard-draft', hash: 'none' },
      {},
    ];
    for (const fields of strange)
      expect((await hugo.post(`${path}/draft`, { key: 'own', ...fields })).status).toBe(422);
    expect((await hugo.post(`${path}/draft`, { type: 'discard-draft', hash: second.hash })).status).toBe(400);
    expect((await recordNow())?.draft?.hash).toBe(second.hash);
  });
});

test('the page of a ladder says if its hash chain was tampered with', async () => {
  const { table } = site.world.outside;
  await proposed(hugo, second, '2026-03-03');
  const [, event] = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.chainPartition(`ladder:${first.id}`) },
  });
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...event, at: '2026-03-01T09:00:00.000Z' } }),
  );
  expect(words(await hedy.get(path))).toContain('The record does not hold. Please tell the operators of Rungs.');
});
