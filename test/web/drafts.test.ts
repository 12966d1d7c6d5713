import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDraft, saveDraft } from '#shared/cases/drafts.ts';
import { actorOf } from '#test/support/actor.ts';
import { readAllEvents } from '#test/support/events.ts';
import { caseAt, ratingFields } from './cases.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

async function atTheForm() {
  const { caseId, engineerId } = await caseAt(site, 'self-assessment');
  const visitor = await site.visitor(engineerId);
  const path = `/cases/${caseId}/steps/submit-self-assessment`;
  return { caseId, engineerId, path, visitor };
}

const later = { save: 'later' };

test('a self-assessment can be saved for later without submitting it, and comes back with its notes', async () => {
  const { caseId, engineerId, path, visitor } = await atTheForm();
  const first = await visitor.get(path);
  expect(first.html).toMatch(/<button [^>]*name="save" value="later">Save for later/);
  expect(wordsOf(first.html)).not.toContain('Only you can read it');
  const written = { 'ratings.debugging': '4', 'notes.debugging': 'The outage in May.' };
  const saved = await visitor.post(path, { ...fieldsOf(first.html), ...written, ...later });
  expect([saved.status, saved.location]).toEqual([303, `${path}?saved=yes`]);
  const again = await visitor.get(saved.location ?? '');
  expect(fieldsOf(again.html)).toMatchObject({ ...written, draft: '1' });
  expect(again.html).toContain('role="status"');
  expect(wordsOf(again.html)).toContain(
    'Saved for later, 2 March 2026 at 09:00 UTC. Only you can read it. It is not submitted yet.',
  );
  const events = await readAllEvents(site.world.outside, await actorOf(site.world.outside, engineerId), caseId);
  expect(events.map((event) => event.type)).toEqual(['case-opened', 'stage-opened']);
  // Saving again replaces the draft. Submitting deletes it.
  const { 'ratings.debugging': _, ...without } = fieldsOf(again.html);
  expect((await visitor.post(path, { ...without, ...later })).status).toBe(303);
  expect(await readDraft(site.world.outside, engineerId, caseId)).toMatchObject({ ratings: {}, version: 2 });
  expect((await visitor.fill(caseId, 'submit-self-assessment', ratingFields(site.world))).status).toBe(303);
  expect(await readDraft(site.world.outside, engineerId, caseId)).toBeNull();
});

test('a draft that cannot be saved comes back as written, with the reason', async () => {
  const { path, visitor } = await atTheForm();
  const fields = fieldsOf((await visitor.get(path)).html);
  const note = 'x'.repeat(1001);
  const back = await visitor.post(path, { ...fields, 'ratings.debugging': '3', 'notes.debugging': note, ...later });
  expect(back.status).toBe(422);
  expect(fieldsOf(back.html)).toMatchObject({ 'ratings.debugging': '3', 'notes.debugging': note });
  expect(wordsOf(back.html)).toContain('Keep this to 1000 characters');
});

test('if the draft was saved elsewhere meanwhile, the person is told first and can then overwrite it', async () => {
  const { caseId, engineerId, path, visitor } = await atTheForm();
  const { outside } = site.world;
  const fields = { ...fieldsOf((await visitor.get(path)).html), 'ratings.debugging': '3', ...later };
  await saveDraft(outside, await actorOf(outside, engineerId), caseId, { ratings: { debugging: 1 }, notes: {} });
  const told = await visitor.post(path, fields);
  expect(told.status).toBe(428);
  expect(await readDraft(outside, engineerId, caseId)).toMatchObject({ ratings: { debugging: 1 } });
  const shown = fieldsOf(told.html);
  expect(shown).toMatchObject({ 'ratings.debugging': '3', draft: '1' });
  expect((await visitor.post(path, { ...shown, ...later })).status).toBe(303);
  expect(await readDraft(outside, engineerId, caseId)).toMatchObject({ ratings: { debugging: 3 }, version: 2 });
});

test('no other form can be saved for later, even if the form sends that field', async () => {
  const { caseId } = await caseAt(site, 'calibration');
  const tess = await site.visitor('tess-lead');
  const path = `/cases/${caseId}/steps/submit-review`;
  const form = await tess.get(path);
  expect(form.html).not.toContain('Save for later');
  const sent = await tess.post(path, { ...fieldsOf(form.html), ...ratingFields(site.world), ...later });
  expect([sent.status, sent.location]).toEqual([303, `/cases/${caseId}?done=submit-review`]);
});
