import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import type { Case } from '#shared/contract/events.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadCase } from '#shared/store/cases.ts';
import { actorOf } from '#test/support/actor.ts';
import { portfolioForL3 } from '#test/support/commands.ts';
import { readAllEvents } from '#test/support/events.ts';
import { grounds } from '#test/support/step-commands.ts';
import { withExceptions } from '#test/support/test-ladder.ts';
import { caseAt, type Place, ratingFields } from './cases.ts';
import { fieldsOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const stageOf = async (caseId: string) =>
  (await readCase(site.world.outside, await actorOf(site.world.outside, 'hugo-hr'), caseId)).view.stage;
const eventsOf = async (caseId: string) =>
  (await readAllEvents(site.world.outside, await actorOf(site.world.outside, 'hugo-hr'), caseId)).map(
    (event) => event.type,
  );

/** Opens a case of a fresh engineer, with a browser for each person in it. */
async function fresh(place: Place, ladderId?: string) {
  const { caseId, engineerId } = await caseAt(site, place, ladderId);
  const [engineer, tess, omar] = await Promise.all(
    [engineerId, 'tess-lead', 'omar-odc'].map((who) => site.visitor(who)),
  );
  return { caseId, engineer: engineer!, tess: tess!, omar: omar! };
}

describe('a valid form', () => {
  test('does the step and shows the case with a message', async () => {
    const { caseId, engineer } = await fresh('self-assessment');
    const unfilled = await engineer.fill(caseId, 'submit-self-assessment', {});
    expect(wordsOf(unfilled.html)).toMatch(/\d+ fields have the same fault\. The first: .+: Choose one of the steps\./);
    const sent = await engineer.fill(caseId, 'submit-self-assessment', ratingFields(site.world));
    expect(sent.status).toBe(303);
    expect(sent.location).toBe(`/cases/${caseId}?done=submit-self-assessment`);
    const page = await engineer.get(sent.location ?? '');
    expect(wordsOf(page.html)).toContain('Your self-assessment is submitted.');
    expect(await stageOf(caseId)).toBe('calibration');
  });

  test('shows its message once: also while the page loads itself again, but not when a person loads it again', async () => {
    const { caseId, engineer } = await fresh('self-assessment');
    const { location } = await engineer.fill(caseId, 'submit-self-assessment', ratingFields(site.world));
    const says = async (visitor = engineer) =>
      (await visitor.get(location ?? '')).html.includes('Your self-assessment is submitted.');
    expect([await says(), await says()]).toEqual([true, true]);
    await site.world.step(caseId);
    expect([await says(), await says()]).toEqual([true, false]);
    expect(await says(await site.visitor('hugo-hr'))).toBe(false);
  });

  test('that is sent twice is carried out once, with the same answer', async () => {
    const { caseId, engineer } = await fresh('portfolio');
    const path = `/cases/${caseId}/steps/add-evidence?requirement=adr-or-design-doc&kind=adr`;
    const fields = {
      ...fieldsOf((await engineer.get(path)).html),
      title: 'Refunds',
      url: 'https://docs.example.com/1',
      'fields.feature': 'Refunds',
    };
    const [first, second] = [await engineer.post(path, fields), await engineer.post(path, fields)];
    expect([first.status, first.location]).toEqual([303, second.location]);
    expect((await eventsOf(caseId)).filter((type) => type === 'evidence-added')).toHaveLength(1);
  });

  test.each(['amend-evidence', 'remove-evidence'])(
    '%s on a page that is out of date overwrites nothing',
    async (step) => {
      const { caseId, engineer } = await fresh('ready');
      const path = `/cases/${caseId}/steps/${step}?evidence=e1`;
      const old = fieldsOf((await engineer.get(path)).html);
      expect((await engineer.fill(caseId, 'amend-evidence', { title: 'Newer' }, '?evidence=e1')).status).toBe(303);
      const sent = await engineer.post(path, old);
      expect(sent.status).toBe(412);
      expect(sent.html).toContain('A piece of evidence was changed');
      expect(wordsOf((await engineer.get(`/cases/${caseId}`)).html)).toContain('Newer');
    },
  );

  test('that removes a piece of evidence can also be sent twice', async () => {
    const { caseId, engineer } = await fresh('ready');
    const path = `/cases/${caseId}/steps/remove-evidence?evidence=e1`;
    const fields = fieldsOf((await engineer.get(path)).html);
    expect([(await engineer.post(path, fields)).status, (await engineer.post(path, fields)).status]).toEqual([
      303, 303,
    ]);
    expect((await engineer.get(path)).status).toBe(404);
  });

  test('keeps line breaks, and counts each as one character', async () => {
    const { caseId, tess } = await fresh('calibration');
    const note = `${'a'.repeat(499)}\r\n${'b'.repeat(500)}`;
    const sent = await tess.fill(caseId, 'attest', { answer: 'yes', note }, '?attestation=owns-a-module');
    expect(sent.status).toBe(303);
    const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, 'tess-lead'), caseId);
    expect(view.attestations?.[0]?.note).toBe(`${'a'.repeat(499)}\n${'b'.repeat(500)}`);
  });
});

