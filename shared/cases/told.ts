import type { Untold } from '../contract/sweep.ts';
import { eventsBetween, type ListedEvent } from '../store/event-index.ts';
import { allUntold, keepUntold, loadTold, markTold, removeUntold } from '../store/told.ts';
import type { Outside } from './outside.ts';
import { withRetries } from './retry.ts';
import { givenUpBefore, type SweepRun } from './sweep.ts';

/**
 * How far people were told of the events of a case, a proposal or a person. The relay marks it. The sweep goes through all events once
 * the relay has given them up, notes those that are not marked, and asks the relay to tell them, until it has.
 */

/** An event of a case, of a proposal or of a person. */
export type NewEvent =
  | { caseId: string; seq: number }
  | { proposalId: string; seq: number }
  | { personId: string; seq: number };

const proposalPrefix = 'proposal:';
const personPrefix = 'person:';

/** The id of the case of an event, or the chain of its proposal or person. */
function chainOf(event: NewEvent): string {
  if ('caseId' in event) return event.caseId;
  return 'proposalId' in event ? `${proposalPrefix}${event.proposalId}` : `${personPrefix}${event.personId}`;
}

/** Whether people are told of events of a chain. */
const isTold = (of: string) => of.startsWith('case_') || of.startsWith(proposalPrefix) || of.startsWith(personPrefix);

/** The events of a case, a proposal or a person from one number to another. */
function eventsOf({ of, from, to }: Pick<Untold, 'of' | 'from' | 'to'>): NewEvent[] {
  const seqs = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  if (of.startsWith(proposalPrefix)) return seqs.map((seq) => ({ proposalId: of.slice(proposalPrefix.length), seq }));
  return of.startsWith(personPrefix)
    ? seqs.map((seq) => ({ personId: of.slice(personPrefix.length), seq }))
    : seqs.map((seq) => ({ caseId: of, seq }));
}

/**
 * Marks events as told. Of each case and proposal these are the first of `events` without a gap. Nothing is marked behind an
 * event that nobody was told of.
 */
export async function nowTold({ table }: Outside, events: readonly NewEvent[]): Promise<void> {
  const ranges = new Map<string, { from: number; to: number }>();
  for (const event of events) {
    const of = chainOf(event);
    const { from, to } = ranges.get(of) ?? { from: event.seq, to: event.seq - 1 };
    if (event.seq === to + 1) ranges.set(of, { from, to: event.seq });
  }
  await Promise.all([...ranges].map(([of, { from, to }]) => markTold(table, of, from, to)));
}

/** Goes on through all events that the relay has given up, and notes those of which people were not told. */
export async function noteUntold(outside: Outside, run: SweepRun): Promise<void> {
  const before = givenUpBefore(outside);
  for await (const { events, place } of eventsBetween(outside.table, run.state.told, before)) {
    await noteAmong(
      outside,
      events.filter(({ of }) => isTold(of)),
    );
    await run.keep({ told: place });
  }
  if (run.state.told < before) await run.keep({ told: before });
}

async function noteAmong(outside: Outside, events: readonly ListedEvent[]): Promise<void> {
  const known = await loadTold(outside.table, [...new Set(events.map(({ of }) => of))]);
  for (const [of, { seq }] of known) {
    const seqs = events.filter((one) => one.of === of && one.seq > seq).map((one) => one.seq);
    if (seqs.length > 0) await note(outside, { of, from: Math.min(...seqs), to: Math.max(...seqs) });
  }
}

/** Notes events as untold, with those that are noted already. This asks the relay to tell them. */
async function note({ table, clock }: Outside, { of, from, to }: Pick<Untold, 'of' | 'from' | 'to'>): Promise<void> {
  await withRetries('What people were told', async () => {
    const before = (await loadTold(table, [of])).get(of)?.untold ?? null;
    const range = before ? { from: Math.min(from, before.from), to: Math.max(to, before.to) } : { from, to };
    return (await keepUntold(table, before, { of, ...range, askedAt: clock.now().toISOString() })) || null;
  });
}

/** Asks the relay once more to tell what it has given up again. */
export async function askAgain(outside: Outside): Promise<void> {
  const before = givenUpBefore(outside);
  for (const untold of (await allUntold(outside.table)).filter(({ askedAt }) => askedAt < before))
    await note(outside, untold);
}

/** Tells everything that is noted as untold of a case or a proposal, oldest first, and then marks it. `tell` tells one event. */
export async function tellUntold(
  { table }: Outside,
  of: string,
  tell: (event: NewEvent) => Promise<void>,
): Promise<void> {
  await withRetries('What people were told', async () => {
    const { seq = 0, untold = null } = (await loadTold(table, [of])).get(of) ?? {};
    if (!untold) return true;
    for (const event of eventsOf(untold)) await tell(event);
    return (await removeUntold(table, untold, seq)) || null;
  });
}
