import type { Context } from 'hono';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import { PersonId } from '#shared/contract/people.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';

/** The first two arguments of every use case of HR: the outside world, and the person who asks. */
export function viewing(c: Context<WebEnv>) {
  return [c.get('outside'), c.get('person')] as const;
}

/** The version of the record that a form shows. A form that has lost it gives 0, which no record has. */
export function versionIn({ version }: Record<string, string>): number {
  return Number(version) || 0;
}

/** The id of a ladder in the address. A malformed id gets the same 404 as an unknown one. */
export function ladderIdOf(c: Context<WebEnv>): string {
  const { data } = NamedId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such ladder.');
}

/** The id of a cycle in the address. */
export function cycleIdOf(c: Context<WebEnv>): string {
  const { data } = NamedId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such cycle.');
}

/** The id of a case in the address. */
export function caseIdOf(c: Context<WebEnv>): string {
  const { data } = CaseId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such case.');
}

/** The id of a person in the address. */
export function personIdOf(c: Context<WebEnv>): string {
  const { data } = PersonId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such person.');
}
