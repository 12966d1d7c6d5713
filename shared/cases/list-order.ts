import type { CaseSummary } from '../contract/view.ts';
import { CaseId } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { nameKey } from '../domain/name-key.ts';
import type { CaseFilter } from './case-filter.ts';

/** Where a case stands among those that one request has read. */
export const Standing = z.strictObject({
  half: z.enum(['open', 'closed']),
  /** The instant at which it is due or closed, or in an order by name the name of the engineer. */
  at: z.string(),
  id: CaseId,
});
export type Standing = z.infer<typeof Standing>;

type Sort = CaseFilter['sort'];

/** Where a case stands in the order of a list. A stage that is not open yet has no due instant and comes first. */
export function standingOf({ id, engineer, dueAt, closedAt }: CaseSummary, sort: Sort): Standing {
  const at = sort === 'name' ? nameKey(engineer?.name ?? '') : (closedAt ?? dueAt ?? '');
  return { half: closedAt === null ? 'open' : 'closed', at, id };
}

/**
 * Compares two cases as the lists of HR are ordered: open ones first, what is due first at the beginning, then closed ones, the
 * latest first. `closed` begins with the closed ones, and `name` orders each half by name.
 */
export function inOrder(one: Standing, other: Standing, sort: Sort): number {
  if (one.half !== other.half) return (one.half === 'open') === (sort !== 'closed') ? -1 : 1;
  const [first, second] = [one, other].map(({ at, id }) => `${at}#${id}`) as [string, string];
  const isUp = one.half === 'open' || sort === 'name';
  return first === second ? 0 : first < second === isUp ? -1 : 1;
}
