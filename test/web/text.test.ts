import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { portfolioForL3 } from '#test/support/commands.ts';
import { readAllEvents } from '#test/support/events.ts';
import { withExceptions } from '#test/support/test-ladder.ts';
import { caseAt, ratingFields } from './cases.ts';
import { type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** A text that would run as a script or break the page if it were not escaped. `place` tells the texts apart. */
const nasty = (place: string) =>
  `${place}"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>&lt;`;

function expectOnlyText(html: string) {
  // The pickers of people have a script of ours.
  const others = html.replace(/<script src="\/assets\/picker\.[0-9a-f]+\.js" defer=""><\/script>/g, '');
  expect(others).not.toMatch(/<script|<img|onerror=alert\(2\)>(?!&)/i);
}

test('every text that people write is escaped on every page, for every reader', async () => {
  const { world } = site;
  const ladder = withExceptions(world.ladder);
  await publishLadder(world.outside, ladder);
  const { caseId, engineerId } = await caseAt(site, 'opening', ladder.id);
  const person = (await loadPerson(world.outside.table, engineerId))!;
  await site.change({ ...person, name: nasty('name').slice(0, 120), team: nasty('team'), version: 2 });
  await world.step(caseId);
  const visitors = Object.fromEntries(
    await Promise.all(
      [engineerId, 'tess-lead', 'omar-odc', 'hugo-hr'].map(async (id) => [id, await site.visitor(id)] as const),
    ),
  );
  const [engineer, tess, omar] = [visitors[engineerId], visitors['tess-lead'], visitors['omar-odc']] as Visitor[];
  const seen = new Set<string>();
  const look = async () => {
    for (const visitor of Object.values(visitors))
      for (const path of [
        '/',
        '/cases',
        '/people',
        `/cases/${caseId}`,
        `/cases/${caseId}/history`,
        `/cases/${caseId}/steps/sign-off`,
      ]) {
        const page = await visitor.get(path);
        if (page.status !== 200) continue;
        expectOnlyText(page.html);
        for (const [, place = ''] of wordsOf(page.html).matchAll(/([a-z-]+)"'><\/textarea>/g)) seen.add(place);
      }
  };
  const does = async (visitor: Visitor | undefined, ...how: Parameters<Visitor['fill']>) =>
    expect([how[1], (await visitor?.fill(...how))?.status]).toEqual([how[1], 303]);

  const [dimension = ''] = Object.keys(ratingFields(world)).map((name) => name.replace('ratings.', 'notes.'));
  await does(engineer, caseId, 'submit-self-assessment', { ...ratingFields(world), [dimension]: nasty('self-note') });
  await world.step(caseId);
  await does(tess, caseId, 'attest', { answer: 'yes', note: nasty('attest-note') }, '?attestation=owns-a-module');
  await does(tess, caseId, 'attest', { answer: 'no', note: nasty('attest-note') }, '?attestation=mentoring-readiness');
  await does(tess, caseId, 'submit-review', {
    ...ratingFields(world),
    [dimension]: nasty('review-note'),
    comment: nasty('review-comment'),
  });
  await world.step(caseId);
  await look();
  const waived = '?requirement=p1-postmortem';
  await does(
    omar,
    caseId,
    'waive-requirement',
    { reason: nasty('waive-reason'), instead: nasty('waive-instead') },
    waived,
  );
  await does(tess, caseId, 'answer-waiver', { answer: 'confirm', reason: nasty('waiver-answer') }, waived);
  for (const piece of [portfolioForL3[1], portfolioForL3[3]])
    if (piece) await world.act(engineerId, caseId, { ...piece, title: nasty('piece') });
  await does(
    engineer,
    caseId,
    'add-evidence',
    {
      title: nasty('title'),
      note: nasty('evidence-note'),
      'fields.feature': nasty('field'),
      url: 'https://example.com/?q="><script>',
    },
    '?requirement=adr-or-design-doc&kind=adr',
  );
  for (const step of ['amend-evidence', 'remove-evidence']) {
    const form = await engineer?.get(`/cases/${caseId}/steps/${step}?evidence=e1`);
    expect(form?.status).toBe(200);
    expectOnlyText(form?.html ?? '');
  }
  await does(engineer, caseId, 'submit-portfolio', {});
  await world.step(caseId);
  const reasons = Object.fromEntries(
    [
      'system-design-and-mentoring',
      ...(ladder.transitions.find((one) => one.id === 'L2-L3')?.criteria ?? []).map((one) => one.id),
    ].map((id) => [`exceptionReasons.${id}`, '']),
  );
  const form = (await tess?.get(`/cases/${caseId}/steps/sign-off`))?.html ?? '';
  for (const name of Object.keys(reasons)) if (form.includes(`name="${name}"`)) reasons[name] = nasty('exception');
  await does(tess, caseId, 'sign-off', { decision: 'approve', comment: nasty('sign-comment'), ...reasons });
  await look();
  await does(omar, caseId, 'sign-off', {
    decision: 'decline',
    comment: nasty('sign-comment'),
    'decline.all-competencies-at-l3.reason': nasty('decline-reason'),
    'decline.all-competencies-at-l3.wouldChange': nasty('would-change'),
  });
  await world.step(caseId);
  await look();
  expect([...seen].sort()).toEqual(
    [
      'name',
      'team',
      'self-note',
      'attest-note',
      'review-note',
      'review-comment',
      'waive-reason',
      'waive-instead',
      'waiver-answer',
      'piece',
      'title',
      'evidence-note',
      'field',
      'sign-comment',
      'exception',
      'decline-reason',
      'would-change',
    ].sort(),
  );

  const other = await caseAt(site, 'self-assessment');
  const withdrawing = await site.visitor(other.engineerId);
  await does(withdrawing, other.caseId, 'withdraw', { reason: nasty('withdrawal') });
  const page = await withdrawing.get(`/cases/${other.caseId}`);
  expectOnlyText(page.html);
  expect(wordsOf(page.html)).toContain('withdrawal"\'></textarea>');
});

test('a refused form escapes its values', async () => {
  const { caseId, engineerId } = await caseAt(site, 'portfolio');
  const engineer = await site.visitor(engineerId);
  const fields = {
    title: nasty('title'),
    url: `javascript:${nasty('url')}`,
    note: nasty('note'),
    'fields.since': nasty('since'),
  };
  const page = await engineer.fill(
    caseId,
    'add-evidence',
    fields,
    '?requirement=module-ownership&kind=module-ownership',
  );
  expect(page.status).toBe(422);
  expectOnlyText(page.html);
});

describe('a link', () => {
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<b>x',
    'vbscript:x',
    'http://example.com/',
    '//example.com/',
    'https://user:pass@example.com/',
    'file:///etc/passwd',
    '/cases',
    'https:\\example.com',
  ];

  test.each(bad)('%j is refused when it is submitted', async (url) => {
    const { caseId, engineerId } = await caseAt(site, 'portfolio');
    const page = await (await site.visitor(engineerId)).fill(
      caseId,
      'add-evidence',
      { title: 'Design', url, 'fields.feature': 'Refunds' },
      '?requirement=adr-or-design-doc&kind=adr',
    );
    expect(page.status).toBe(422);
    expect(page.html).toContain('<a href="#f-url">');
  });

  test('that is in the table but not allowed is shown as plain text', async () => {
    const { caseId, engineerId } = await caseAt(site, 'ready');
    const { table } = site.world.outside;
    const engineer = await site.visitor(engineerId);
    const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, engineerId), caseId);
    const given = view.evidence?.[0]?.url;
    expect(given).toMatch(/^https:\/\/example\.com\/evidence\/\d+$/);
    expect((await engineer.get(`/cases/${caseId}`)).html).toContain(
      `<a href="${given}" rel="noopener noreferrer nofollow">`,
    );
    const events = await readAllEvents(site.world.outside, await actorOf(site.world.outside, engineerId), caseId);
    const seq = events.find((event) => event.type === 'evidence-added')?.seq ?? 0;
    const Key = keys.body(caseId, seq);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    for (const url of bad) {
      const content = { ...Item?.content, url };
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item, content } }));
      const { html } = await engineer.get(`/cases/${caseId}`);
      expect(wordsOf(html)).toContain('Evidence for adr-or-design-doc');
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
      expect(links.filter((href) => !/^(\/(?!\/)|#|https:\/\/example\.com\/evidence\/\d+$)/.test(href))).toEqual([]);
      expect(links.filter((href) => href.startsWith('https:'))).toHaveLength(3);
    }
  });
});
