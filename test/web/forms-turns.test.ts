import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkflow } from '#functions/workflow/handler.ts';
import { loadHead } from '#shared/store/cases.ts';
import { evidence, ratingsOf, review, selfAssessment, waiver, waiverAnswer } from '#test/support/commands.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { caseAt, ratingFields } from './cases.ts';
import { does, formOf, holderOf, isRefused, open, startTurns, viewOf } from './turns.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** A case in the open sign-off stage. */
async function toSign() {
  const { caseId, engineerId } = await caseAt(site, 'sign-off');
  return { caseId, engineer: engineerId };
}

const returned = { decision: 'return', comment: 'Nearly there.' };

/** A case that was returned to a stage, which is open again. */
async function sentBack(stage: string, things: string[], { caseId, engineer }: Awaited<ReturnType<typeof toSign>>) {
  const named = things.flatMap((id) => [
    [`again.${id}`, 'yes'],
    [`why.${id}`, `Look at ${id} again.`],
  ]);
  await does(site, 'tess-lead', caseId, 'sign-off', { ...returned, returnTo: stage, ...Object.fromEntries(named) });
  await site.world.step(caseId);
  return { caseId, engineer };
}

describe('a return', () => {
  test('names the stage and what must be looked at again, each with a reason', async () => {
    const { caseId } = await toSign();
    const form = await formOf(site, 'tess-lead', caseId, 'sign-off');
    for (const name of ['again.self.debugging', 'again.evidence.e1', 'again.rating.debugging'])
      expect(form.html).toContain(`name="${name}"`);
    const refused = (fields: Record<string, string>, at: string[]) =>
      isRefused(site, 'tess-lead', caseId, 'sign-off', { ...returned, ...fields }, at);
    await refused({}, ['returnTo']);
    await refused({ returnTo: 'portfolio' }, ['returnTo']);
    // A reason beside an unticked checkbox stays in the form but is not sent.
    await refused({ returnTo: 'portfolio', 'why.evidence.e1': 'The link is dead.' }, ['returnTo']);
    await refused({ returnTo: 'portfolio', 'again.evidence.e1': 'yes' }, ['why.evidence.e1']);
    const elsewhere = { 'again.self.debugging': 'yes', 'why.self.debugging': 'Too low.' };
    await refused({ returnTo: 'portfolio', ...elsewhere }, ['why.self.debugging']);
    const right = { returnTo: 'portfolio', 'again.evidence.e1': 'yes', 'why.evidence.e1': 'The link is dead.' };
    await does(site, 'tess-lead', caseId, 'sign-off', { ...returned, ...right });
    const { stage, returned: back } = await viewOf(site, 'hugo-hr', caseId);
    expect([stage, back?.reasons]).toMatchObject(['portfolio', [{ id: 'evidence.e1', reason: 'The link is dead.' }]]);
  });

  test('to the self-assessment asks again only for what it named, and shows the rest unchanged', async () => {
    const { caseId, engineer } = await sentBack('self-assessment', ['self.debugging'], await toSign());
    const form = await formOf(site, engineer, caseId, 'submit-self-assessment');
    const words = wordsOf(form.html);
    expect(words).toContain('Nearly there.');
    expect(words).toContain('Look at this again: Look at self.debugging again.');
    expect(form.html.match(/<input type="radio"/g)).toHaveLength(site.world.ladder.scale.length);
    const before = ratingFields(site.world);
    expect(fieldsOf(form.html)).toMatchObject(before);
    // A locked rating cannot change, even if a form sends one.
    const page = await (await site.visitor(engineer)).fill(caseId, 'submit-self-assessment', {
      'ratings.frameworks': '1',
    });
    expect([page.status, page.html.includes('<a href="#f-ratings-frameworks">')]).toEqual([422, true]);
    // The list calls the fault by its dimension, and the folded part in which it stands is open.
    const { dimensions } = site.world.ladder.competencies[0] ?? { dimensions: [] };
    const { title } = dimensions.find(({ id }) => id === 'frameworks') ?? {};
    expect(page.html).toContain(`<a href="#f-ratings-frameworks">${title}: `);
    expect(page.html.match(/<details open[^>]*>[\s\S]*?<\/details>/g)?.join()).toContain('id="f-ratings-frameworks"');
    expect(fieldsOf(page.html)['ratings.frameworks']).toBe(before['ratings.frameworks']);
    await does(site, engineer, caseId, 'submit-self-assessment', { 'ratings.debugging': '2' });
    const { stage, selfAssessment: own } = await viewOf(site, engineer, caseId);
    expect([stage, own?.ratings.debugging]).toEqual(['sign-off', 2]);
  });

  test('to the portfolio can be handed in without a change, and everybody who signs reads that', async () => {
    const { caseId, engineer } = await sentBack('portfolio', ['evidence.e1', 'evidence.e2'], await toSign());
    const before = wordsOf((await formOf(site, engineer, caseId, 'submit-portfolio')).html);
    expect(before).toContain('You have changed nothing since it was sent back.');
    expect(before).toContain('Look at evidence.e1 again.');
    await does(site, engineer, caseId, 'submit-portfolio', {});
    await site.world.step(caseId);
    const same = 'The engineer handed it in again without a change. This was asked for:';
    const read = async (who: string, path: string) => wordsOf((await (await site.visitor(who)).get(path)).html);
    for (const path of [`/cases/${caseId}`, `/cases/${caseId}/steps/sign-off`])
      expect(await read('tess-lead', path)).toContain(same);
    expect(await read(engineer, `/cases/${caseId}`)).toContain(same.replace('The engineer', 'You'));
    expect(await read('tess-lead', `/cases/${caseId}/history`)).toContain(
      'without a change since it was handed in before',
    );

    const changed = await sentBack('portfolio', ['evidence.e1'], await toSign());
    const amended = '?evidence=e1';
    await (await site.visitor(changed.engineer)).fill(changed.caseId, 'amend-evidence', { title: 'Newer' }, amended);
    const form = wordsOf((await formOf(site, changed.engineer, changed.caseId, 'submit-portfolio')).html);
    expect(form).not.toContain('You have changed nothing');
    await does(site, changed.engineer, changed.caseId, 'submit-portfolio', {});
    await site.world.step(changed.caseId);
    const after = await read('tess-lead', `/cases/${changed.caseId}/steps/sign-off`);
    expect(after).toContain('The engineer handed it in again. Apart from what is listed here, only what did not');
    expect(after).not.toContain(same);
  });

  test('to a calibration whose reviewer has a conflict of interest gives the part to somebody else as it opens', async () => {
    const { caseId } = await toSign();
    await does(site, 'tess-lead', caseId, 'declare-conflict', { reason: 'A relative of mine.' });
    const again = { 'again.rating.debugging': 'yes', 'why.rating.debugging': 'Look at it again.' };
    await does(site, 'omar-odc', caseId, 'sign-off', { ...returned, returnTo: 'calibration', ...again });
    const { outside } = site.world;
    const before = await loadHead(outside.table, caseId);
    expect(before?.slots.find(({ id }) => id === 'calibration.tech-lead')?.personId).toBe('tess-lead');
    const opening = {
      task: 'open-stage',
      caseId,
      generation: before?.generation,
      stage: 'calibration',
      token: 'token',
    };
    const wait = { enteredAt: outside.clock.now().toISOString(), retryCount: 0, wakeAfterSeconds: 3600 };
    await createWorkflow(outside)({ ...opening, ...wait }, { awsRequestId: 'test' });
    const after = await loadHead(outside.table, caseId);
    const holder = after?.slots.find(({ id }) => id === 'calibration.tech-lead')?.personId;
    expect([after?.status, holder === 'tess-lead', holder === null]).toEqual(['open', false, false]);
  });

  test('to the calibration asks the only reviewer to amend what it named', async () => {
    const { caseId } = await sentBack('calibration', ['rating.debugging'], await toSign());
    const form = await formOf(site, 'tess-lead', caseId, 'amend-review');
    expect(form.html.match(/<input type="radio"/g)).toHaveLength(site.world.ladder.scale.length);
    expect(fieldsOf(form.html)).toMatchObject({ ...ratingFields(site.world), comment: 'Steady work over the year.' });
    const amended = { 'ratings.debugging': '5', 'notes.debugging': 'The leak in May.' };
    await isRefused(site, 'tess-lead', caseId, 'amend-review', amended, ['reason']);
    await does(site, 'tess-lead', caseId, 'amend-review', { ...amended, reason: 'I had forgotten the leak.' });
    const { stage, reviews } = await viewOf(site, 'hugo-hr', caseId);
    expect([stage, reviews?.[0]?.ratings.debugging, reviews?.[0]?.amended]).toEqual([
      'sign-off',
      5,
      'I had forgotten the leak.',
    ]);
  });
});

