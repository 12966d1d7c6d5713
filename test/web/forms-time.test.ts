import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeSystem } from '#shared/cases/system.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { loadHead } from '#shared/store/cases.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { does, formOf, isRefused, open, startTurns, viewOf } from './turns.ts';
import { fieldsOf, type Site, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startTurns();
});
afterAll(() => site.stop());

let taken = 0;
const next = (kind: string) => `${kind}-${taken++}`;

describe('the deadline of a case', () => {
  test('can be extended by HR to a later day, but not to an earlier one', async () => {
    const caseId = await open(site, next('middle'), 'L2-L3');
    const said = { reason: 'A long illness.' };
    const refused = (until: string) =>
      isRefused(site, 'hugo-hr', caseId, 'extend-deadline', { ...said, until }, ['until']);
    expect(wordsOf((await refused('')).html)).toContain('Give a day');
    await refused('2026-03-01');
    await does(site, 'hugo-hr', caseId, 'extend-deadline', { ...said, until: '2026-04-15' });
    expect((await viewOf(site, 'hugo-hr', caseId)).dueAt?.slice(0, 10)).toBe('2026-04-15');
  });

  test('follows a cycle after HR puts the case into one', async () => {
    const caseId = await open(site, next('middle'), 'L2-L3');
    const none = await formOf(site, 'hugo-hr', caseId, 'join-cycle');
    expect(wordsOf(none.html)).toContain('No cycle is open at the moment. You can open one under Cycles.');
    const meta = (idempotencyKey: string) => ({ idempotencyKey, requestId: 'test' });
    // The time to join the second cycle is over, but HR can still put a case into it.
    await putCycle(
      site.world.outside,
      await actorOf(site.world.outside, 'hugo-hr'),
      { id: 'annual-2026', input: cycleInput() },
      meta('one'),
    );
    const late = cycleInput({
      name: 'First quarter',
      kind: 'quarterly',
      to: '2026-03-31',
      joinUntil: '2026-02-01',
      windows: {},
    });
    await putCycle(
      site.world.outside,
      await actorOf(site.world.outside, 'hugo-hr'),
      { id: 'first-quarter', input: late },
      meta('two'),
    );
    const refused = await isRefused(site, 'hugo-hr', caseId, 'join-cycle', { reason: '' }, ['cycleId', 'reason']);
    expect(wordsOf(refused.html)).toMatch(/First quarter .* Annual review 2026/);
    expect(wordsOf(refused.html)).toContain('Without HR, cases can join until 1 February 2026.');
    await does(site, 'hugo-hr', caseId, 'join-cycle', { cycleId: 'first-quarter', reason: 'It belongs there.' });
    expect((await viewOf(site, 'hugo-hr', caseId)).cycleId).toBe('first-quarter');
    const again = await formOf(site, 'hugo-hr', caseId, 'join-cycle');
    expect(wordsOf(again.html)).toContain('in the cycle ‘First quarter’ now');
    expect(again.html).not.toContain('value="first-quarter"');
  });

  test('ends when HR cancels the case; HR can also waive the window for signatures', async () => {
    const caseId = await open(site, next('junior'), 'L1-L2');
    await isRefused(site, 'hugo-hr', caseId, 'waive-window', { reason: '' }, ['answer', 'reason']);
    const offered = (await formOf(site, 'hugo-hr', caseId, 'waive-window')).html;
    const words = wordsOf(offered);
    expect(words).toContain('For L1 to L2, a case is signed in the window of an annual cycle. This case is in none.');
    expect(['next-cycle', 'cancel'].map((answer) => offered.includes(`value="${answer}"`))).toEqual([true, true]);
    await does(site, 'hugo-hr', caseId, 'waive-window', { answer: 'waive', reason: 'The review is far away.' });
    expect((await formOf(site, 'hugo-hr', caseId, 'waive-window')).status).toBe(409);
    await isRefused(site, 'hugo-hr', caseId, 'cancel', { reason: '' }, ['reason']);
    await does(site, 'hugo-hr', caseId, 'cancel', { reason: 'It was opened twice.' });
    expect((await viewOf(site, 'hugo-hr', caseId)).outcome).toBe('cancelled');
  });
});

