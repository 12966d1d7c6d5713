import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { PersonEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { factsOf } from '../domain/directory/decide.ts';
import { replayPerson } from '../domain/directory/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Link, verify } from '../ledger/verify.ts';
import { viewOf } from '../publishing/event-view.ts';
import { loadHr } from '../publishing/hr.ts';
import { loadPersonBodies, loadPersonChainEnd, loadPersonEvents, storedEvents } from '../store/chains.ts';
import { loadPerson } from '../store/directory.ts';

const notFound = () => new Refusal('not-found', 'There is no such person.');

/** Everything that was done to a directory item, oldest first, for HR. Throws `Refusal`. */
export async function readPersonEvents(
  outside: Outside,
  viewerId: string,
  personId: string,
): Promise<RecordEventView[]> {
  await loadHr(outside, viewerId);
  const events = await loadPersonEvents(outside.table, personId);
  if (events.length === 0) throw notFound();
  const bodies = await loadPersonBodies(outside.table, personId, withWords(events));
  return events.map((event) => viewOf(event, bodies[event.seq]));
}

/** Checks the chain of a person, and that the directory says what the chain comes to. For HR. Throws `Refusal`. */
export async function verifyPerson(outside: Outside, viewerId: string, personId: string): Promise<Verification> {
  await loadHr(outside, viewerId);
  const { table } = outside;
  const [person, audit] = await Promise.all([loadPerson(table, personId), loadPersonChainEnd(table, personId)]);
  if (!person) throw notFound();
  // Read after its end, so the chain may be longer by what was done in between: judged up to the end that was read.
  const chain = (await storedEvents(table, `person:${personId}`)).slice(0, audit?.seq ?? 0) as unknown as Link[];
  const bodies = await loadPersonBodies(table, personId, withWords(chain));
  const report = verify(chain, bodies, audit ?? { seq: 0, hash: '' }, 'record');
  const events = chain.flatMap((event) => PersonEvent.safeParse(event).data ?? []);
  const isSame = hashOf(replayPerson(events)) === hashOf(factsOf(person));
  const faults = [...report.faults, ...(isSame ? [] : ['the directory does not say what the events come to'])];
  return { verified: faults.length === 0, events: chain.length, faults, erased: report.erased };
}

/** The numbers of the events that have words beside them. */
function withWords(events: readonly Link[]): number[] {
  return [...new Set(events.filter((event) => event.digest).map((event) => event.seq))];
}
