import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ladderLimits } from '#shared/contract/names.ts';
import { loadRecordAndDraft } from '#shared/store/ladders.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { linksOf } from './crawl.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { path, second, startHrSite, words } from './hr-ladder-site.ts';
import { fieldsOf, type Site, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
let recordNow: Awaited<ReturnType<typeof startHrSite>>['recordNow'];
const sites: Site[] = [];
beforeEach(async () => {
  ({ site, hugo, hedy, recordNow } = await startHrSite());
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

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
    expect([page.status, words(page).includes('The ladder file is not written in UTF-8.')]).toEqual([422, true]);
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

  describe('after the session has ended', () => {
    const late = async (more: Record<string, string>, text = '') => {
      const fields = fieldsOf((await hugo.get(path)).html);
      site.world.clock.advanceDays(1);
      return hugo.upload(path, text, { ...fields, ...more });
    };

    test('comes back with the text of its file, which counts more than the text beside it', async () => {
      const text = '\n# Größe & <b> "你" %41 +\n</textarea>';
      const page = await late({ text: 'beside', reason: 'Why', other: 'x' }, text);
      expect(fieldsOf(page.html)).toEqual({ key: expect.any(String), reason: 'Why', text });
      expect(page.html).not.toContain('<b>');
    });

    test.each([
      ['has more than 500 fields', () => ({ reason: 'Why', ...many(500) }), ''],
      ['is larger than a ladder', () => ({ reason: 'Why' }), 'x'.repeat(ladderLimits.uploadBytes)],
      ['takes more than that as a page', () => ({ reason: 'Why' }), '&'.repeat(ladderLimits.uploadBytes / 4)],
    ])('does not come back if it %s, and the page says so', async (_what, more, text) => {
      const page = await late(more(), text);
      expect([page.status, page.html.length < 5_000, fieldsOf(page.html)]).toEqual([401, true, {}]);
      expect(words(page)).toContain('nothing was sent and nothing is kept. If you wrote something, go back');
    });
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`text.${at}`, 'x']));
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