test('HR is offered only cycles of the kind in which the ladder wants the signatures', async () => {
  const hugo = await actorOf(site.world.outside, 'hugo-hr');
  const third = cycleInput({
    name: 'Third quarter',
    kind: 'quarterly',
    from: '2026-07-01',
    to: '2026-09-30',
    windows: { 'sign-off': { from: '2026-09-01', to: '2026-09-30' } },
  });
  const later = cycleInput({
    name: 'Annual review 2027',
    from: '2027-01-01',
    to: '2027-12-31',
    joinUntil: '2027-09-30',
    windows: { 'sign-off': { from: '2027-11-01', to: '2027-12-15' } },
  });
  for (const [id, input] of Object.entries({ 'third-quarter': third, 'annual-2027': later }))
    await putCycle(site.world.outside, hugo, { id, input }, { idempotencyKey: id, requestId: 'test' });
  const caseId = await open(site, next('junior'), 'L1-L2');
  const { html } = await formOf(site, 'hugo-hr', caseId, 'waive-window');
  expect([html.includes('value="annual-2027"'), html.includes('value="third-quarter"')]).toEqual([true, false]);
  expect(wordsOf(html)).toContain('Put it into a cycle');
  // Every cycle can be joined, but the form says in which of them the case can be signed.
  const joins = wordsOf((await formOf(site, 'hugo-hr', caseId, 'join-cycle')).html);
  expect(joins).toMatch(
    /Third quarter [^.]*\. Without HR, [^.]*\. No window for signatures: this case cannot be signed/,
  );
  expect(joins).toMatch(
    /Annual review 2027 [^.]*\. Without HR, [^.]*\. Signatures from 1 November 2027 to 15 December/,
  );
  const unbound = wordsOf(
    (await formOf(site, 'hugo-hr', await open(site, next('middle'), 'L2-L3'), 'join-cycle')).html,
  );
  expect(unbound).not.toMatch(/[Ss]ignatures from|No window/);
});

test('a window that is over is said as past, no cycle with one is offered, and a link leads to Cycles', async () => {
  const { world } = site;
  const hugo = await actorOf(world.outside, 'hugo-hr');
  const meta = (idempotencyKey: string) => ({ idempotencyKey, requestId: 'test' });
  for (const year of [2028, 2029]) {
    const [from, to] = [`${year}-01-01`, `${year}-12-31`];
    const windows = { 'sign-off': { from: `${year}-04-01`, to: `${year}-04-10` } };
    const input = cycleInput({ name: `Annual ${year}`, from, to, joinUntil: `${year}-03-31`, windows });
    await putCycle(world.outside, hugo, { id: `annual-${year}`, input }, meta(`annual-${year}`));
  }
  const caseId = await open(site, next('junior'), 'L1-L2');
  await does(site, 'hugo-hr', caseId, 'join-cycle', { cycleId: 'annual-2028', reason: 'It belongs there.' });
  const asked = async () => (await formOf(site, 'hugo-hr', caseId, 'waive-window')).html;
  expect(wordsOf(await asked())).toContain('which has its window from 1 April 2028 to 10 April 2028');
  const now = world.clock.now().toISOString();
  world.clock.set('2028-04-11T09:00:00.000Z');
  expect(wordsOf(await asked())).toContain('‘Annual 2028’, whose window ended on 10 April 2028.');
  expect(await asked()).toContain('value="annual-2029"');
  world.clock.set('2029-04-11T09:00:00.000Z');
  expect(await asked()).not.toContain('value="annual-2029"');
  expect(await asked()).toContain(
    'No other cycle with a window for these signatures is open. You can open one under <a href="/hr/cycles">Cycles</a>',
  );
  const joins = wordsOf((await formOf(site, 'hugo-hr', caseId, 'join-cycle')).html);
  expect(joins).toContain('The window for signatures ended on 10 April 2029: this case cannot be signed there.');
  world.clock.set(now);
});

