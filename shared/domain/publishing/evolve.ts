import type { LadderRecord } from '../../contract/publishing.ts';
import type { LadderEvent } from '../../contract/record-ladder.ts';

export function evolveLadder(record: LadderRecord | null, event: LadderEvent): LadderRecord {
  const before: LadderRecord = record ?? {
    id: event.chain.slice('ladder:'.length),
    revision: 0,
    versions: [],
    draft: null,
    audit: { seq: 0, hash: '' },
  };
  return {
    ...before,
    ...partsAfter(before, event),
    revision: before.revision + 1,
    audit: { seq: event.seq, hash: event.hash },
  };
}

/** The record that results from a chain of events. Null: no events. */
export function replayLadder(events: readonly LadderEvent[]): LadderRecord | null {
  return events.reduce<LadderRecord | null>(evolveLadder, null);
}

function partsAfter({ versions, draft }: LadderRecord, event: LadderEvent): Partial<LadderRecord> {
  const { at } = event;
  const by = event.actor.personId ?? '';
  switch (event.type) {
    case 'draft-saved':
      return { draft: { ...event.data, by, at, proposal: null } };
    case 'draft-discarded':
      return { draft: null };
    case 'publication-proposed':
      return { draft: draft && { ...draft, proposal: { by, at, from: event.data.from } } };
    case 'proposal-withdrawn':
      return { draft: draft && { ...draft, proposal: null } };
    case 'ladder-published': {
      const { version, hash, title, from } = event.data;
      return { versions: [...versions, { version, hash, title, from, publishedAt: at }], draft: null };
    }
  }
}