test('a review links to the evidence, and to the pieces that show a dimension', async () => {
  const { world } = site;
  const { caseId, engineerId: engineer } = await caseAt(site, 'ready');
  const facts = { reviewsPerWeek: 12, designLevelPerWeek: 4, weeks: 16 };
  const piece = evidence('mentoring', 'pr-review-at-scale', facts);
  await world.act(engineer, caseId, { ...piece, title: 'The leak in May', shows: ['debugging'] });
  await does(site, engineer, caseId, 'submit-portfolio', {});
  await world.step(caseId);
  const shown = (await viewOf(site, 'tess-lead', caseId)).evidence?.find((one) => one.title === 'The leak in May');
  await sentBack('calibration', ['rating.debugging'], { caseId, engineer });
  const { html } = await formOf(site, 'tess-lead', caseId, 'amend-review');
  expect(html).toContain(`<a href="/cases/${caseId}#portfolio" target="_blank" rel="noopener">Read the evidence</a>`);
  expect(wordsOf(html)).toContain('Evidence of Debugging, in a new tab: The leak in May');
  expect(html).toContain(`href="/cases/${caseId}#evidence-${shown?.id}"`);
  expect((await (await site.visitor('tess-lead')).get(`/cases/${caseId}`)).html).toContain(
    `id="evidence-${shown?.id}"`,
  );
});

