import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildScript, fileOf } from '#functions/web/browser/build.ts';
import { outlineOf, pointAt, pointsOf, side } from '#functions/web/browser/radar.ts';
import script from '#functions/web/browser/self-check.json' with { type: 'json' };
import { summaryOf } from '#functions/web/browser/summary.ts';
import { asDataBlock } from '#functions/web/views/self-check/page.tsx';
import { readDraft, saveDraft } from '#shared/cases/drafts.ts';
import { readCase } from '#shared/cases/read.ts';
import { Ladder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Ratings, Score } from '#shared/contract/score.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { profileOf } from '#shared/domain/ladder/profile.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { publish } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { actorOf } from '#test/support/actor.ts';
import { readyForL3 } from '#test/support/commands.ts';
import { ladderOf, softwareEngineerTrack } from '#test/support/ladders.ts';
import { caseAt, type Place, ratingFields } from './cases.ts';
import { asText, fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const path = '/ladders/software-engineer-track/self-check';
const personOf = (id: string) => site.world.people.find((one) => one.id === id) as Person;

describe('the script', () => {
  test('is committed exactly as built from its sources', async () => {
    const committed = readFileSync(new URL('../../functions/web/browser/self-check.json', import.meta.url), 'utf8');
    expect(committed).toBe(fileOf(await buildScript('self-check')));
  });

  test('is at most 25 KB, and cannot send or store anything', () => {
    expect(script.source.length).toBeLessThan(25_000);
    expect(script.source).not.toMatch(
      /\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\(|localStorage|sessionStorage|indexedDB|\bcookie\b|\bcaches\b|pushState|replaceState|\blocation\b|\beval\b|innerHTML/,
    );
  });
});

describe('the chart', () => {
  test('begins at the top and goes clockwise', () => {
    expect([0, 1, 2, 3].map((axis) => pointAt(axis, 4, 1))).toEqual([
      { x: 160, y: 28 },
      { x: 292, y: 160 },
      { x: 160, y: 292 },
      { x: 28, y: 160 },
    ]);
    expect(pointAt(3, 17, 0)).toEqual({ x: side / 2, y: side / 2 });
  });

  test('places a value by its share of the highest step, and draws no point without a value', () => {
    expect(pointsOf([5, null, 1, 3], 5)).toEqual([pointAt(0, 4, 1), null, pointAt(2, 4, 0.2), pointAt(3, 4, 0.6)]);
  });

  test('has a closed outline if every axis has a value, and joins only neighbours otherwise', () => {
    expect(outlineOf([2, 2, 2, 2], 2)).toBe('M160,28L292,160L160,292L28,160Z');
    expect(outlineOf([2, 2, null, 2], 2)).toBe('M160,28L292,160M28,160L160,28');
    expect(outlineOf([2, null, 2, null], 2)).toBe('');
    expect(outlineOf([null, null, null], 2)).toBe('');
  });

  test('keeps the numbers of its axes inside the picture, even with seventeen axes', () => {
    for (const axes of [3, 8, 17])
      for (let axis = 0; axis < axes; axis++) {
        const { x, y } = pointAt(axis, axes, 1.13);
        for (const at of [x, y]) expect([at >= 8, at <= side - 8]).toEqual([true, true]);
      }
  });

  test('shows the steps of the target level, with the changes of a track', () => {
    const expected = Object.fromEntries(softwareEngineerTrack.competencies.map((one) => [one.id, one.expected.L4]));
    expect(profileOf(softwareEngineerTrack, 'L4', null)).toEqual(expected);
    const { strong, relaxed } = softwareEngineerTrack.tracks.find((one) => one.id === 'principal-engineer')!;
    expect(profileOf(softwareEngineerTrack, 'L4', 'principal-engineer')).toEqual({
      ...expected,
      ...strong,
      ...relaxed,
    });
    expect(new Set(Object.values(profileOf(ladderOf('engineer-narrative'), 'L3', null)))).toEqual(new Set([null]));
  });
});

describe('the text for screen readers', () => {
  const of = (ladder: Ladder, ratings: Ratings): Score => {
    const result = score(ladder, { ratings, transition: ladder.transitions.at(1)?.id });
    if (!result.ok) throw new Error('wrong ratings');
    return result.score;
  };

  test('says how many dimensions are rated, and the overall value and criteria if they are known', () => {
    const ladder = softwareEngineerTrack;
    const ratings = readyForL3(ladder);
    expect(summaryOf(of(ladder, {}), 0, 41)).toBe('0 of 41 dimensions rated. 0 of 4 criteria met.');
    expect(summaryOf(of(ladder, ratings), 41, 41)).toBe(
      '41 of 41 dimensions rated. Overall 3.2, in the band of L3. 2 of 4 criteria met.',
    );
  });

  test('leaves out the overall value if the ladder has none', () => {
    expect(summaryOf(of(ladderOf('engineer-narrative'), {}), 0, 19)).toBe(
      '0 of 19 dimensions rated. 0 of 2 criteria met.',
    );
  });
});

describe('the page', () => {
  const look = async (who: string, query = '', at = path): Promise<Page & { words: string }> => {
    const page = await (await site.visitor(who)).get(`${at}${query}`);
    return { ...page, words: wordsOf(page.html) };
  };

  test('has every dimension with its steps, and the inputs have no names', async () => {
    const { html } = await look('erin-engineer');
    const choices = html.match(/<input type="radio"[^>]*>/g) ?? [];
    const dimensions = dimensionsOf(softwareEngineerTrack);
    expect(choices).toHaveLength(dimensions.length * 6);
    for (const choice of choices) expect(choice).not.toMatch(/ (name|form|id)=/);
    for (const { id } of dimensions) expect(html).toContain(`data-dimension="${id}" value="5"`);
    // No input is inside a form.
    for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/g)) expect(form).not.toContain('radio');
  });

  test('shows the descriptors of the level that people are rated by, and the expected steps', async () => {
    const ladder = ladderOf('engineer-narrative');
    // That ladder does not describe L3, so people are rated by the texts of L2.
    expect(ladder.transitions.find((one) => one.id === 'L2-L3')?.ratedAs).toBe('L2');
    await publishLadder(site.world.outside, ladder);
    const { words, html } = await look('erin-engineer', '?transition=L2-L3', '/ladders/engineer-narrative/self-check');
    for (const { descriptors } of dimensionsOf(ladder))
      for (const text of Object.values(descriptors)) expect(words).toContain(text.replace(/\s+/g, ' '));
    expect(words).toContain('L2 is expected at step 2, At the level of Impact, in a new tab.');
    const own = await look('erin-engineer', '?transition=L2-L3');
    const [mastery] = softwareEngineerTrack.competencies;
    expect(own.words).toContain(`${wordsOf(mastery?.guides[3]?.summary ?? 'none')} L3 is expected at step 4, Advanced`);
    expect(html).toContain('value="not-applicable"');
    expect((await look('erin-engineer')).html).not.toContain('value="not-applicable"');
  });

  test('is about the person’s own transition, or the transition and track in the address', async () => {
    expect((await look('erin-engineer')).words).toContain('Criteria from L2 to L3');
    expect((await look('lena-senior')).words).toContain('Criteria from L3 to L4');
    expect((await look('hugo-hr')).words).toContain('Criteria from L1 to L2');
    const { html, words } = await look('erin-engineer', '?transition=L3-L4&track=principal-engineer');
    expect(html).toMatch(/<a href="\?transition=L3-L4&amp;track=principal-engineer" aria-current="true">/);
    expect(words).toContain('L4 on this track is expected at step 5, Expert');
    // Where less is enough, the page says for what.
    expect(words).toMatch(
      /L4 on this track: step 3, \w+ of Communication & Collaboration, in a new tab is enough for internal communication\./,
    );
    expect(words).toMatch(
      /L4 on this track: step 3, \w+ of Mentoring & Technical Leadership, in a new tab is enough\./,
    );
    for (const query of ['?transition=L9-L1', '?transition=L2-L3&track=principal-engineer', '?track=x'])
      expect([query, (await look('erin-engineer', query)).status]).toEqual([query, 404]);
    expect((await look('erin-engineer', '', '/ladders/none/self-check')).status).toBe(404);
  });

  test('gives its script a ladder without texts that scores the same', async () => {
    const { html } = await look('erin-engineer', '?transition=L3-L4&track=tech-lead');
    const block = /id="self-check-data">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
    const data = JSON.parse(block);
    expect([data.transition, data.track]).toEqual(['L3-L4', 'tech-lead']);
    const input = { ratings: readyForL3(softwareEngineerTrack), transition: 'L3-L4', track: 'tech-lead' };
    expect(score(Ladder.parse(data.ladder), input)).toEqual(score(softwareEngineerTrack, input));
    expect(block.length).toBeLessThan(25_000);
  });

  test('escapes the texts of a ladder, so that they cannot end the data block or begin a script', async () => {
    const nasty = '</script><script>alert(1)</script><!--<script>';
    const [first, ...rest] = softwareEngineerTrack.competencies;
    const { hash: _, ...ladder } = softwareEngineerTrack;
    const spoilt = publish({
      ...ladder,
      id: 'spoilt',
      title: nasty,
      competencies: [{ ...first!, title: nasty }, ...rest],
    });
    await publishLadder(site.world.outside, spoilt);
    const { html } = await look('erin-engineer', '', '/ladders/spoilt/self-check');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain('<!--');
    const block = /id="self-check-data">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(block).ladder.competencies[0].title).toBe(nasty);
    expect(asDataBlock({ nasty })).not.toContain('<');
  });
});

