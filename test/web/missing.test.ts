import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, portfolioForL3, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { caseAt } from './cases.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

describe('the page of what is missing', () => {
  test('shows the engineer what is missing, advice with the smallest repair, and what the evidence covers', async () => {
    const { world } = site;
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const engineer = await site.visitor(engineerId);
    const path = `/cases/${caseId}/missing`;
    expect((await engineer.get(`/cases/${caseId}`)).html).toContain(`href="${path}"`);
    const first = wordsOf((await engineer.get(path)).html);
    expect(first).toContain('Covering everything here is necessary, but not sufficient');
    expect(first).toContain('Still to rate in your self-assessment 41 of these');
    expect(first).toContain('Still to add to your portfolio');
    expect(first).toContain('Technical Mastery: 0 of 6 dimensions');

    await world.act(engineerId, caseId, selfAssessment(ratingsOf(world.ladder, 3)));
    const rated = wordsOf((await engineer.get(path)).html);
    expect(rated).not.toContain('Still to rate');
    expect(rated).toContain('Criteria that your own ratings do not meet yet');
    expect(rated).toMatch(/This would pass with Language & stack at 4 \(now 3\)/);
  });

  test('shows for each piece of evidence the day, the witness and the project', async () => {
    const { world } = site;
    const { caseId, engineerId } = await caseAt(site, 'portfolio');
    const piece = { ...portfolioForL3[0]!, shows: ['debugging'], workedOn: '2026-01-15', project: 'Payments' };
    await world.act(engineerId, caseId, { ...piece, seenBy: 'Ana' });
    const engineer = await site.visitor(engineerId);
    const { html } = await engineer.get(`/cases/${caseId}/missing`);
    const words = wordsOf(html);
    expect(words).toContain('Technical Mastery: 1 of 6 dimensions');
    expect(words).toContain(`Debugging ${piece.title} 15 January 2026 yes Payments`);

    const leadsTo = async (href: string) => {
      expect(html).toContain(`href="${href}"`);
      const [path = '', anchor] = href.split('#');
      expect((await engineer.get(path)).html).toContain(anchor ? ` id="${anchor}"` : '<form');
    };
    const { id, version } = world.ladder;
    await leadsTo(`/cases/${caseId}#evidence-e1`);
    await leadsTo(`/cases/${caseId}#portfolio`);
    await leadsTo(`/ladders/${id}/versions/${version}/competencies/technical-mastery#dimension-debugging`);
  });

  test('links to the self-assessment until it is submitted', async () => {
    const { caseId, engineerId } = await caseAt(site, 'self-assessment');
    const { html } = await (await site.visitor(engineerId)).get(`/cases/${caseId}/missing`);
    expect(html).toContain(`href="/cases/${caseId}/steps/submit-self-assessment"`);
  });

  test('says in words which details of evidence are missing', async () => {
    const { world } = site;
    const { caseId, engineerId } = await caseAt(site, 'portfolio');
    await world.act(engineerId, caseId, { ...portfolioForL3[0]!, shows: ['debugging'] });
    const { html } = await (await site.visitor(engineerId)).get(`/cases/${caseId}/missing`);
    expect(wordsOf(html)).toContain(`${portfolioForL3[0]!.title} no day given not said none named`);
  });

  test.each([
    ['calibration', true],
    ['ready', true],
    ['sign-off', false],
  ] as const)('is linked from the case of an engineer at %s: %s', async (place, isLinked) => {
    const { caseId, engineerId } = await caseAt(site, place);
    const { html } = await (await site.visitor(engineerId)).get(`/cases/${caseId}`);
    expect(html.includes(`/cases/${caseId}/missing`)).toBe(isLinked);
  });

  test.each(['tess-lead', 'omar-odc', 'hugo-hr', 'lena-senior'])('is not shown to others, such as %s', async (who) => {
    const { caseId, engineerId } = await caseAt(site, 'portfolio');
    const visitor = await site.visitor(who);
    const page = await visitor.get(`/cases/${caseId}/missing`);
    expect(page.status).toBe(404);
    expect(page.html).not.toContain(engineerId);
    expect((await visitor.get(`/cases/${caseId}`)).html).not.toContain(`/cases/${caseId}/missing`);
  });
});

