import type { CaseHead } from '../contract/case.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import { changedFacts, restsOnRecord } from '../domain/case/state/engineer-record.ts';
import { loadPersonEvents } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { proposalIn } from '../store/proposals.ts';

/**
 * Who made the engineer's record what the case did not begin with: whoever wrote such a change since then, and whoever
 * proposed it. Empty if the case does not stop, which takes no read.
 */
export async function changersOf(
  table: Table,
  head: CaseHead,
  engineer: Person | undefined,
  ladder: PublishedLadder,
): Promise<string[]> {
  if (!restsOnRecord(head) || changedFacts(head, engineer, ladder).length === 0) return [];
  const changes = (await loadPersonEvents(table, head.engineerId)).filter(
    (event) =>
      (event.type === 'person-added' || event.type === 'person-changed') &&
      event.at >= head.createdAt &&
      changedFacts(head, event.data, ladder).length > 0,
  );
  const proposals = [...new Set(changes.flatMap(({ proposal }) => proposal ?? []))];
  const found = await getMany(table, proposals.map(keys.proposal));
  const proposers = proposals.flatMap((id) => proposalIn(found, id)?.by ?? []);
  return [...new Set([...changes.flatMap(({ actor }) => actor.personId ?? []), ...proposers])];
}
