import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { line, person } from '#test/support/people.ts';
import { caseAt, type Place } from './cases.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const look = async (who: string, path: string) => {
  const page = await (await site.visitor(who)).get(path);
  return { ...page, words: wordsOf(page.html) };
};

/** The start page with all its further pages, one after another. */
async function startPages(who: string) {
  let [html, next] = ['', '/' as string | undefined];
  while (next) {
    const page = await look(who, next);
    html += page.html;
    next = /href="(\/\?cursor=[^"]+)"/.exec(page.html)?.[1];
  }
  return { html, words: wordsOf(html) };
}

describe('the page of a case', () => {
  test('says that a stage is opening, and reloads itself', async () => {
    const { caseId, engineerId } = await caseAt(site, 'opening');
    const opening = await look(engineerId, `/cases/${caseId}`);
    expect(opening.headers.get('refresh')).toBe('1');
    expect(opening.words).toContain('Self-assessment is opening. This page reloads itself.');
    const form = await look(engineerId, `/cases/${caseId}/steps/submit-self-assessment`);
    expect([form.status, form.location]).toEqual([303, `/cases/${caseId}?next=submit-self-assessment`]);
    const onTheWay = await look(engineerId, form.location ?? '');
    expect(onTheWay.headers.get('refresh')).toBe(`1; url=/cases/${caseId}/steps/submit-self-assessment`);
    await site.world.step(caseId);
    expect((await look(engineerId, `/cases/${caseId}`)).headers.get('refresh')).toBeNull();
    // Once the stage is open, the page leads to the step at once, but only the person it belongs to.
    expect((await look(engineerId, form.location ?? '')).location).toBe(
      `/cases/${caseId}/steps/submit-self-assessment`,
    );
    expect((await look('tess-lead', form.location ?? '')).status).toBe(200);
  });

  test('says whose turn it is, since when, until when, and what comes next', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const theirs = await look(engineerId, `/cases/${caseId}`);
    expect(theirs.words).toContain('It is your turn.');
    expect(theirs.words).toMatch(/Self-assessment since 2 March 2026, due \d+ March 2026\. Next: Calibration\./);
    expect(theirs.html).toContain('<li class="current" aria-current="step">Self-assessment');
    const others = await look('tess-lead', `/cases/${caseId}`);
    expect(others.words).toMatch(/It is the turn of Ada Number \d+\./);
  });

  test('offers the possible steps, and says why the others are not possible', async () => {
    const { caseId, engineerId } = await caseAt(site, 'calibration');
    const tess = await look('tess-lead', `/cases/${caseId}`);
    expect(tess.html).toContain(`href="/cases/${caseId}/steps/submit-review"`);
    expect(tess.html).toContain(`href="/cases/${caseId}/steps/attest?attestation=owns-a-module"`);
    expect(tess.words).toContain('Sign off: The case is in Calibration; this step belongs to Sign-off.');
    const engineer = await look(engineerId, `/cases/${caseId}`);
    expect(engineer.html).toContain(`href="/cases/${caseId}/steps/withdraw"`);
    expect(engineer.html).not.toContain('steps/submit-review');
  });

  test('links to its transition, in the version of the case', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const { html } = await look(engineerId, `/cases/${caseId}`);
    const to = '/ladders/software-engineer-track/versions/1/transitions/L2-L3';
    expect(html).toContain(`<a href="${to}">`);
    expect((await look(engineerId, to)).words).toContain('Step 3 or more in all eight competencies');
  });

  test('gets the same 404 as an unknown case, for people who cannot see it', async () => {
    const { caseId } = await caseAt(site, 'sign-off');
    for (const path of ['', '/history', '/steps/sign-off']) {
      const theirs = await look('eli-engineer', `/cases/${caseId}${path}`);
      const unknown = await look('eli-engineer', `/cases/case_00000000000000000000000000${path}`);
      expect([theirs.status, theirs.html]).toEqual([404, unknown.html]);
    }
  });

  test('shows the engineer their own view, but no review or result before the outcome', async () => {
    const { caseId, engineerId } = await caseAt(site, 'sign-off');
    const before = await look(engineerId, `/cases/${caseId}`);
    expect(before.words).toContain('The calibration result is shown with the outcome.');
    expect(before.words).toContain('Your own view.');
    expect(before.words).not.toMatch(/Review of|Consensus|Criteria|overall/);
    const signer = await look('omar-odc', `/cases/${caseId}`);
    expect(signer.words).toMatch(/Criteria .*Met: Step 3 or more in all eight competencies/);
    expect(signer.words).toContain('Review of Tess Lead');
    expect(signer.words).toContain('The engineer’s own view');
  });

  test('shows a lead without a part only where the case stands', async () => {
    const { people } = site.world;
    const engineerId = site.nextEngineer();
    const ada = people.find((one) => one.id === engineerId)!;
    // The engineer gets a new tech lead after the case was opened. That lead has no part in it.
    await site.change({ ...ada, techLeadId: 'lena-senior', version: 2 });
    await site.change({ ...ada, version: 3 });
    const caseId = await site.world.open(engineerId);
    await site.world.step(caseId);
    await site.change({ ...ada, techLeadId: 'lena-senior', version: 4 });
    const watcher = await look('lena-senior', `/cases/${caseId}`);
    expect(watcher.words).toContain('You see where this case stands.');
    expect(watcher.words).not.toMatch(/Portfolio \d|What you can do/);
    expect(watcher.html).not.toContain('/steps/');
  });

  test('lists the requirements of the portfolio, with links to add or waive for the right people', async () => {
    const { caseId, engineerId } = await caseAt(site, 'portfolio');
    const empty = await look(engineerId, `/cases/${caseId}`);
    expect(empty.words).toContain('0 of 4 requirements are met.');
    expect(empty.html).toContain(`/steps/add-evidence?requirement=mentoring&amp;kind=pr-review-at-scale`);
    const tess = await look('tess-lead', `/cases/${caseId}`);
    expect(tess.html).not.toContain('/steps/add-evidence');
    const omar = await look('omar-odc', `/cases/${caseId}`);
    expect(omar.html).toContain('/steps/waive-requirement?requirement=p1-postmortem');
  });
});

