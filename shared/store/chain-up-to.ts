/**
 * The events of a chain up to `seq`, the last one that its record knows. Both are read at the same time: if the chain is
 * shorter, it was read too early, and `again` reads it. If it is longer, the newer events are left out.
 */
export async function chainUpTo<Event>(seq: number, events: Event[], again: () => Promise<Event[]>): Promise<Event[]> {
  const all = events.length < seq ? await again() : events;
  return all.slice(0, seq);
}
