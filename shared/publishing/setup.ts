import type { Outside } from '../cases/outside.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import { dayOf } from '../domain/calendar/calendar.ts';
import { evolveLadder } from '../domain/publishing/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { loadLadderRecord } from '../store/ladders.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { writesFor } from './writes.ts';

/** Says that a version is published and has another content, and what to do. */
export const otherContent = ({ id, version }: Pick<PublishedLadder, 'id' | 'version'>) =>
  `version ${version} of ${id} is published with another content, and a published version never changes: give the changed ladder the next number`;

/**
 * Publishes a version of a ladder from today when a system is set up. Nobody has to confirm it. The record, the version
 * and the chain of events are the same as when HR publishes. A version that is already published stays unchanged. Gives
 * whether it is new. Throws if another content is published under its number.
 */
export async function publishLadder(outside: Outside, ladder: PublishedLadder): Promise<boolean> {
  const { table, clock, ids, random } = outside;
  const { id, version, hash, title } = ladder;
  const before = await loadLadderRecord(table, id);
  const published = before?.versions.find((one) => one.version === version);
  if (published && published.hash !== hash) throw new Error(otherContent(ladder));
  if (published) return false;
  const at = clock.now().toISOString();
  const publishing = {
    type: 'ladder-published' as const,
    data: { version, hash, title, from: dayOf(at), proposedBy: null },
    actor: { personId: null, role: 'system' as const, relation: 'setup', onBehalfOf: null },
  };
  const recording = {
    chain: `ladder:${id}` as const,
    audit: before?.audit ?? null,
    at,
    requestId: 'setup',
    ids,
    random,
  };
  const sealed = sealRecord(publishing, recording);
  const after = evolveLadder(before, sealed.event);
  const done = await transact(table, writesFor(writesOf(table), { before, after, sealed, document: ladder }));
  if (!done.ok) throw new Error(`Ladder ${id} was changed by somebody else while it was set up`);
  return true;
}
