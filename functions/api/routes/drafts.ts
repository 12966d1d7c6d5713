import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { readDraft, saveDraft } from '#shared/cases/drafts.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { type SavedDraft, SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, ifVersionOf } from '../../runtime/api/request.ts';
import { caseIdOf } from './cases.ts';

/** Drafts: what a person has filled in and not yet sent. Only that person can read them. */
export const drafts = new Hono<ApiEnv>()
  .get('/:id/drafts/self-assessment', async (c) => {
    const draft = await readDraft(c.get('outside'), c.get('person').id, caseIdOf(c));
    if (!draft) throw new Refusal('not-found', 'You have no draft there.');
    return answer(c, draft);
  })
  .put('/:id/drafts/self-assessment', async (c) => {
    const { ifVersion } = ifVersionOf(c);
    const input = await bodyOf(c, SelfAssessmentDraft);
    return answer(c, await saveDraft(c.get('outside'), c.get('person'), caseIdOf(c), input, ifVersion));
  });

function answer(c: Context<ApiEnv>, draft: SavedDraft): Response {
  c.header('ETag', `"${draft.version}"`);
  return c.json(draft);
}