test('a signer sees everything they decide on, on the page of the decision', async () => {
  const { caseId, engineerId } = await caseAt(site, 'sign-off');
  const form = await look('omar-odc', `/cases/${caseId}/steps/sign-off`);
  for (const part of ['Criteria', 'Scores', 'Portfolio', 'Evidence for mentoring', 'Assessments', 'Your decision'])
    expect(form.words).toContain(part);
  expect(form.words).toMatch(/Yes, says Tess Lead/);
  const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, 'omar-odc'), caseId);
  expect(fieldsOf(form.html)).toMatchObject({ version: String(view.version), seen: JSON.stringify(view.seen) });
  expect((await look(engineerId, `/cases/${caseId}/steps/sign-off`)).status).toBe(403);
});

test('the history shows who did what and when, and that the record holds', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const { words, html } = await look('hugo-hr', `/cases/${caseId}/history`);
  expect(words).toContain('The record holds.');
  expect(words).toMatch(/A review was submitted Tess Lead, tech lead 2 March 2026 at 09:00 UTC, hash [0-9a-f]{12}/);
  expect(words).toContain('A stage was opened: Sign-off Rungs');
  expect(html.match(/<li>/g)).toHaveLength(14);
});

test('a long history is shown in pages that lead to each other', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const until = '2026-04-20T09:00:00.000Z';
  const slots = ['sign-off.odc-lead'];
  for (let at = 0; at < 22; at++) {
    await site.world.act('omar-odc', caseId, {
      type: 'delegate',
      slots,
      to: 'olga-odc',
      from: null,
      until,
      reason: 'Away.',
    });
    await site.world.act('omar-odc', caseId, { type: 'end-delegation', to: 'olga-odc' });
  }
  const linkIn = ({ html }: { html: string }, title: string) =>
    new RegExp(`href="([^"]+)">${title} events`).exec(html)?.[1] ?? '';
  const entries = ({ html }: { html: string }) => html.match(/<li>/g)?.length;
  const first = await look('hugo-hr', `/cases/${caseId}/history`);
  expect([entries(first), linkIn(first, 'Earlier')]).toEqual([50, '']);
  const last = await look('hugo-hr', linkIn(first, 'Later'));
  expect([entries(last), linkIn(last, 'Later')]).toEqual([14 + 44 - 50, '']);
  expect(last.html).toContain('<ol class="history" start="51">');
  expect(last.words).toContain('The record holds.');
  const back = await look('hugo-hr', linkIn(last, 'Earlier'));
  expect(back.words).toBe(first.words);
  expect((await look('hugo-hr', `/cases/${caseId}/history?cursor=nonsense`)).status).toBe(422);
});

