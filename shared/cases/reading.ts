import type { CaseHead } from '../contract/case.ts';
import type { LadderRef, PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import { lendersTo } from '../domain/case/state/delegations.ts';
import { type Relation, relationsOf } from '../domain/case/view/visibility.ts';
import { loadPeople, peopleOf } from '../store/directory.ts';
import { loadLadder } from '../store/ladders.ts';
import type { Outside } from './outside.ts';

/** The ladder that a case pins. Throws if it is missing or differs: published versions are never deleted or changed. */
export async function ladderOf({ table }: Outside, ref: LadderRef): Promise<PublishedLadder> {
  const ladder = await loadLadder(table, ref.id, ref.version);
  if (ladder?.hash !== ref.hash) throw new Error(`Ladder ${ref.id} version ${ref.version} is not the one a case pins`);
  return ladder;
}

/**
 * How the viewer is related to the case by the directory as it is now. `known` are people who have already been read.
 * Reads those for whom the viewer acts, and the engineer only if it matters.
 */
export async function relationsOfViewer(
  { table }: Outside,
  head: CaseHead,
  viewer: Person,
  { known = {}, now }: { known?: Record<string, Person>; now: string },
): Promise<Relation[]> {
  const direct = relationsOf(head, viewer, known, now);
  const lenders = lendersTo(head, viewer.id).filter((id) => !Object.hasOwn(known, id));
  if (!viewer.active || (direct.length > 0 && lenders.length === 0)) return direct;
  return relationsOf(head, viewer, peopleOf(known, await loadPeople(table, [head.engineerId, ...lenders])), now);
}
