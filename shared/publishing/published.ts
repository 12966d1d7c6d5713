import type { Outside } from '../cases/outside.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { LadderListing, LadderVersion } from '../contract/publishing.ts';
import {
  currentLadder,
  listLadders,
  loadLadder,
  loadLadderRecord,
  loadLaddersInForce,
  versionInForce,
} from '../store/ladders.ts';

/** Every ladder in force today, as a list. */
export function listedLadders({ table, clock }: Outside): Promise<LadderListing[]> {
  return listLadders(table, clock.now());
}

/** Every ladder in force today. */
export function laddersInForce({ table, clock }: Outside): Promise<PublishedLadder[]> {
  return loadLaddersInForce(table, clock.now());
}

/** The version of a ladder that is in force today. Null if none is. */
export function ladderInForce({ table, clock }: Outside, id: string): Promise<PublishedLadder | null> {
  return currentLadder(table, id, clock.now());
}

/** A published version of a ladder. Null if there is none. */
export function publishedLadder({ table }: Outside, id: string, version: number): Promise<PublishedLadder | null> {
  return loadLadder(table, id, version);
}

/** The published versions of a ladder, and the one in force today. Null if there are none. */
export async function publishedVersions(
  { table, clock }: Outside,
  id: string,
): Promise<{ id: string; versions: LadderVersion[]; inForce: LadderVersion | null } | null> {
  const record = await loadLadderRecord(table, id);
  if (!record || record.versions.length === 0) return null;
  return { id, versions: record.versions, inForce: versionInForce(record, clock.now()) };
}