describe('the first page', () => {
  const titles: [Place, string, string, string][] = [
    ['self-assessment', 'engineer', 'Submit the self-assessment', '/steps/submit-self-assessment'],
    [
      'calibration',
      'tess-lead',
      'Does this engineer own a module of the codebase?',
      '/steps/attest?attestation=owns-a-module',
    ],
    ['calibration', 'tess-lead', 'Submit a review', '/steps/submit-review'],
    ['portfolio', 'engineer', 'Hand in the portfolio', '#portfolio'],
    ['sign-off', 'omar-odc', 'Sign off', '/steps/sign-off'],
  ];
  test.each(titles)('at %s shows %s the step "%s" with a working link', async (place, who, title, link) => {
    const { caseId, engineerId } = await caseAt(site, place);
    const id = who === 'engineer' ? engineerId : who;
    const home = await look(id, '/');
    expect(home.html).toContain(`<a href="/cases/${caseId}${link}">${title}</a>`);
    expect((await look(id, `/cases/${caseId}${link}`)).status).toBe(200);
  });

  test('lists the step that was due first at the top, and says that it was due', async () => {
    const engineers = [await caseAt(site, 'calibration'), await caseAt(site, 'calibration')];
    site.world.clock.advanceDays(60);
    const late = await caseAt(site, 'calibration');
    const { html, words } = await startPages('tess-lead');
    const at = [...engineers, late].map(({ caseId }) => html.indexOf(`/cases/${caseId}/steps`));
    expect(Math.max(at[0] ?? 0, at[1] ?? 0)).toBeLessThan(at[2] ?? 0);
    expect(words).toMatch(/Overdue, was due on \d+ March 2026/);
  });

  test('shows the steps of HR’s desk to all people of HR, and to nobody else', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const objects = {
      type: 'raise-objection',
      slot: 'calibration.tech-lead',
      ground: 'other',
      reason: 'As it is.',
    } as const;
    await site.world.act(engineerId, caseId, objects);
    for (const who of ['hugo-hr', 'hedy-hr']) {
      const { words, html } = await look(who, '/');
      expect(words).toContain('Answer an objection');
      expect(words).toContain('HR’s desk Any person of HR who has no part in this case can take this step.');
      expect(html).toContain(`/cases/${caseId}#objections`);
    }
    expect((await startPages('tess-lead')).words).not.toMatch(/Answer an objection|HR’s desk/);
  });

  test('says of a decision of HR’s desk that not every person of HR can take it', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    await site.world.act('hugo-hr', caseId, { type: 'cancel', reason: 'It was opened by mistake.' });
    await site.world.step(caseId);
    const appeal = { type: 'appeal', ground: 'procedure', statement: 'It was none.', against: null } as const;
    await site.world.act(engineerId, caseId, appeal);
    await site.world.step(caseId);
    const decides = `/cases/${caseId}/steps/decide-appeal`;
    const { words, html } = await look('hedy-hr', '/');
    expect(html).toContain(decides);
    expect(words).toContain(
      'A person of HR who took no step in this case and changed no record that it rests on can take this step.',
    );
    expect((await look('hugo-hr', '/')).html).not.toContain(decides);
    expect((await look('hugo-hr', decides)).words).toContain(
      'You took a step in this case as HR, or changed a record that it rests on, so another person decides this.',
    );
    // The form says until when, as the page of the case does.
    expect((await look('hedy-hr', decides)).html).toMatch(
      /<h1>Decide the appeal[^<]*<\/h1><p class="soft">Due on <time/,
    );
    const now = site.world.clock.now().toISOString();
    site.world.clock.set('2026-06-30T09:00:00.000Z');
    expect((await look('hedy-hr', decides)).html).toMatch(/<\/h1><p class="unknown">Overdue, was due on <time/);
    expect((await look('hedy-hr', `/cases/${caseId}/steps/extend-deadline`)).html).not.toContain('</h1><p class="unkn');
    site.world.clock.set(now);
  });

  test('says so if a person has nothing to do', async () => {
    expect((await look('lena-senior', '/')).words).toContain('Nothing waits for you at the moment.');
  });

  test('lets HR reach every case, page by page', async () => {
    for (let more = 0; more < 21; more++) await caseAt(site, 'opening');
    const first = await look('hugo-hr', '/cases');
    expect(first.words).toContain('All cases');
    const [, next = ''] = /href="(\/cases\?cursor=[^"]+)"/.exec(first.html) ?? [];
    const second = await look('hugo-hr', next);
    const casesOn = (html: string) => [...html.matchAll(/href="\/cases\/(case_\w+)"/g)].map(([, id]) => id);
    expect(casesOn(first.html)).toHaveLength(20);
    expect(casesOn(second.html).length).toBeGreaterThan(0);
    expect(casesOn(first.html).filter((id) => casesOn(second.html).includes(id))).toEqual([]);
    expect((await look('hugo-hr', '/cases?cursor=nonsense')).status).toBe(422);
  });
});

