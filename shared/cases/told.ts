import type { Untold } from '../contract/sweep.ts';
import { eventsBetween, type ListedEvent } from '../store/event-index.ts';
import { allUntold, keepUntold, loadTold, markTold, removeUntold } from '../store/told.ts';
import type { Outside } from './outside.ts';
import { withRetries } from './retry.ts';
import { givenUpBefore, type SweepRun } from './sweep.ts';

/**
 * How far people were told of the events of a case, a proposal or a person. The relay marks it. The sweep goes through all
 * events once the relay has given them up, notes those that are not marked, and asks the relay to tell them, until it has.
 */

/** An event of a case, of a proposal, of a person or of their sign-ins. */
export type NewEvent =
  | { caseId: string; seq: number }
  | { proposalId: string; seq: number }
  | { personId: string; seq: number }
  | { signInsOf: string; seq: number };

const prefixes = { proposalId: 'proposal:', personId: 'person:', signInsOf: 'sign-ins:' } as const;
const fields = Object.keys(prefixes) as (keyof typeof prefixes)[];

/** The id of the case of an event, or the chain of its proposal or person. */
function chainOf(event: NewEvent): string {
  if ('caseId' in event) return event.caseId;
  if ('proposalId' in event) return `${prefixes.proposalId}${event.proposalId}`;
  return 'personId' in event ? `${prefixes.personId}${event.personId}` : `${prefixes.signInsOf}${event.signInsOf}`;
}

const fieldOf = (of: string) => fields.find((field) => of.startsWith(prefixes[field]));

/** Whether people are told of events of a chain. */
const isTold = (of: string) => of.startsWith('case_') || fieldOf(of) !== undefined;

/** The events of a chain from one number to another. */
function eventsOf({ of, from, to }: Pick<Untold, 'of' | 'from' | 'to'>): NewEvent[] {
  const field = fieldOf(of);
  const about = field ? { [field]: of.slice(prefixes[field].length) } : { caseId: of };
  return Array.from({ length: to - from + 1 }, (_, at) => ({ ...about, seq: from + at }) as NewEvent);
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
