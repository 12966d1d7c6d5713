import type { Context } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import type { WebEnv } from '../../http/env.ts';
import { empty, type Filled } from '../../views/fields.tsx';

interface FormAct {
  /** The names of the fields that people fill in. A name also stands for all that begin with it and a dot. */
  fields: readonly string[];
  /** Carries the form out. Gives the address of the page that comes next. */
  act: () => Promise<string>;
  /** The page of the form. */
  draw: (filled: Filled) => string | Promise<string>;
}

/**
 * Carries a form out, and leads on to the next page. If it is refused, its page comes back with what was written in it and why.
 * Who may not see the page, or asks for something that is not there, gets the page of the error.
 */
export async function carried(
  c: Context<WebEnv>,
  values: Record<string, string>,
  { fields, act, draw }: FormAct,
): Promise<Response> {
  try {
    return c.redirect(await act(), 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'forbidden' || error.code === 'not-found') throw error;
    const isField = (name: string) => fields.includes(name.split('.', 1)[0] ?? '');
    const filled: Filled = {
      ...empty,
      values: Object.fromEntries(Object.entries(values).filter(([name]) => isField(name))),
      faults: error.faults.map(({ path, reason }) => ({ field: isField(path) ? path : null, reason })),
      message: error.message,
    };
    return c.html(await draw(filled), statuses[error.code]);
  }
}
