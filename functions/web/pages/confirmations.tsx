import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { answerConfirmation, confirmationText, readConfirmation } from '#shared/cases/confirmations.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { ConfirmationAnswer } from '#shared/contract/confirmations.ts';
import { statuses } from '../../runtime/api/statuses.ts';
import { incompleteForm } from '../forms/faults.ts';
import type { WebEnv } from '../http/env.ts';
import { formOf, metaOf, newKey } from '../http/request.ts';
import { ConfirmationPage, ConfirmationTextPage, PastConfirmationPage } from '../views/confirmation.tsx';
import { empty, type Filled } from '../views/fields.tsx';
import { sentence } from '../views/words.ts';

type Asking = Context<WebEnv, '/:confirmation'>;

/** The page that asks a person whether their team has adopted the work of somebody else. */
export const confirmations = new Hono<WebEnv>()
  .get('/:confirmation', async (c) => c.html(await draw(c, empty)))
  .get('/:confirmation/text', async (c) => {
    const text = await confirmationText(c.get('outside'), c.get('person'), c.req.param('confirmation'));
    return c.html(<ConfirmationTextPage text={text} />);
  })
  .post('/:confirmation', async (c) => {
    const values = await formOf(c);
    const meta = metaOf(c, values);
    const input = ConfirmationAnswer.safeParse({ answer: values.answer });
    if (!input.success) {
      const faults = [{ field: 'answer', reason: 'choose an answer' }];
      return c.html(await draw(c, { ...empty, values, faults, message: incompleteForm }), 422);
    }
    try {
      await answerConfirmation(c.get('outside'), c.get('person'), c.req.param('confirmation'), input.data, meta);
    } catch (error) {
      if (!(error instanceof Refusal) || !['already-done', 'invalid-input'].includes(error.code)) throw error;
      const message = [error.message, ...error.faults.map((one) => sentence(one.reason))].join(' ');
      return c.html(await draw(c, { ...empty, values, message }), statuses[error.code]);
    }
    return c.redirect('/?done=answer', 303);
  });

async function draw(c: Asking, filled: Filled) {
  const person = c.get('person');
  const { open, past } = await readConfirmation(c.get('outside'), person, c.req.param('confirmation'));
  if (past) return <PastConfirmationPage past={past} />;
  const values = { answer: open.answer ?? '', ...filled.values };
  return <ConfirmationPage confirmation={open} filled={{ ...filled, values }} idempotencyKey={newKey(c)} />;
}
