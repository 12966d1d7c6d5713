import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { needsVersion } from '#shared/cases/commands.ts';
import { saveDraft } from '#shared/cases/drafts.ts';
import { titleOfEvent } from '#shared/cases/events.ts';
import { execute } from '#shared/cases/execute.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { readStep, type Step, type StepReads } from '#shared/cases/step.ts';
import { PersonCommand } from '#shared/contract/commands.ts';
import { SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import type * as z from '#shared/contract/zod.ts';
import type { Fault } from '#shared/domain/fault.ts';
import { statuses } from '../../runtime/api/statuses.ts';
import { faultsOfShape, incompleteForm } from '../forms/faults.ts';
import { type Form, type FormContext, hasPickers } from '../forms/form.ts';
import { forms, isStepType, type StepType } from '../forms/index.ts';
import { StepPage } from '../forms/step.tsx';
import type { WebEnv } from '../http/env.ts';
import { PageError } from '../http/errors.tsx';
import { caseIdOf, formOf, metaOf, newKey } from '../http/request.ts';
import { nameIn } from '../views/case/names.ts';
import { empty, type Filled } from '../views/fields.tsx';
import { type Asked, askedIn, noPickers, pickingFor } from '../views/picking.ts';
import { isOpening } from '../views/words.ts';

type StepContext = Context<WebEnv, '/:id/steps/:type'>;

/** The routes of all steps: one shows the form, the other takes its values. */
export const steps = new Hono<WebEnv>()
  .get('/:id/steps/:type', async (c) => {
    const { type, form } = formFor(c);
    const step = await stepOf(c, type, form, { beside: form.reads });
    const context = contextOf(c, step);
    const { id, actions } = context.view;
    const action = actions.find((one) => one.type === type);
    const back = { href: `/cases/${id}`, label: 'Go to the case' };
    if (!action) throw new PageError(403, step.notTheirs ?? '', back);
    // While a stage is opening, the page of the case reloads itself and then comes back here.
    if (isOpening(context.view)) return c.redirect(`/cases/${id}?next=${type}`, 303);
    if (!action.allowed) throw new PageError(409, action.reason ?? '', back);
    if (form.exists?.(context) === false) throw gone(context);
    return c.html(draw(c, type, { ...context, filled: { ...empty, values: initialOf(form, context) } }));
  })
  .post('/:id/steps/:type', async (c) => {
    const { type, form } = formFor(c);
    const asked = hasPickers(form) ? askedIn(await formOf(c)) : { ...noPickers, values: await formOf(c) };
    const { values } = asked;
    const meta = metaOf(c, values);
    if (asked.search) return c.html(draw(c, type, await searched(c, type, form, asked)));
    // Only drawing the form needs what it `reads` besides the case. Sending does not.
    const step = await stepOf(c, type, form);
    const context = contextOf(c, step, { ...empty, values });
    const person = c.get('person');
    try {
      const payload = form.payload(values, context);
      if (form.saved && values.save !== undefined) {
        const replaced = values.draft ? Number(values.draft) : undefined;
        const draft = parse(SelfAssessmentDraft, payload);
        const read = { head: step.state.head, draft: step.draft };
        await saveDraft(c.get('outside'), person, context.view.id, draft, replaced, read);
        return c.redirect(`/cases/${context.view.id}/steps/${type}?saved=yes`, 303);
      }
      const command = parse(PersonCommand, { type, ...payload }, form.alsoOwed?.(values, context));
      const seen = needsVersion(type) ? { ifVersion: Number(values.version) } : {};
      await execute(c.get('outside'), person, context.view.id, command, { ...meta, ...seen }, { read: step });
      return c.redirect(`/cases/${context.view.id}?done=${type}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error;
      // Checked only after the refusal. If the same form is sent twice, the first request has already removed the piece,
      // and the second one must still get the stored answer.
      if (form.exists?.(context) === false) throw gone(context);
      // The page is drawn with the current case, so it also carries the current version.
      const now = contextOf(c, await stepOf(c, type, form, { beside: form.reads, chosen: asked.chosen }), empty, asked);
      return c.html(draw(c, type, { ...now, filled: refused(error, form, values, now) }), statuses[error.code]);
    }
  });

function formFor(c: StepContext): { type: StepType; form: Form } {
  const type = c.req.param('type');
  if (!isStepType(type)) throw new PageError(404, 'There is no such step.');
  return { type, form: forms[type] };
}

function stepOf(c: StepContext, type: StepType, form: Form, reads: StepReads = {}): Promise<Step> {
  const all = { draft: form.saved !== undefined, ...reads };
  return readStep(c.get('outside'), c.get('person'), caseIdOf(c), type, all);
}

/** The form with what a picker found, and everything else as it was filled in. */
async function searched(c: StepContext, type: StepType, form: Form, asked: Asked): Promise<FormContext> {
  const reads = { beside: form.reads, typed: asked.search, chosen: asked.chosen };
  const step = await stepOf(c, type, form, reads);
  const context = contextOf(c, step, { ...empty, values: asked.values }, asked);
  if (!context.view.actions.some((one) => one.type === type && one.allowed) || form.exists?.(context) === false)
    throw gone(context);
  return context;
}

function contextOf(c: StepContext, step: Step, filled: Filled = empty, asked: Asked = noPickers): FormContext {
  const { view, ladder, transition, draft, places, isAll, confirmers, previous, cycles, cycle } = step;
  const picking = pickingFor(asked, step.search, [...step.chosen, ...Object.values(view.people)]);
  const query = c.req.query();
  const now = c.get('outside').clock.now().toISOString();
  const reader = { viewerId: c.get('person').id, timeZone: c.get('timeZone'), now };
  return {
    view,
    ...reader,
    ladder,
    transition,
    query,
    filled,
    draft,
    places,
    isAll,
    confirmers,
    picking,
    previous,
    cycles,
    cycle,
  };
}

function gone({ view }: FormContext): PageError {
  const back = { href: `/cases/${view.id}`, label: 'Go to the case' };
  return new PageError(404, 'What this step is about is not in the case, or was removed.', back);
}

function parse<T extends z.ZodMiniType>(schema: T, input: Record<string, unknown>, more: Fault[] = []): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = [...faultsOfShape(parsed.error.issues, input), ...more];
  throw new Refusal('invalid-input', incompleteForm, { faults });
}

/** The values of the fields before the person changes them: what they saved, or what the form begins with. */
function initialOf(form: Form, context: FormContext): Record<string, string> {
  return (context.draft ? form.saved?.(context.draft) : form.initial?.(context)) ?? {};
}

/** The values of the form, with the faults of the refusal at their fields. */
function refused(error: Refusal, form: Form, values: Record<string, string>, context: FormContext): Filled {
  return {
    values,
    initial: initialOf(form, context),
    message: error.message,
    faults: error.faults.map(({ path, reason }) => ({ field: form.fieldOf(path, values, context), reason })),
    changes: error.changes.map(({ at, type, by }) => ({
      at,
      what: titleOfEvent(type),
      who: by === null ? 'the system' : nameIn(context.view, by),
    })),
  };
}

function draw(c: StepContext, type: StepType, context: FormContext) {
  return <StepPage type={type} context={context} person={c.get('person')} idempotencyKey={newKey(c)} />;
}
