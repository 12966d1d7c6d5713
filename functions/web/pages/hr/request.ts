import type { Context } from 'hono';
import { Slug } from '#shared/contract/ladder.ts';
import { PersonId } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { loadPeople } from '#shared/store/directory.ts';
import type { WebEnv } from '../../env.ts';
import { PageError } from '../../errors.tsx';
import type { NameOf } from '../../views/words.ts';

/** What every use case is told first: the world outside, and who asks. */
export function viewing(c: Context<WebEnv>) {
  return [c.get('outside'), c.get('person').id] as const;
}

/** The ladder that an address names. What cannot be one is answered like one that is none. */
export function ladderIdOf(c: Context<WebEnv>): string {
  const { data } = Slug.check(z.maxLength(100)).safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such ladder.');
}

/** The cycle that an address names. */
export function cycleIdOf(c: Context<WebEnv>): string {
  const { data } = Slug.check(z.maxLength(100)).safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such cycle.');
}

/** The person that an address names. */
export function personIdOf(c: Context<WebEnv>): string {
  const { data } = PersonId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such person.');
}

/** Names for ids of people. Whoever is not in the directory goes by their id. */
export async function namesOf(c: Context<WebEnv>, ids: readonly (string | null)[]): Promise<NameOf> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const names = new Map<string, string>();
  // One read by key takes a hundred.
  for (let at = 0; at < wanted.length; at += 100) {
    const found = await loadPeople(c.get('outside').table, wanted.slice(at, at + 100));
    for (const { id, name } of Object.values(found)) names.set(id, name);
  }
  return (id) => (id === null ? 'Rungs' : (names.get(id) ?? id));
}
