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
}

/** An event that can take a part away from a person, with the events before it. They say who held the part. */
export interface TellingOfParts<E extends CaseEvent> extends Telling<E> {
  earlier: readonly CaseEvent[];
}

/** A person who gets a notice. `to` is null if nobody fills a slot: then nobody gets it. */
export interface Addressee {
  to: string | null;
  /** What this notice says other than the facts of the case. */
  facts?: Partial<NoticeFacts>;
}

/** Everything about one type of event. */
export type EventRow<T extends EventType> = WhatHappened<T> & (Tells<EventOf<T>> | TellsOfParts<EventOf<T>>);

interface WhatHappened<T extends EventType> {
  /** What happened, as people read it. */
  title: string;
  /**
   * Who may know of the event while reviews are sealed. `sealed` events reveal who has reviewed, by their actor or by
   * the people they name: only their author, the calibration lead and HR know of them. `open` events change the version
   * that everybody sees (see `mayKnowOf`).
   */
  underSeal: 'open' | 'sealed';
  /**
   * Who may know that it happened, once no seal hides it. `everybody`: it says only where the case stands, so also
   * viewers who only watch. `participants`: everybody who takes part, and HR. `engineer-and-answerers`: the event says
   * to whom the engineer objects, so only the engineer and the people who answer it know.
   */
  knownTo: 'everybody' | 'participants' | 'engineer-and-answerers';
  /**
   * What it ends. The self-assessment, or the case before the end of its path: nobody needs the draft of the
   * self-assessment any more. The trial, or the case: its words say to readers of the case why. Null: none of these.
   */
  ends: 'self-assessment' | 'trial' | 'case' | null;
  /**
   * The case after the event. Version, audit, acceptance and the seal are counted by `evolve`. Use `acted` if a person
   * decides something under a slot: separation of duties rests on it. Use `voided` if signers decided on what changes.
   */
  fold: (head: CaseHead, event: EventOf<T>) => CaseHead;
}

/** Whom an event tells, by the notice they get. A person gets the first notice that is addressed to them. */
type Recipients<About> = Partial<Record<NoticeTemplate, (about: About) => Addressee[]>>;

interface Tells<E extends CaseEvent> {
  tells: Recipients<Telling<E>>;
  takesParts?: never;
}

interface TellsOfParts<E extends CaseEvent> {
  tells: Recipients<TellingOfParts<E>>;
  /** It can take a part away from a person. Then the events before it are read too, so that this person is told. */
  takesParts: true;
}

/** The same notice for several people. */
export function all(people: readonly (string | null)[], facts: Partial<NoticeFacts> = {}): Addressee[] {
  return people.map((to) => ({ to, facts }));
}
