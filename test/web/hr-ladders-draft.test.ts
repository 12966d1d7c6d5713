import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { crawl, linksOf } from './crawl.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor, proposed } from './hr.ts';
import { changed, path, second, startHrSite, words } from './hr-ladder-site.ts';
import { type Site, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
let third: HrVisitor;
let recordNow: Awaited<ReturnType<typeof startHrSite>>['recordNow'];
const sites: Site[] = [];
beforeEach(async () => {
  ({ site, hugo, hedy, third, recordNow } = await startHrSite());
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

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
    expect([late.status, words(late).includes('Give today (2 March 2026, UTC) or a later day.')]).toEqual([422, true]);
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
      expect([
        refused.status,
        words(refused).includes('This takes a second person, who had no hand in the proposal'),
      ]).toEqual([403, true]);
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