test('evidence is added with the dimensions it shows, and a change keeps all other fields', async () => {
  const { world } = site;
  const { caseId, engineerId } = await caseAt(site, 'portfolio');
  const engineer = await site.visitor(engineerId);
  const query = '?requirement=adr-or-design-doc&kind=adr';
  const added = await engineer.fill(
    caseId,
    'add-evidence',
    {
      title: 'Refunds',
      url: 'https://docs.example.com/refunds',
      'fields.feature': 'Refunds',
      workedOn: '2026-01-15',
      project: 'Payments',
      seenBy: 'Ana',
      'shows.debugging': 'yes',
      'shows.scope-of-design': 'yes',
    },
    query,
  );
  expect(added.status).toBe(303);
  const about = { workedOn: '2026-01-15', project: 'Payments', seenBy: 'Ana' };
  const pieceNow = async () =>
    (await readCase(world.outside, await actorOf(world.outside, engineerId), caseId)).view.evidence?.[0];
  expect(await pieceNow()).toMatchObject({ ...about, shows: ['debugging', 'scope-of-design'] });
  expect(wordsOf((await engineer.get(`/cases/${caseId}`)).html)).toContain(
    'Done 15 January 2026. Project: Payments. Also seen by: Ana. Shows: Debugging, Scope of design.',
  );

  const path = `/cases/${caseId}/steps/amend-evidence?evidence=e1`;
  const fields = fieldsOf((await engineer.get(path)).html);
  expect((await engineer.post(path, { ...fields, title: 'Refunds, whole' })).status).toBe(303);
  expect(await pieceNow()).toMatchObject({
    ...about,
    title: 'Refunds, whole',
    shows: ['debugging', 'scope-of-design'],
  });
});

test('evidence for an unknown dimension is refused at its field', async () => {
  const { caseId, engineerId } = await caseAt(site, 'portfolio');
  const engineer = await site.visitor(engineerId);
  const fields = { title: 'Refunds', 'fields.feature': 'Refunds', 'shows.charm': 'yes' };
  const sent = await engineer.fill(caseId, 'add-evidence', fields, '?requirement=adr-or-design-doc&kind=adr');
  expect(sent.status).toBe(422);
  expect(sent.html).toContain('href="#f-shows"');
});

test('faults of the day and the dimensions stand at their fields in plain words, and the ticks stay', async () => {
  const { world } = site;
  const { caseId, engineerId } = await caseAt(site, 'portfolio');
  const engineer = await site.visitor(engineerId);
  const dimensions = dimensionsOf(world.ladder).slice(0, 21);
  const ticks = Object.fromEntries(dimensions.map(({ id }) => [`shows.${id}`, 'yes']));
  const fields = { title: 'Refunds', 'fields.feature': 'Refunds', workedOn: 'in May', ...ticks };
  const sent = await engineer.fill(caseId, 'add-evidence', fields, '?requirement=adr-or-design-doc&kind=adr');
  expect(sent.status).toBe(422);
  expect(sent.html).toContain('<a href="#f-shows">What it shows: Choose 20 at most; there are 21 now.</a>');
  expect(sent.html).toContain('<a href="#f-workedOn">When you did it: Give a day.</a>');
  expect(fieldsOf(sent.html)).toMatchObject({ workedOn: 'in May', ...ticks });
});

test('people who see the criteria also see the smallest change that would meet a criterion', async () => {
  const { world } = site;
  const { caseId, engineerId } = await caseAt(site, 'calibration');
  await world.act('tess-lead', caseId, attest('owns-a-module', 'no'));
  await world.act('tess-lead', caseId, attest('mentoring-readiness'));
  await world.act('tess-lead', caseId, review(ratingsOf(world.ladder, 3)));
  const said = 'What would change it';
  const seenBy = async (who: string) => wordsOf((await (await site.visitor(who)).get(`/cases/${caseId}`)).html);
  const words = await seenBy('tess-lead');
  expect(words).toContain(said);
  expect(words).toContain('This would pass with a yes to');
  expect(words).toMatch(/This would pass with Language & stack at 4 \(now 3\)/);
  // Before the outcome the engineer sees neither the criteria nor what would change them, on either page.
  const own = await site.visitor(engineerId);
  for (const path of [`/cases/${caseId}`, `/cases/${caseId}/missing`]) {
    const { status, html } = await own.get(path);
    expect(status).toBe(200);
    expect(wordsOf(html)).not.toContain(said);
    expect(wordsOf(html)).not.toContain('a yes to');
    expect(wordsOf(html)).not.toContain('(now 3)');
  }
});

test('a confirmed anti-signal can be part of what would change a criterion', async () => {
  const { world } = site;
  const { caseId } = await caseAt(site, 'calibration');
  const mastery = world.ladder.competencies.find((one) => one.id === 'technical-mastery');
  const signal = mastery?.antiSignals.find((one) => one.step === 4) ?? mastery?.antiSignals.at(-1);
  const ratings = ratingsOf(world.ladder, 3, { 'technical-mastery': 4 });
  const named = [{ id: signal!.id, example: 'Seen in May and in June.' }];
  await world.act('tess-lead', caseId, { ...review(ratings), antiSignals: named } as ReturnType<typeof review>);
  const { html } = await (await site.visitor('tess-lead')).get(`/cases/${caseId}`);
  expect(wordsOf(html)).toContain(`This would pass with '${signal!.text.replace(/\.$/, '')}' no longer seen`);
});
