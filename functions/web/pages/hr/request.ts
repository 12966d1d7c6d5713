import type { Context } from 'hono';
import { Slug } from '#shared/contract/ladder.ts';
import { PersonId } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { loadPeople } from '#shared/store/directory.ts';
import type { WebEnv } from '../../env.ts';
import { PageError } from '../../errors.tsx';
import type { NameOf } from '../../views/words.ts';

/** The first two arguments of every use case: the outside world, and the id of the person. */
export function viewing(c: Context<WebEnv>) {
  return [c.get('outside'), c.get('person').id] as const;
}

/** The id of a ladder in the address. A malformed id gets the same 404 as an unknown one. */
export function ladderIdOf(c: Context<WebEnv>): string {
  const { data } = Slug.check(z.maxLength(100)).safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such ladder.');
}

/** The id of a cycle in the address. */
export function cycleIdOf(c: Context<WebEnv>): string {
  const { data } = Slug.check(z.maxLength(100)).safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such cycle.');
}

/** The id of a person in the address. */
export function personIdOf(c: Context<WebEnv>): string {
  const { data } = PersonId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such person.');
}

/** A function from ids of people to names. A person who is not in the directory keeps the id. */
export async function namesOf(c: Context<WebEnv>, ids: readonly (string | null)[]): Promise<NameOf> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const names = new Map<string, string>();
  // One batch read can have 100 keys.
  for (let at = 0; at < wanted.length; at += 100) {
    const found = await loadPeople(c.get('outside').table, wanted.slice(at, at + 100));
    for (const { id, name } of Object.values(found)) names.set(id, name);
  }
  return (id) => (id === null ? 'Rungs' : (names.get(id) ?? id));
}
