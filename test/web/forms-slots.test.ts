import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { panelRule } from '#shared/domain/ladder/fitting.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { does, formOf, holderOf, isRefused, open, startTurns, viewOf } from './turns.ts';
import { fieldsOf, type Site, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startTurns();
});
afterAll(() => site.stop());

let taken = 0;
/** Opens a case of a fresh engineer from L3 to L4. Its panel is not appointed yet. */
async function fresh() {
  const engineer = `senior-${taken++}`;
  const caseId = await open(site, engineer, 'L3-L4');
  return { caseId, engineer };
}

async function withPanel() {
  const { caseId, engineer } = await fresh();
  const reviewers = { 'reviewers.0': 'pia-peer', 'reviewers.1': 'petra-peer' };
  await does(site, 'omar-odc', caseId, 'appoint-panel', reviewers);
  return { caseId, engineer };
}

describe('the panel', () => {
  test('is chosen from the people who can sit on it, shown with name, level and team', async () => {
    const { caseId } = await fresh();
    const form = await formOf(site, 'omar-odc', caseId, 'appoint-panel');
    expect(form.html).toContain('<optgroup label="Island">');
    expect(form.html).toMatch(/<option value="pia-peer">Pia Peer, L4, Island<\/option>/);
    // Not offered: people below the level, people with another part in the case, and a person without a level.
    for (const id of ['middle-0', 'lena-senior', 'tess-lead', 'omar-odc', 'hugo-hr'])
      expect(form.html).not.toContain(`<option value="${id}"`);
    const words = wordsOf(form.html);
    expect(words).toContain(`Name 2 people or more, each ${panelRule(softwareEngineerTrack, 'L4').says}. At least`);
    expect(words).toContain('At least 1 of the whole panel must be from outside the engineer’s team (Harbour)');
    expect(words).toContain('can object within three days');
    // The head of department signs here, and the ladder lets only the ODC lead calibrate and sign.
    expect(form.html).not.toContain('<option value="hana-head"');
    expect(words).toContain('You cannot choose people who have another part in this case.');
  });

  test('is refused if places are empty, if all are from the team, or if a person is named twice', async () => {
    const { caseId } = await fresh();
    const refused = (fields: Record<string, string>, at: string[]) =>
      isRefused(site, 'omar-odc', caseId, 'appoint-panel', fields, at);
    await refused({}, ['reviewers']);
    await refused({ 'reviewers.1': 'pia-peer' }, ['reviewers']);
    await refused({ 'reviewers.0': 'pia-peer', 'reviewers.1': 'pia-peer' }, ['reviewers.1']);
    const page = await refused({ 'reviewers.0': 'petra-peer', 'reviewers.1': 'peer-two' }, ['reviewers.1']);
    expect(wordsOf(page.html)).toContain('from outside the engineer’s team');
    // The fault stands at the place where the person was named the second time.
    const later = { 'reviewers.0': 'pia-peer', 'reviewers.1': 'petra-peer', 'reviewers.4': 'pia-peer' };
    await refused(later, ['reviewers.4']);
  });

  test('can be appointed, and the engineer can accept it before the three days are over', async () => {
    const { caseId, engineer } = await withPanel();
    const waiting = (await viewOf(site, engineer, caseId)).participants.filter((one) => one.openFrom !== null);
    expect(waiting.map((one) => [one.personId, one.mayObject])).toEqual([
      ['pia-peer', true],
      ['petra-peer', true],
    ]);
    expect(wordsOf((await formOf(site, engineer, caseId, 'accept-panel')).html)).toContain('Pia Peer and Petra Peer');
    await does(site, engineer, caseId, 'accept-panel');
    const { participants } = await viewOf(site, engineer, caseId);
    expect(participants.find((one) => one.personId === 'pia-peer')?.mayObject).toBe(false);
    expect((await formOf(site, 'omar-odc', caseId, 'appoint-panel')).status).toBe(409);
  });
});