describe('a refused form', () => {
  test('comes back filled in, with each fault beside its field and a link to it at the top', async () => {
    const { caseId, engineer } = await fresh('self-assessment');
    const { 'ratings.debugging': _left, ...ratings } = ratingFields(site.world);
    const before = await site.world.everything(caseId);
    const page = await engineer.fill(caseId, 'submit-self-assessment', {
      ...ratings,
      'notes.frameworks': 'Mine & "yours"',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('role="alert"');
    expect(page.html).toContain('<a href="#f-ratings-debugging">Debugging: Choose one of the steps.</a>');
    expect(page.html).toMatch(/<fieldset aria-describedby="f-ratings-debugging-fault">/);
    expect(page.html).toMatch(/<p class="fault" id="f-ratings-debugging-fault">Choose one of the steps\./);
    expect(page.html).toMatch(/<input[^>]* name="ratings.debugging"[^>]* id="f-ratings-debugging"/);
    expect(page.html).toContain('<title>Not done yet: Assess yourself');
    expect(fieldsOf(page.html)).toMatchObject({ ...ratings, 'notes.frameworks': 'Mine & "yours"' });
    expect(await site.world.everything(caseId)).toEqual(before);
  });

  test('says that what was written is still there only if something was', async () => {
    const { engineer, caseId } = await fresh('portfolio');
    const query = '?requirement=module-ownership&kind=module-ownership';
    const still = 'What you wrote is still here.';
    const untouched = await engineer.fill(caseId, 'add-evidence', {}, query);
    expect([untouched.status, wordsOf(untouched.html).includes(still)]).toEqual([422, false]);
    const written = await engineer.fill(caseId, 'add-evidence', { note: 'All of it.' }, query);
    expect([written.status, wordsOf(written.html).includes(still)]).toEqual([422, true]);
  });

  test('can be corrected and sent again', async () => {
    const { caseId, engineer } = await fresh('self-assessment');
    const path = `/cases/${caseId}/steps/submit-self-assessment`;
    const refused = await engineer.fill(caseId, 'submit-self-assessment', { 'ratings.debugging': '4' });
    expect(refused.status).toBe(422);
    const mended = await engineer.post(path, { ...fieldsOf(refused.html), ...ratingFields(site.world) });
    expect(mended.status).toBe(303);
  });

  const written = 'Something I thought about for an hour.';
  test.each([
    [
      'add-evidence',
      'portfolio',
      '?requirement=module-ownership&kind=module-ownership',
      { title: 'Payments', note: written, url: 'ftp://files.example.com', 'fields.since': 'yesterday' },
      ['url', 'fields.since', 'fields.module'],
    ],
    ['amend-evidence', 'ready', '?evidence=e4', { title: '', note: written, 'fields.weeks': 'many' }, ['title']],
    [
      'submit-review',
      'calibration',
      '',
      { comment: written, 'notes.debugging': 'They found the leak.' },
      ['ratings.language-and-stack'],
    ],
    ['attest', 'calibration', '?attestation=owns-a-module', { note: written }, ['answer']],
    ['attest', 'calibration', '?attestation=owns-a-module', { answer: 'yes', note: 'x'.repeat(1001) }, ['note']],
    ['sign-off', 'sign-off', '', { comment: written }, ['decision']],
    ['sign-off', 'sign-off', '', { decision: 'approve', comment: ' ' }, ['comment']],
    ['waive-requirement', 'portfolio', '?requirement=p1-postmortem', { reason: written }, ['instead']],
    ['withdraw', 'portfolio', '', { reason: '   ' }, ['reason']],
  ] as const)('to %s (%#) keeps all values and says what to correct', async (step, place, query, fields, faulty) => {
    const { caseId, engineer, tess, omar } = await fresh(place);
    const whose: Partial<Record<PersonCommandType, Visitor>> = {
      attest: tess,
      'submit-review': tess,
      'sign-off': tess,
      'waive-requirement': omar,
    };
    const visitor = whose[step] ?? engineer;
    const before = await site.world.everything(caseId);
    const page = await visitor.fill(caseId, step, fields, query);
    expect(page.status).toBe(422);
    expect(fieldsOf(page.html)).toMatchObject(fields);
    for (const field of faulty) {
      const id = `f-${field.replaceAll('.', '-')}`;
      expect(page.html).toContain(`<a href="#${id}">`);
      expect(page.html).toContain(`id="${id}-fault"`);
      expect(page.html).toContain(`id="${id}"`);
    }
    // The messages are for people: without names of types and identifiers.
    expect(wordsOf(page.html)).not.toMatch(/expected (string|number|int)|received|invalid|ZodError|_/i);
    expect(await site.world.everything(caseId)).toEqual(before);
  });

  test('for an incomplete portfolio lists what is missing, in words', async () => {
    const { caseId, engineer } = await fresh('portfolio');
    const page = await engineer.fill(caseId, 'submit-portfolio', {});
    expect(page.status).toBe(422);
    const words = wordsOf(page.html);
    expect(words).toContain('A record of owning a module for six months or more');
    expect(page.html).not.toMatch(/<a href="#f-/);
    // The form has no fields.
    expect(words).toContain('The portfolio is not complete.');
    expect(words).not.toContain('What you wrote is still here.');
  });

  test('for a module owned for only five months says so when the portfolio is handed in', async () => {
    const { caseId, engineer } = await fresh('ready');
    await engineer.fill(caseId, 'amend-evidence', { 'fields.since': '2025-10-01' }, '?evidence=e2');
    const page = await engineer.fill(caseId, 'submit-portfolio', {});
    expect(page.status).toBe(422);
    expect(wordsOf(page.html)).toContain(
      "'Owned since' must be at least 6 calendar months before you hand in the portfolio.",
    );
    expect(await stageOf(caseId)).toBe('portfolio');
  });

  test('says at each piece which field falls short, with the titles of fields and requirements', async () => {
    const { caseId, engineer } = await fresh('ready');
    await engineer.fill(
      caseId,
      'amend-evidence',
      { 'fields.module': 'Search', 'fields.severity': 'P2' },
      '?evidence=e3',
    );
    const words = wordsOf((await engineer.get(`/cases/${caseId}`)).html);
    expect(words).toContain("'Severity' must be 'P1'.");
    expect(words).toContain(
      "'Module' must be the same as in the evidence for 'A record of owning a module for six months or more'.",
    );
  });
});

describe('a decision to sign', () => {
  const said = { decision: 'approve', comment: 'I have seen the work.' };

  test('is refused if another person signed meanwhile, and the form shows what changed', async () => {
    const { caseId, tess, omar } = await fresh('sign-off');
    const path = `/cases/${caseId}/steps/sign-off`;
    const read = fieldsOf((await omar.get(path)).html);
    expect((await tess.fill(caseId, 'sign-off', { ...said, comment: 'First & foremost: yes.' })).status).toBe(303);

    const stale = await omar.post(path, { ...read, ...said });
    expect(stale.status).toBe(412);
    const words = wordsOf(stale.html);
    expect(words).toMatch(/A decision was signed: Tess Lead/);
    expect(words).toContain('First & foremost: yes.');
    expect(fieldsOf(stale.html)).toMatchObject(said);

    expect((await omar.post(path, fieldsOf(stale.html))).status).toBe(303);
    await site.world.step(caseId);
    expect(
      (await readCase(site.world.outside, await actorOf(site.world.outside, 'hugo-hr'), caseId)).view.outcome,
    ).toBe('promoted');
  });

  test('is refused if the form claims another state of the case', async () => {
    const { caseId, tess } = await fresh('sign-off');
    const forged = JSON.stringify({ portfolio: null, consensus: null, reviews: [], criteria: {} });
    expect((await tess.fill(caseId, 'sign-off', { ...said, seen: forged })).status).toBe(409);
    expect((await tess.fill(caseId, 'sign-off', { ...said, seen: '{"not json' })).status).toBe(422);
    expect(await stageOf(caseId)).toBe('sign-off');
  });

  test('needs a reason for each criterion that is not met, to approve', async () => {
    const { world } = site;
    const ladder = withExceptions(world.ladder);
    await publishLadder(world.outside, ladder);
    const { caseId, engineer, tess } = await fresh('self-assessment', ladder.id);
    const low = Object.fromEntries(Object.keys(ratingFields(world)).map((name) => [name, '2']));
    await engineer.fill(caseId, 'submit-self-assessment', low);
    await world.step(caseId);
    for (const id of ['owns-a-module', 'mentoring-readiness'])
      await tess.fill(caseId, 'attest', { answer: 'yes', note: 'Seen.' }, `?attestation=${id}`);
    await tess.fill(caseId, 'submit-review', low);
    await world.step(caseId);
    const { head } = (await loadCase(world.outside.table, caseId)) as Case;
    for (const piece of portfolioForL3) await world.act(head.engineerId, caseId, piece);
    await engineer.fill(caseId, 'submit-portfolio', {});
    await world.step(caseId);

    const refused = await tess.fill(caseId, 'sign-off', said);
    expect(refused.status).toBe(422);
    const { criteria } = (await readCase(world.outside, await actorOf(world.outside, 'tess-lead'), caseId)).view;
    const open = (criteria ?? []).filter((one) => one.verdict !== 'pass').map((one) => `exceptionReasons.${one.id}`);
    expect(open.length).toBeGreaterThan(1);
    for (const name of open) expect(refused.html).toContain(`<a href="#f-${name.replace('.', '-')}">`);
    for (const { title, verdict } of criteria ?? [])
      if (verdict !== 'pass')
        expect(wordsOf(refused.html)).toMatch(new RegExp(`'${title}' is (not met|unknown): say why`));
    const reasons = Object.fromEntries(open.map((name) => [name, grounds]));
    expect((await tess.fill(caseId, 'sign-off', { ...said, ...reasons })).status).toBe(303);
  });
});

describe('a step that is not possible', () => {
  test('says why not, and links back to the case', async () => {
    const { caseId, engineer, tess } = await fresh('calibration');
    const others = await tess.get(`/cases/${caseId}/steps/submit-portfolio`);
    expect(others.status).toBe(403);
    const early = await engineer.get(`/cases/${caseId}/steps/submit-portfolio`);
    expect(early.status).toBe(409);
    expect(wordsOf(early.html)).toContain('The case is in Calibration; this step belongs to Portfolio.');
    for (const page of [others, early]) expect(page.html).toContain(`<a href="/cases/${caseId}">`);
  });

  test.each([
    ['attest', '?attestation=likes-cats'],
    ['attest', ''],
  ] as const)('%s%s: an unknown question is not found', async (step, query) => {
    const { caseId, tess } = await fresh('calibration');
    expect((await tess.get(`/cases/${caseId}/steps/${step}${query}`)).status).toBe(404);
    expect((await tess.get(`/cases/${caseId}/steps/remind`)).status).toBe(404);
  });

  test('is refused if the form has no idempotency key', async () => {
    const { caseId, engineer } = await fresh('portfolio');
    const page = await engineer.post(`/cases/${caseId}/steps/withdraw`, { reason: 'I changed my mind.' });
    expect(page.status).toBe(400);
    expect(await stageOf(caseId)).toBe('portfolio');
  });
});