describe('starting a case from the self-check', () => {
  const words = async (who: string, query = '') =>
    wordsOf((await (await site.visitor(who)).get(`${path}${query}`)).html);

  test('is offered to people who can open this case; others see why not', async () => {
    const engineer = site.nextEngineer();
    expect(await words(engineer)).toContain('Start a case with this');
    for (const [who, query, reason] of [
      [engineer, '?transition=L1-L2', 'This step up begins at L1, and you are at L2.'],
      ['hugo-hr', '', 'You are on no ladder, so there is no case of yours to start.'],
    ] as const) {
      const said = await words(who, query);
      expect(said).toContain(`No case can be started with this. ${reason}`);
      expect(said).not.toContain('Start a case with this');
    }
    await site.change({ ...personOf(engineer), ladder: 'test-ladder', version: 2 });
    expect(await words(engineer)).toContain('You are on another ladder');
  });

  const places: [Place, string][] = [
    ['opening', 'Use this in your open case'],
    ['self-assessment', 'Use this in your open case'],
    ['calibration', 'its self-assessment is submitted'],
    ['sign-off', 'its self-assessment is submitted'],
  ];
  test.each(places)('with a case at %s the page says: %s', async (place, said) => {
    const { engineerId } = await caseAt(site, place);
    expect(await words(engineerId)).toContain(said);
    expect(await words(engineerId)).not.toContain('Start a case with this');
    expect(await words(engineerId, '?transition=L3-L4')).toContain(
      'Your open case is for L2 to L3; one runs at a time.',
    );
  });

  test('opens the case, saves the ratings as a draft, and leads to the filled-in form', async () => {
    const engineer = site.nextEngineer();
    const visitor = await site.visitor(engineer);
    const { 'ratings.debugging': _, ...ratings } = ratingFields(site.world);
    const fields = { ...fieldsOf((await visitor.get(path)).html), ...ratings };
    const sent = await visitor.post(path, fields);
    const [, caseId = ''] = /^\/cases\/(case_\w+)\/steps\/submit-self-assessment$/.exec(sent.location ?? '') ?? [];
    expect([sent.status, caseId]).toEqual([303, expect.stringMatching(/^case_/)]);
    // The stage opens a moment later. Until then the page of the case reloads itself, and then leads to the form.
    const waiting = await visitor.get((await visitor.get(sent.location ?? '')).location ?? '');
    expect(waiting.headers.get('refresh')).toBe(`1; url=${sent.location}`);
    await site.world.step(caseId);
    const form = await visitor.get(sent.location ?? '');
    expect(fieldsOf(form.html)).toMatchObject(ratings);
    expect(fieldsOf(form.html)).not.toHaveProperty(['ratings.debugging']);
    expect(wordsOf(form.html)).toContain('Only you can read it. It is not submitted yet.');
    // Sending it twice opens one case.
    expect((await visitor.post(path, fields)).location).toBe(sent.location);
  });

  test('keeps the ratings for the self-assessment if a track must be declared first', async () => {
    const visitor = await site.visitor('lena-senior');
    const fields = { ...fieldsOf((await visitor.get(path)).html), 'ratings.debugging': '4' };
    const sent = await visitor.post(path, fields);
    const caseId = sent.location?.replace('/cases/', '') ?? '';
    const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, 'lena-senior'), caseId);
    expect(view.stage).toBe('track');
    await site.world.step(caseId);
    await site.world.act('lena-senior', caseId, { type: 'declare-track', track: 'tech-lead' });
    await site.world.step(caseId);
    const form = await visitor.get(`/cases/${caseId}/steps/submit-self-assessment`);
    expect(fieldsOf(form.html)).toMatchObject({ 'ratings.debugging': '4' });
  });

  test('replaces saved ratings in an open case, and keeps the notes', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const { outside } = site.world;
    await saveDraft(outside, await actorOf(outside, engineerId), caseId, {
      ratings: { debugging: 1, tooling: 2 },
      notes: { tooling: 'Mine.' },
    });
    const visitor = await site.visitor(engineerId);
    const fields = { ...fieldsOf((await visitor.get(path)).html), 'ratings.debugging': '4' };
    expect((await visitor.post(path, fields)).status).toBe(303);
    const draft = await readDraft(outside, engineerId, caseId);
    expect(draft).toMatchObject({ ratings: { debugging: 4 }, notes: { tooling: 'Mine.' }, version: 2 });
    expect(draft?.ratings).not.toHaveProperty('tooling');
  });

  test('keeps the ratings on the page if it is refused, with the reason', async () => {
    const engineer = site.nextEngineer();
    const visitor = await site.visitor(engineer);
    const fields = { ...fieldsOf((await visitor.get(path)).html), 'ratings.debugging': '4' };
    await site.world.open(engineer);
    const back = await visitor.post(path, fields);
    expect(back.status).toBe(409);
    expect(wordsOf(back.html)).toContain('has an open case');
    expect(wordsOf(back.html)).toContain('Use this in your open case');
    expect(back.html).toMatch(/data-dimension="debugging" value="4" checked=""/);
    expect(back.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('is refused with ratings that the ladder does not have', async () => {
    const engineer = site.nextEngineer();
    const visitor = await site.visitor(engineer);
    const form = fieldsOf((await visitor.get(path)).html);
    for (const [name, value] of [
      ['charm', '3'],
      ['debugging', '6'],
      ['debugging', 'high'],
      ['debugging', 'not-applicable'],
    ]) {
      const wrong = { [`ratings.${name}`]: value as string };
      const back = await visitor.post(path, { ...form, ...wrong });
      expect([wrong, back.status]).toEqual([wrong, 422]);
    }
    expect(await words(engineer)).toContain('Start a case with this');
  });

  test('never changes a case of another person', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const other = await site.visitor(site.nextEngineer());
    const fields = { ...fieldsOf((await other.get(path)).html), case: caseId, 'ratings.debugging': '4' };
    expect((await other.post(path, fields)).status).toBe(404);
    expect(await readDraft(site.world.outside, engineerId, caseId)).toBeNull();
    const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, engineerId), caseId);
    expect(asText(JSON.stringify(view))).not.toContain('draft');
  });
});
