import { type Context, Hono } from 'hono';
import { execute } from '#shared/cases/execute.ts';
import { readCase } from '#shared/cases/read.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { PersonCommand, type PersonCommandType, personCommandTypes } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import type { WebEnv } from '../env.ts';
import { statusOf } from '../errors.tsx';
import type { FormContext } from '../forms/form.ts';
import { forms } from '../forms/index.ts';
import { formOf } from '../request.ts';
import { empty, type Filled } from '../views/parts.tsx';
import { StepPage } from '../views/step.tsx';

/** Every step of a person as one pair of routes: its form, and what was filled in. */
export const steps = new Hono<WebEnv>()
  .get('/:id/steps/:type', async (c) => {
    const type = typeOf(c);
    const { view, ladder } = await readCase(c.get('outside'), c.get('person').id, c.req.param('id'));
    const refused = view.actions.find((action) => action.type === type && !action.allowed);
    if (refused || !view.actions.some((action) => action.type === type)) return c.redirect(`/cases/${view.id}`, 303);
    const context = contextOf(c, view, ladder, empty);
    const values = forms[type].initial?.(context) ?? {};
    return c.html(draw(c, type, { ...context, filled: { ...empty, values } }, newKey(c), view.version));
  })
  .post('/:id/steps/:type', async (c) => {
    const type = typeOf(c);
    const form = forms[type];
    const caseId = c.req.param('id');
    const actorId = c.get('person').id;
    const values = await formOf(c);
    const { view, ladder } = await readCase(c.get('outside'), actorId, caseId);
    const context = contextOf(c, view, ladder, { ...empty, values });
    const version = Number(values.version);
    try {
      const parsed = PersonCommand.safeParse({ type, ...form.payload(values, context) });
      if (!parsed.success)
        throw new Refusal('invalid-input', 'Something is missing or not right yet.', {
          faults: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), reason: reasonOf(issue) })),
        });
      await execute(c.get('outside'), actorId, caseId, parsed.data, {
        idempotencyKey: values.key ?? '',
        requestId: c.get('requestId'),
        ...(form.needsVersion ? { ifVersion: version } : {}),
      });
      return c.redirect(`/cases/${caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error;
      const filled: Filled = { values, faults: error.faults, message: error.message };
      // What is decided on is drawn as it stands now, so the version is the new one.
      return c.html(draw(c, type, { ...context, filled }, newKey(c), view.version), statusOf(error.code));
    }
  });

function typeOf(c: Context<WebEnv>): PersonCommandType {
  const type = c.req.param('type') as PersonCommandType;
  if (!personCommandTypes.includes(type)) throw new Refusal('not-found', 'There is no such page.');
  return type;
}

/** Contract messages are for programs; what a person left out is said plainly. */
function reasonOf(issue: { code?: string; message: string; path: PropertyKey[] }): string {
  const field = String(issue.path.at(-1) ?? '');
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return 'choose one';
  if (field === 'title') return 'give it a title';
  if (issue.code === 'too_small') return 'write something here';
  return issue.message;
}

function contextOf(c: Context<WebEnv>, view: CaseView, ladder: PublishedLadder, filled: Filled): FormContext {
  const transition = ladder.transitions.find((one) => one.id === view.transition);
  if (!transition) throw new Error('A case runs on a transition of its ladder');
  return { view, ladder, transition, query: c.req.query(), filled };
}

function newKey(c: Context<WebEnv>): string {
  return Buffer.from(c.get('outside').random.bytes(18)).toString('base64url');
}

function draw(c: Context<WebEnv>, type: PersonCommandType, context: FormContext, key: string, version: number) {
  return (
    <StepPage form={forms[type]} context={context} person={c.get('person')} idempotencyKey={key} version={version} />
  );
}