describe('opening a case', () => {
  test('is one choice, which is already made if there is only one possible case', async () => {
    const engineerId = site.nextEngineer();
    const engineer = await site.visitor(engineerId);
    const form = await engineer.get('/open');
    const options = [...form.html.matchAll(/type="radio" name="opening" value="([^"]+)"/g)].map(([, value]) => value);
    expect(options).toEqual([`${engineerId}/software-engineer-track/L2-L3`]);
    const fields = { ...fieldsOf(form.html), opening: options[0] ?? '' };
    const opened = await engineer.post('/open', fields);
    expect([opened.status, opened.location]).toEqual([303, expect.stringMatching(/^\/cases\/case_/)]);
    expect((await engineer.post('/open', fields)).location).toBe(opened.location);

    const again = await engineer.get('/open');
    expect(wordsOf(again.html)).toContain('A case is under way; one runs at a time.');
    expect(again.html).not.toContain('type="radio"');
    expect(wordsOf((await engineer.get('/')).html)).not.toContain('Open a case');
  });

  test('offers a lead only themselves and the engineers they lead', async () => {
    const offered = async (q: string) => {
      const { html } = await look('tess-lead', `/open?q=${q}`);
      return [...html.matchAll(/value="([a-z0-9-]+)\/software-engineer-track\//g)].map(([, id]) => id);
    };
    expect(await offered('eli')).toContain('eli-engineer');
    expect(await offered('omid')).not.toContain('omid-other');
    expect(await offered('senior')).toContain('lena-senior');
    const { words } = await look('tess-lead', '/open');
    expect(words).toContain('the first step is theirs');
    expect(words).toMatch(/Myself: move to another track at L4, Software Engineer Track/);
  });

  test('offers a lead everybody whom they lead, however many they are', async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      person(`under-olga-${at}`, { level: 'L2', ...line, techLeadId: null, odcLeadId: 'olga-odc' }),
    );
    await Promise.all(many.map(site.change));
    const offered: string[] = [];
    for (let path: string | undefined = '/open'; path !== undefined; ) {
      const { html }: { html: string } = await look('olga-odc', path);
      const choices = [...html.matchAll(/value="(under-olga-\d+)\/software-engineer-track\/L2-L3"/g)];
      offered.push(...choices.flatMap(([, id]) => id ?? []));
      path = / href="(\/open\?cursor=[^"]+)"/.exec(html)?.[1];
    }
    expect(offered.sort()).toEqual(many.map((one) => one.id).sort());
  });

  test('can put the case into a cycle that can be joined, and the page of the case names it', async () => {
    const { outside } = site.world;
    const said = { idempotencyKey: 'cycle', requestId: 'test' };
    await putCycle(outside, await actorOf(outside, 'hugo-hr'), { id: 'annual-2026', input: cycleInput() }, said);
    const over = cycleInput({
      name: 'Annual review 2025',
      from: '2025-01-01',
      to: '2025-12-31',
      joinUntil: '2025-09-30',
      windows: {},
    });
    await putCycle(
      outside,
      await actorOf(outside, 'hugo-hr'),
      { id: 'annual-2025', input: over },
      { ...said, idempotencyKey: 'over' },
    );
    const engineerId = site.nextEngineer();
    const engineer = await site.visitor(engineerId);
    const form = await engineer.get('/open');
    expect(wordsOf(form.html)).toContain('Annual review 2026, can be joined until 30 September 2026');
    expect(wordsOf(form.html)).not.toContain('Annual review 2025');
    expect(fieldsOf(form.html).cycleId).toBe('');
    const opening = `${engineerId}/software-engineer-track/L2-L3`;
    const late = await engineer.post('/open', { ...fieldsOf(form.html), opening, cycleId: 'annual-2025' });
    expect([late.status, late.html.includes('<a href="#f-cycleId">')]).toEqual([422, true]);
    const opened = await engineer.post('/open', { ...fieldsOf(late.html), opening, cycleId: 'annual-2026' });
    expect(opened.status).toBe(303);
    expect((await engineer.get(opened.location ?? '')).html).toContain('<a href="/cycles">Annual review 2026</a>');
  });

  test('says why it is refused, and keeps the choice', async () => {
    const eli = await site.visitor('eli-engineer');
    const fields = {
      ...fieldsOf((await eli.get('/open')).html),
      opening: 'erin-engineer/software-engineer-track/L2-L3',
    };
    expect((await eli.post('/open', fields)).status).toBe(403);
    const none = await eli.post('/open', { ...fields, opening: '' });
    expect([none.status, wordsOf(none.html).includes('Choose who the case is for')]).toEqual([422, true]);
    const tess = await site.visitor('tess-lead');
    const open = { ...fieldsOf((await tess.get('/open')).html), opening: 'eli-engineer/software-engineer-track/L2-L3' };
    await site.world.open('eli-engineer');
    const late = await tess.post('/open', open);
    expect(late.status).toBe(409);
    expect(wordsOf(late.html)).toContain('Eli Engineer has an open case');
  });
});

test('everyone can look up ladders and people', async () => {
  expect((await look('hugo-hr', '/ladders')).words).toContain('Software Engineer Track');
  const ladder = await look('erin-engineer', '/ladders/software-engineer-track');
  expect(ladder.words).toContain('Technical Mastery 2 2 3 4 5 5');
  const people = await look('erin-engineer', '/people?q=omid');
  expect(people.words).toContain('Omid Other omid-other L2 Island');
  expect(people.words).not.toContain('@example.com');
});
