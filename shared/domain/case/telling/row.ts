import type { CaseHead } from '../../../contract/case.ts';
import type { CaseEvent } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { EventType } from '../../../contract/names.ts';
import type { NoticeFacts, NoticeTemplate } from '../../../contract/notices.ts';
import type { EventOf } from '../state/types.ts';

/** An event that happened, and what is known of its case when people are told. */
export interface Telling<E extends CaseEvent> {
  event: E;
  /** The case as it is now; it can be further than the event. */
  head: CaseHead;
  ladder: PublishedLadder;
  /** The events before it, if `takesParts` names its type: they say who held a part. */
  earlier: readonly CaseEvent[];
}

/** A person who gets a notice. `to` is null if nobody fills a slot: then nobody gets it. */
export interface Addressee {
  to: string | null;
  /** What this notice says other than the facts of the case. */
  facts?: Partial<NoticeFacts>;
}

/** Whom an event tells, by the notice they get. A person gets the first notice that is addressed to them. */
export type Tells<E extends CaseEvent> = Partial<Record<NoticeTemplate, (about: Telling<E>) => Addressee[]>>;

/** Whom events tell, by their type. A type that is not named tells nobody. */
export type Tellings = { readonly [T in EventType]?: Tells<EventOf<T>> };

/** The same notice for several people. */
export function all(people: readonly (string | null)[], facts: Partial<NoticeFacts> = {}): Addressee[] {
  return people.map((to) => ({ to, facts }));
}