describe('an objection', () => {
  const said = { ground: 'other', reason: 'We have never worked together.' };

  test('is raised against the person in the link, and can be answered with a replacement', async () => {
    const { caseId, engineer } = await withPanel();
    const query = '?slot=calibration.peer-1';
    const form = await formOf(site, engineer, caseId, 'raise-objection', query);
    expect(fieldsOf(form.html).slot).toBe('calibration.peer-1');
    expect(wordsOf(form.html)).toContain('Omar Odc, who leads the calibration, and HR can read your reason.');
    // A refusal would tell them, so they go on.
    expect(wordsOf(form.html)).toContain('They are not told of it, and go on with their part until it is answered.');
    await isRefused(site, engineer, caseId, 'raise-objection', { reason: ' ' }, ['ground', 'reason'], query);
    await isRefused(site, engineer, caseId, 'raise-objection', said, ['slot']);
    await does(site, engineer, caseId, 'raise-objection', said, query);
    // The person it is about can neither read nor answer it.
    expect((await formOf(site, 'pia-peer', caseId, 'answer-objection')).status).toBe(403);

    const asked = '?objection=o1';
    const answer = await formOf(site, 'omar-odc', caseId, 'answer-objection', asked);
    expect(wordsOf(answer.html)).toContain('senior');
    expect(wordsOf(answer.html)).toContain('Pia Peer');
    expect(wordsOf(answer.html)).toContain(said.reason);
    expect(wordsOf(answer.html)).toContain('Another person takes their part, and what they did does not count.');
    expect(answer.html).toContain('<option value="paul-peer"');
    for (const id of ['pia-peer', 'petra-peer', 'lena-senior'])
      expect(answer.html).not.toContain(`<option value="${id}"`);
    expect((await formOf(site, 'omar-odc', caseId, 'answer-objection', '?objection=o2')).status).toBe(404);
    await isRefused(site, 'omar-odc', caseId, 'answer-objection', { to: 'paul-peer' }, ['answer', 'reason'], asked);
    const replaced = { answer: 'replace', to: 'paul-peer', reason: 'Paul knows the work.' };
    await does(site, 'omar-odc', caseId, 'answer-objection', replaced, asked);
    expect(await holderOf(site, caseId, 'calibration.peer-1')).toBe('paul-peer');
  });

  test('that is not upheld changes nothing, even if a replacement was chosen first', async () => {
    const { caseId, engineer } = await withPanel();
    await does(site, engineer, caseId, 'raise-objection', { ...said, slot: 'calibration.peer-2' });
    const kept = { answer: 'keep', to: 'paul-peer', reason: 'They know each other’s work.' };
    await does(site, 'omar-odc', caseId, 'answer-objection', kept);
    expect(await holderOf(site, caseId, 'calibration.peer-2')).toBe('petra-peer');
  });
});