test('a question links to the evidence, once there is some', async () => {
  const query = '?attestation=owns-a-module';
  const { caseId } = await sentBack('calibration', ['attestation.owns-a-module'], await toSign());
  const again = await formOf(site, 'tess-lead', caseId, 'attest', query);
  expect(again.html).toContain(
    `<a href="/cases/${caseId}#portfolio" target="_blank" rel="noopener">Read the evidence</a>`,
  );
  const early = await formOf(site, 'tess-lead', (await caseAt(site, 'calibration')).caseId, 'attest', query);
  expect(early.html).not.toContain('Read the evidence');
});

test('no step to choose is marked as the expected one; the engineer reads it above, and whoever reviews can open it', async () => {
  const [own, reviewed] = [await caseAt(site, 'self-assessment'), await caseAt(site, 'calibration')];
  const expected = 'L3 is expected at step 4, Advanced of Technical Mastery, in a new tab.';
  const assessment = await formOf(site, own.engineerId, own.caseId, 'submit-self-assessment');
  const review = await formOf(site, 'tess-lead', reviewed.caseId, 'submit-review');
  for (const { html } of [assessment, review]) {
    expect(wordsOf(html)).toContain(expected);
    expect(html.match(/<label>[\s\S]*?<\/label>/g)?.filter((label) => label.includes('expected'))).toEqual([]);
  }
  const folded = (html: string) => wordsOf((html.match(/<details>[\s\S]*?<\/details>/g) ?? []).join(' '));
  expect(folded(assessment.html)).not.toContain(expected);
  expect(folded(review.html)).toContain('What L3 expects in Technical Mastery');
  expect(folded(review.html)).toContain(expected);
  expect(review.html).not.toContain('Read the evidence');
});