describe('a track', () => {
  test('is declared from the tracks of the transition', async () => {
    const engineer = next('senior');
    const caseId = await open(site, engineer, 'L3-L4');
    const form = await formOf(site, engineer, caseId, 'declare-track');
    expect(wordsOf(form.html)).toContain('When to consider Principal Engineer');
    await isRefused(site, engineer, caseId, 'declare-track', {}, ['track']);
    await does(site, engineer, caseId, 'declare-track', { track: 'principal-engineer' });
    expect((await viewOf(site, engineer, caseId)).track).toBe('principal-engineer');
    await site.world.step(caseId);
    // Whoever rates reads what is enough on this track, and for which part of the competency.
    expect(wordsOf((await formOf(site, engineer, caseId, 'submit-self-assessment')).html)).toMatch(
      /L4 as Principal Engineer: step 3, \w+ of Communication & Collaboration, in a new tab is enough for internal communication\. The profile/,
    );
  });

  test('is tried first, and the move can be confirmed only from the quarter after the trial', async () => {
    const { world } = site;
    const engineer = next('principal');
    const caseId = await open(site, engineer, 'L4-L4');
    // The engineer's current track is not offered.
    expect((await formOf(site, engineer, caseId, 'declare-track')).html).not.toContain('value="principal-engineer"');
    await does(site, engineer, caseId, 'declare-track', { track: 'tech-lead' });
    await world.step(caseId);
    await world.act('tess-lead', caseId, attest('talk-with-tech-lead'));
    await world.act('omar-odc', caseId, attest('talk-with-odc-lead'));
    await world.step(caseId);
    const from = (await viewOf(site, engineer, caseId)).confirmableFrom ?? '';
    const form = await formOf(site, engineer, caseId, 'confirm-track');
    expect(wordsOf(form.html)).toContain('You have been trying Tech Lead.');
    expect(form.html).toContain(`<time datetime="${from}">`);
    await isRefused(site, engineer, caseId, 'confirm-track', {}, ['decision', 'reason']);
    const change = { decision: 'change', reason: 'It suits me.' };
    const early = await (await site.visitor(engineer)).fill(caseId, 'confirm-track', change);
    expect([early.status, fieldsOf(early.html)]).toMatchObject([409, change]);
    const now = world.clock.now().toISOString();
    world.clock.set(`${from}T09:00:00.000Z`);
    await does(site, engineer, caseId, 'confirm-track', change);
    await world.step(caseId);
    const sign = wordsOf((await formOf(site, 'omar-odc', caseId, 'sign-off')).html);
    expect(sign).toContain('Do you approve this change of track?');
    expect(sign).not.toContain('When you return it');
    world.clock.set(now);
  });
});

test('the engineer reads on the case and the form when it ends by itself, and afterwards which step was not taken', async () => {
  const { world } = site;
  const engineer = next('middle');
  const caseId = await open(site, engineer, 'L2-L3');
  const read = async (who: string, path = '') =>
    wordsOf((await (await site.visitor(who)).get(`/cases/${caseId}${path}`)).html);
  const said = /If you have not finished this step \(Self-assessment\) by (\d+ \w+ 2026), the case ends by itself\./;
  const [, day] = said.exec(await read(engineer)) ?? [];
  expect(await read(engineer, '/steps/submit-self-assessment')).toMatch(said);
  expect(await read('hugo-hr')).toContain(
    `If the engineer has not finished this step (Self-assessment) by ${day}, the`,
  );
  const head = await loadHead(world.outside.table, caseId);
  const now = world.clock.now().toISOString();
  world.clock.set(head?.status === 'open' ? (head.timers.find(({ kind }) => kind === 'lapse')?.at ?? now) : now);
  const generation = head?.generation ?? 0;
  await executeSystem(world.outside, caseId, { type: 'remind', generation }, 'workflow', 'test');
  await world.step(caseId);
  expect(await read(engineer)).toContain(`The case ended on ${day}, because this step was not taken: Self-assessment.`);
  world.clock.set(now);
});

test('a person gets no form for a step that is not theirs', async () => {
  const engineer = next('senior');
  const caseId = await open(site, engineer, 'L3-L4');
  const [own, lead] = await Promise.all([site.visitor(engineer), site.visitor('hana-head')]);
  const { actions } = await viewOf(site, engineer, caseId);
  const theirs = actions.map((one) => one.type);
  expect(theirs.length).toBeGreaterThan(8);
  for (const type of personCommandTypes) {
    const other = theirs.includes(type) ? lead : own;
    const path = `/cases/${caseId}/steps/${type}`;
    // Another team is asked on a page of its own.
    const refused = type === 'confirm-evidence' ? 404 : 403;
    expect([type, (await other.get(path)).status]).toEqual([type, refused]);
    // Sending the form anyway does nothing.
    const before = await site.world.everything(caseId);
    const sent = await other.post(path, { key: `key-${type}`, version: '2', reason: 'Because.' });
    expect([type, sent.status >= 400]).toEqual([type, true]);
    expect(await site.world.everything(caseId)).toEqual(before);
  }
});