describe('another person for a part', () => {
  test('can be named by HR, for the part in the link, from the people who can fill it', async () => {
    const { caseId } = await fresh();
    const query = '?slot=sign-off.odc-lead';
    const form = await formOf(site, 'hugo-hr', caseId, 'reassign', query);
    expect(wordsOf(form.html)).toContain('Sign-off: ODC lead, now Omar Odc');
    expect(form.html).toContain('<option value="olga-odc"');
    for (const id of ['omar-odc', 'hana-head', 'pia-peer']) expect(form.html).not.toContain(`<option value="${id}"`);
    await isRefused(site, 'hugo-hr', caseId, 'reassign', { to: '', reason: '' }, ['to', 'reason'], query);
    await does(site, 'hugo-hr', caseId, 'reassign', { to: 'olga-odc', reason: 'A long leave.' }, query);
    expect(await holderOf(site, caseId, 'sign-off.odc-lead')).toBe('olga-odc');
    expect((await formOf(site, 'hugo-hr', caseId, 'reassign', '?slot=sign-off.cat')).status).toBe(404);
  });

  test('can be named for a part that is chosen in the form, and is refused if they cannot fill it', async () => {
    const { caseId } = await fresh();
    const wrong = { slot: 'sign-off.head-of-department', to: 'olga-odc', reason: 'A long leave.' };
    await isRefused(site, 'hugo-hr', caseId, 'reassign', { to: wrong.to, reason: wrong.reason }, ['slot']);
    await isRefused(site, 'hugo-hr', caseId, 'reassign', wrong, ['to']);
    await does(site, 'hugo-hr', caseId, 'reassign', { ...wrong, to: 'dario-director' });
    expect(await holderOf(site, caseId, 'sign-off.head-of-department')).toBe('dario-director');
  });

  test('can act for its holder for a time, until the delegation is ended', async () => {
    const { caseId } = await fresh();
    const form = await formOf(site, 'tess-lead', caseId, 'delegate');
    expect(fieldsOf(form.html)['slots.calibration.tech-lead']).toBe('yes');
    expect(form.html).toContain('<option value="olga-odc"');
    expect(form.html).not.toContain('<option value="tess-lead"');
    expect(wordsOf(form.html)).toContain('The part stays yours');
    const away = { to: 'olga-odc', until: '2026-03-20', reason: 'Away.' };
    await isRefused(site, 'tess-lead', caseId, 'delegate', { ...away, to: '', until: 'soon' }, ['to', 'until']);
    await isRefused(site, 'tess-lead', caseId, 'delegate', { ...away, until: '2026-12-31' }, ['until']);
    await does(site, 'tess-lead', caseId, 'delegate', away);
    expect((await viewOf(site, 'tess-lead', caseId)).delegations).toEqual([
      {
        slots: ['calibration.tech-lead'],
        by: 'tess-lead',
        to: 'olga-odc',
        from: '2026-03-02T09:00:00.000Z',
        until: '2026-03-21T00:00:00.000Z',
      },
    ]);
    expect((await formOf(site, 'olga-odc', caseId, 'submit-review')).status).toBe(409);
    const conflict = wordsOf((await formOf(site, 'olga-odc', caseId, 'declare-conflict')).html);
    expect(conflict).toContain('You act for Tess Lead, and the record says so.');
    expect(conflict).toContain('What you have already submitted stays in the record.');
    expect(conflict).toContain('A review that is still sealed does not count any more.');
    const end = await formOf(site, 'tess-lead', caseId, 'end-delegation');
    expect(fieldsOf(end.html).to).toBe('olga-odc');
    await does(site, 'tess-lead', caseId, 'end-delegation');
    expect((await viewOf(site, 'tess-lead', caseId)).delegations).toEqual([]);
    expect((await formOf(site, 'olga-odc', caseId, 'submit-review')).status).toBe(404);
  });

  test('replaces a person who steps back or declares a conflict of interest', async () => {
    const { caseId } = await fresh();
    await isRefused(site, 'tess-lead', caseId, 'recuse', { reason: ' ' }, ['reason']);
    await does(site, 'tess-lead', caseId, 'recuse', { reason: 'Too much at once.' });
    expect(await holderOf(site, caseId, 'calibration.tech-lead')).not.toBe('tess-lead');
    await isRefused(site, 'hana-head', caseId, 'declare-conflict', { reason: '' }, ['reason']);
    await does(site, 'hana-head', caseId, 'declare-conflict', { reason: 'We are related.' });
    // The delivery director reviews in the tech lead's place, so nobody up the line can sign: HR names a person.
    expect(await holderOf(site, caseId, 'calibration.tech-lead')).toBe('dario-director');
    expect(await holderOf(site, caseId, 'sign-off.head-of-department')).toBeNull();
    const { relations } = await viewOf(site, 'hana-head', caseId);
    expect(relations).toEqual(['watcher']);
  });

  test('reads on the first page that stepping back worked, if they cannot read the case any more', async () => {
    const { caseId } = await withPanel();
    const pia = await site.visitor('pia-peer');
    await isRefused(site, 'pia-peer', caseId, 'recuse', { reason: ' ' }, ['reason']);
    const sent = await pia.fill(caseId, 'recuse', { reason: 'I have never seen this work.' });
    const left = await pia.get(sent.location ?? '');
    expect([sent.status, left.status, left.location]).toEqual([303, 303, '/?done=recuse']);
    const said = '<p class="done" role="status">You have stepped back, and your part goes to another person.</p>';
    expect((await pia.get(left.location ?? '')).html).toContain(said);
    // It is said once, and the case stays closed to them.
    expect((await pia.get(left.location ?? '')).html).not.toContain('role="status"');
    expect((await pia.get(sent.location ?? '')).status).toBe(404);
  });

  test('reads on the case that the conflict is recorded, because they can still read that much of it', async () => {
    const { caseId } = await withPanel();
    const petra = await site.visitor('petra-peer');
    const sent = await petra.fill(caseId, 'declare-conflict', { reason: 'We are related.' });
    const { status, html } = await petra.get(sent.location ?? '');
    expect(status).toBe(200);
    expect(html).toContain('<p class="done" role="status">Your conflict of interest is recorded');
  });
});