describe('several reviews', () => {
  const dimensions = ratingsOf(threeReviewerLadder, 3);

  /** A case with three reviews that differ in two dimensions. */
  async function reviewed() {
    const { world } = site;
    const engineer = site.nextEngineer();
    const caseId = await world.open(engineer, threeReviewerLadder.id);
    await world.step(caseId);
    await world.act(engineer, caseId, selfAssessment(dimensions));
    await world.step(caseId);
    await world.act(engineer, caseId, evidence('design-doc', 'design-doc'));
    await world.act(engineer, caseId, { type: 'submit-portfolio' });
    await world.step(caseId);
    for (const [at, id] of ['tess-lead', 'omar-odc', 'hana-head'].entries())
      await world.act(id, caseId, review({ ...dimensions, tools: [1, 3, 5][at] ?? 1, notes: at === 0 ? 3 : 4 }));
    return { caseId, engineer };
  }

  test('show their agreement beside each dimension in which they differ', async () => {
    const { caseId } = await reviewed();
    const words = wordsOf((await formOf(site, 'dario-director', caseId, 'record-consensus')).html);
    expect(words).toContain('The reviews are 4 steps apart: no agreement (r_WG).');
    expect(words).toContain('The reviews are one step apart: agreement 0.83 of 1 (r_WG).');
    expect(words.match(/The reviews are/g)).toHaveLength(2);
  });

  test('can be amended until the consensus, only by their own authors', async () => {
    const { caseId } = await reviewed();
    const form = await formOf(site, 'omar-odc', caseId, 'amend-review');
    expect(fieldsOf(form.html)).toMatchObject({ 'ratings.tools': '3', 'ratings.notes': '4' });
    await does(site, 'omar-odc', caseId, 'amend-review', { 'ratings.tools': '2', reason: 'I looked again.' });
    const { reviews } = await viewOf(site, 'dario-director', caseId);
    expect(reviews?.find((one) => one.by === 'omar-odc')).toMatchObject({
      ratings: { tools: 2 },
      amended: 'I looked again.',
    });
    expect((await formOf(site, 'dario-director', caseId, 'amend-review')).status).toBe(403);
  });

  test('that come back after the consensus are settled again only where the return says so', async () => {
    const { caseId } = await reviewed();
    const settled = { 'ratings.tools': '3', 'reasons.tools': 'By what we saw.', 'ratings.notes': '3', comment: 'Met.' };
    // An anti-signal of each competency is confirmed. No review named it.
    const signal = (id: string) => ({ [`settle.${id}`]: 'confirmed', [`signals.${id}`]: `What happened in ${id}.` });
    const both = { ...signal('craft-3'), ...signal('design-3') };
    await does(site, 'dario-director', caseId, 'record-consensus', { ...settled, ...both });
    await site.world.step(caseId);
    const again = { returnTo: 'calibration', 'again.rating.notes': 'yes', 'why.rating.notes': 'Read the notes.' };
    await does(site, 'tess-lead', caseId, 'sign-off', { ...returned, ...again });
    await site.world.step(caseId);
    const form = await formOf(site, 'dario-director', caseId, 'record-consensus');
    expect(wordsOf(form.html)).toContain('Look at this again: Read the notes.');
    expect(fieldsOf(form.html)).toMatchObject({ ...settled, ...both });
    // Only those of the competency that is looked at again can be decided anew.
    expect(wordsOf(form.html)).toContain('Anti-signals that stay as they were (1) craft, step 3');
    expect(wordsOf(form.html)).toContain('at again, and the anti-signals of the same competencies. The rest stays as');
    expect(form.html.match(/<input type="radio"[^>]* name="settle\.[^"]*"/g)?.join()).not.toContain('craft');
    expect(form.html.match(/<input type="radio"[^>]* name="ratings\./g)).toHaveLength(5);
    await does(site, 'dario-director', caseId, 'record-consensus', { 'ratings.notes': '4' });
    const { stage, consensus } = await viewOf(site, 'dario-director', caseId);
    expect([stage, consensus?.ratings]).toEqual(['sign-off', { ...dimensions, notes: 4 }]);
  });
});

describe('a decline and its appeal', () => {
  const declined = { decision: 'decline', comment: 'Not this year.' };

  async function notPromoted() {
    const { caseId, engineer } = await toSign();
    const { criteria } = await viewOf(site, 'tess-lead', caseId);
    const [first = ''] = (criteria ?? []).map((one) => one.id);
    const texts = { [`decline.${first}.reason`]: 'Too early.', [`decline.${first}.wouldChange`]: 'Two quarters more.' };
    await does(site, 'omar-odc', caseId, 'sign-off', { ...declined, ...texts });
    await site.world.step(caseId);
    return { caseId, engineer, first };
  }

  test('gives a reason for a criterion, and what would change it', async () => {
    const { caseId } = await toSign();
    const { criteria } = await viewOf(site, 'tess-lead', caseId);
    const [first = ''] = (criteria ?? []).map((one) => one.id);
    const refused = (fields: Record<string, string>, at: string[]) =>
      isRefused(site, 'omar-odc', caseId, 'sign-off', { ...declined, ...fields }, at);
    await refused({}, ['decline']);
    // Both are said at once, and where everything is met, the part that holds the grounds is open.
    const both = await refused({ comment: '' }, ['comment', 'decline']);
    expect(both.html).toContain('<details open=""><summary>What is met');
    const page = await refused({ [`decline.${first}.reason`]: 'Too early.' }, [`decline.${first}.wouldChange`]);
    expect(wordsOf(page.html)).toContain('Say what would change it.');
    const done = await notPromoted();
    const { outcome, signOffs } = await viewOf(site, done.engineer, done.caseId);
    expect([outcome, signOffs[0]?.declineReasons]).toEqual([
      'not-promoted',
      { [done.first]: { reason: 'Too early.', wouldChange: 'Two quarters more.' } },
    ]);
  });

  test('can be appealed once, and HR names other people who calibrate again', async () => {
    const { caseId, engineer } = await notPromoted();
    const form = wordsOf((await formOf(site, engineer, caseId, 'appeal')).html);
    expect(form).toContain('You can appeal once against a decision');
    expect(form).toContain('An appeal cannot promote you by itself');
    await isRefused(site, engineer, caseId, 'appeal', { against: 'tess-lead' }, ['ground', 'statement']);
    const said = { ground: 'conflict', statement: 'We had fallen out.' };
    await isRefused(site, engineer, caseId, 'appeal', said, ['against']);
    await does(site, engineer, caseId, 'appeal', { ...said, against: 'tess-lead' });
    await site.world.step(caseId);

    const decide = await formOf(site, 'hedy-hr', caseId, 'decide-appeal');
    expect(wordsOf(decide.html)).toContain('We had fallen out.');
    // Offered are tech leads and people of higher rank, but nobody who took part before.
    expect(decide.html).toContain('<option value="olga-odc"');
    for (const id of ['tess-lead', 'omar-odc', 'lena-senior'])
      expect(decide.html).not.toContain(`<option value="${id}"`);
    const refused = (fields: Record<string, string>, at: string[]) =>
      isRefused(site, 'hedy-hr', caseId, 'decide-appeal', fields, at);
    await refused({ reason: ' ' }, ['decision', 'reason']);
    const nobody = await refused({ decision: 'uphold', reason: 'They had.' }, ['reviewers.0']);
    expect(wordsOf(nobody.html)).toContain('Choose reviewer 1.');
    const upheld = { decision: 'uphold', reason: 'They had.', 'reviewers.0': 'olga-odc' };
    await does(site, 'hedy-hr', caseId, 'decide-appeal', upheld);
    const { stage, appeal } = await viewOf(site, engineer, caseId);
    expect([stage, appeal?.decision]).toEqual(['calibration', 'upheld']);
    expect(await holderOf(site, caseId, 'calibration.tech-lead')).toBe('olga-odc');
  });

  test('stays if HR dismisses the appeal, even if new reviewers were chosen first', async () => {
    const { caseId, engineer } = await notPromoted();
    const said = { ground: 'procedure', statement: 'A step was left out.', against: 'tess-lead' };
    await does(site, engineer, caseId, 'appeal', said);
    await site.world.step(caseId);
    const dismissed = { decision: 'dismiss', reason: 'It was not.', 'reviewers.0': 'olga-odc' };
    await does(site, 'hedy-hr', caseId, 'decide-appeal', dismissed);
    await site.world.step(caseId);
    const { stage, outcome, appeal } = await viewOf(site, engineer, caseId);
    expect([stage, outcome, appeal?.decision]).toEqual(['closed', 'not-promoted', 'dismissed']);
    expect((await formOf(site, engineer, caseId, 'appeal')).status).toBe(409);
    const history = wordsOf((await (await site.visitor(engineer)).get(`/cases/${caseId}/history`)).html);
    expect(history).toContain('The appeal was decided: dismissed Hedy Hr, HR');
    expect(history).not.toContain('hedy-hr');
  });

  test('an appeal cannot be decided on an outdated page', async () => {
    const { caseId, engineer } = await notPromoted();
    await does(site, engineer, caseId, 'appeal', { ground: 'procedure', statement: 'A step was left out.' });
    await site.world.step(caseId);
    const [hugo, hedy] = [await site.visitor('hugo-hr'), await site.visitor('hedy-hr')];
    const path = `/cases/${caseId}/steps/decide-appeal`;
    const read = fieldsOf((await hugo.get(path)).html);
    await hedy.fill(caseId, 'extend-deadline', { until: '2026-04-15', reason: 'Ill.' });
    const stale = await hugo.post(path, { ...read, decision: 'dismiss', reason: 'No.' });
    expect(stale.status).toBe(412);
    expect((await viewOf(site, engineer, caseId)).appeal?.decision).toBeNull();
  });
});

test('evidence of the previous case can be carried over unchanged', async () => {
  const turns = await startTurns();
  try {
    const { world } = turns;
    const engineer = 'middle-0';
    const atPortfolio = async () => {
      const caseId = await open(turns, engineer, 'L2-L3');
      await world.act(engineer, caseId, selfAssessment(ratingsOf(world.ladder, 3)));
      await world.step(caseId);
      for (const attestation of ['owns-a-module', 'mentoring-readiness'])
        await world.act('tess-lead', caseId, {
          type: 'attest',
          attestation,
          answer: 'yes',
          note: 'Seen.',
          evidence: [],
        });
      await world.act('tess-lead', caseId, review(ratingsOf(world.ladder, 3)));
      await world.step(caseId);
      return caseId;
    };
    const first = await atPortfolio();
    const none = await formOf(turns, engineer, first, 'carry-evidence');
    expect([none.status, wordsOf(none.html).includes('There is no case before this one')]).toEqual([409, true]);
    const adr = evidence('adr-or-design-doc', 'adr', { feature: 'Refunds' });
    await world.act(engineer, first, { ...adr, title: 'Refunds' });
    await world.act(engineer, first, { ...adr, title: 'Payouts', url: 'https://docs.example.com/payouts' });
    await world.act(engineer, first, { type: 'withdraw', reason: 'Later.' });
    await world.step(first);

    const second = await atPortfolio();
    const form = wordsOf((await formOf(turns, engineer, second, 'carry-evidence')).html);
    expect(form).toMatch(/Refunds .*Payouts/);
    await isRefused(turns, engineer, second, 'carry-evidence', {}, ['carry']);
    await does(turns, engineer, second, 'carry-evidence', { 'carry.e2': 'yes' });
    const { evidence: carried } = await viewOf(turns, engineer, second);
    expect(carried?.map(({ id, title, fields }) => [id, title, fields.feature])).toEqual([
      ['e1', 'Payouts', 'Refunds'],
    ]);
  } finally {
    await turns.stop();
  }
});

test('a question is asked and answered in words, and a form without them says which are missing', async () => {
  const { caseId, engineer } = await toSign();
  const asked = await isRefused(site, 'tess-lead', caseId, 'ask', { question: '' }, ['question']);
  expect(wordsOf(asked.html)).toContain('Write your question.');
  await does(site, 'tess-lead', caseId, 'ask', { question: 'Which part was yours?' });
  const answered = await isRefused(site, engineer, caseId, 'answer', { answer: '' }, ['answer']);
  expect(wordsOf(answered.html)).toContain('Write your answer.');
  await does(site, engineer, caseId, 'answer', { answer: 'All but the storage.' });
});

test('a person of HR who decided something in an open case is named to those who read it', async () => {
  const { caseId, engineerId } = await caseAt(site, 'portfolio');
  await site.world.act('omar-odc', caseId, waiver('p1-postmortem'));
  await site.world.act('hugo-hr', caseId, waiverAnswer('p1-postmortem'));
  const page = await (await site.visitor(engineerId)).get(`/cases/${caseId}`);
  expect(wordsOf(page.html)).toContain('Confirmed by Hugo Hr:');
});
