import type { CaseFacts, CaseHead, Clock, OpenHead, Ref, Schedule, Slot, Timer } from '../../../contract/case.ts';
import type { CaseEvent } from '../../../contract/events.ts';
import { type CaseStage, isMadeByHr } from '../../../contract/names.ts';
import { addDays } from '../../calendar/calendar.ts';
import { instantAt, lastMinuteOf, localDay } from '../../calendar/zone.ts';
import type { Moves } from '../progress/next-stage.ts';
import { hasLed, ledWork, unsignedBy } from '../slots/done-by.ts';
import { type Done, isDoneBy } from '../state/done.ts';
import { stageReached } from '../state/reached.ts';
import { asRead } from '../state/seal.ts';
import type { EventOf } from '../state/types.ts';
import { isLostWith } from '../state/waivers.ts';

/** What several events do to a case. */

/** The case on its way to a stage, which the state machine opens. If `moves` is null, it stays where it is. */
export function move(head: CaseHead, moves: Moves | null): CaseHead {
  return moves ? { ...factsOf(head), ...moves, status: 'opening' } : head;
}

/** The facts of a case, without the fields that depend on its status. */
export function factsOf(head: CaseHead): CaseFacts {
  const { status: _, stage: _stage, outcome: _outcome, ...more } = head;
  if ('timers' in more) {
    const {
      openedAt: _at,
      dueAt: _due,
      timers: _timers,
      bound: _bound,
      directors: _directors,
      actedUpTo: _acted,
      ...facts
    } = more;
    return facts;
  }
  if ('closedAt' in more) {
    const { closedAt: _closedAt, ...facts } = more;
    return facts;
  }
  return more;
}

/** The case, which has to be open. Throws if it is not: then the record is broken. */
export function openBefore(head: CaseHead, { seq, type }: CaseEvent): OpenHead {
  if (head.status !== 'open') throw new Error(`Event ${seq} (${type}) cannot follow: no stage is open`);
  return head;
}

/** The case with another due day of its open stage. Without a schedule it stays as it is. */
export function rescheduled(head: CaseHead, event: CaseEvent, schedule: Partial<Schedule> | undefined): CaseHead {
  return schedule ? { ...openBefore(head, event), ...schedule } : head;
}

/** How many days the engineer has at least to hand in after they have waited for others. Origin: ours. */
const daysAfterWaiting = 14;

/**
 * The case in which the engineer has these days from an instant on, to the end of a local day, before it lapses. If they wait
 * no more (`isTheirTurn`), they are reminded when half of the days are over, because the reminders of the stage are over.
 */
export function lapsingLater(head: CaseHead, at: string, isTheirTurn: boolean): CaseHead {
  const { timeZone, engineerId } = head;
  const day = (days: number) => addDays(localDay(at, timeZone), days);
  const later = lastMinuteOf(day(daysAfterWaiting), timeZone);
  const isEarlier = ({ kind, at }: Timer) => kind === 'lapse' && at <= later;
  // An event knows no calendar, so this day can be a holiday.
  const reminder: Timer = { kind: 'remind', at: instantAt(day(daysAfterWaiting / 2), 9, timeZone), to: [engineerId] };
  const moved = <C extends Pick<Clock, 'timers'>>(clock: C): C => {
    if (!clock.timers.some(isEarlier)) return clock;
    const timers = clock.timers.map((one) => (isEarlier(one) ? { ...one, at: later } : one));
    const all = isTheirTurn ? [...timers, reminder] : timers;
    return { ...clock, timers: all.sort((one, other) => one.at.localeCompare(other.at)) };
  };
  const { stopped } = head;
  // A stopped case goes on with the clock that it had.
  if (stopped) return { ...head, stopped: { ...stopped, clock: stopped.clock && moved(stopped.clock) } };
  return head.status === 'open' ? moved(head) : head;
}

/** The event as the place where something was written. Throws if nothing was written with it. */
export function ref(event: CaseEvent): Ref {
  if (!event.digest) throw new Error(`Event ${event.seq} (${event.type}) has no body`);
  return { seq: event.seq, digest: event.digest };
}

/** The id of the person who made an event; empty for the system. */
export const authorOf = ({ actor }: CaseEvent): string => actor.personId ?? '';

/** For whom an event was made, if its author acted for somebody. */
export const onBehalf = ({ actor }: CaseEvent): { onBehalfOf?: string } =>
  actor.onBehalfOf === null ? {} : { onBehalfOf: actor.onBehalfOf };

/** Notes that somebody decided something under a slot. Whoever did it as HR, or in its place, has no part by it. */
export function acted(head: CaseHead, event: CaseEvent): CaseHead {
  const { personId: by, relation: slot, onBehalfOf } = event.actor;
  const isNoted = (act: CaseHead['acts'][number]) =>
    act.by === by && act.slot === slot && (act.onBehalfOf ?? null) === onBehalfOf;
  if (by === null || !head.slots.some(({ id }) => id === slot) || head.acts.some(isNoted)) return head;
  return { ...head, acts: [...head.acts, { by, slot, ...onBehalf(event) }] };
}

/** Something that signers decided on has changed: no sign-off stands any more. */
export function voided(head: CaseHead): CaseHead {
  return head.signOffs.some((one) => one.stands)
    ? { ...head, signOffs: head.signOffs.map((one) => ({ ...one, stands: false })) }
    : head;
}

/** Signers decide on something else than what HR decided on: its decision on an exception is over. */
export function withoutException(head: CaseHead): CaseHead {
  const { exception: _, ...more } = head;
  return more as CaseHead;
}

/** What was sent back, without the consensus: a new lead does not have to keep to it. */
export function withoutLock(returned: NonNullable<CaseHead['returned']>): NonNullable<CaseHead['returned']> {
  return { ...returned, consensus: null };
}

/** The case with other days for questions about adoptions. */
export function withQuestions(head: CaseHead, questions: NonNullable<EventOf<'case-resumed'>['data']['questions']>) {
  const changed = ({ piece, turn }: CaseHead['adoptions'][number]) =>
    questions.find((one) => one.piece === piece && one.turn === turn);
  return { ...head, adoptions: head.adoptions.map((one) => ({ ...one, ...changed(one) })) };
}

/** Where a case goes on if an appeal against its end is upheld. If it was decided already, its signers decide again. */
export function endedAt({ stage, stopped }: CaseHead): Pick<CaseHead, 'endedIn'> {
  const at = stopped?.stage ?? stage;
  return at === 'closed' ? {} : { endedIn: at === 'closing' ? 'sign-off' : at };
}

/**
 * Adds people who may not take part in the case, and gives slots to others. Nobody acts for those people or on behalf of
 * others through them any more. What they did that is sealed does not count, nor does a consensus of theirs while the case
 * is in the calibration, nor their signature while the outcome is open. A waiver that they gave does not count, and one that
 * they confirmed is asked of another person.
 */
export function conflicted(before: CaseHead, people: readonly string[], slots: readonly Slot[]): CaseHead {
  const stands = standsIn(before);
  const isLed = people.some((id) => hasLed(before, id)) && stands === 'calibration';
  const consensus = isLed ? null : before.consensus;
  // Nothing rests on an answer of the stage before there is a consensus.
  const isAskedNow = ({ slot }: CaseHead['attestations'][number]) =>
    consensus === null && before.slots.some((one) => one.id === slot && one.stage === stands);
  const wasLed = before.returned && people.some((id) => isLedBy(before, id)) ? withoutLock(before.returned) : null;
  // Also what they did for a holder, who keeps the part.
  const isDoneByThem = (one: Done) => people.some((id) => isDoneBy(id, one));
  // What falls goes first: an objection is answered if nothing of the person stands. Then the slots, before delegations end:
  // whoever acts for one of those people has held the slot too.
  const stand = before.attestations.filter((one) => !isAskedNow(one) || !isDoneByThem(one));
  const without = withReviews(before, (one) => {
    const read = asRead(before, one);
    if (before.revealed || !(isDoneByThem(one) || isDoneByThem(read))) return one;
    return isDoneByThem(read) ? null : read;
  });
  const head = given({ ...without, consensus, attestations: stand }, slots);
  const isLost = head.waivers.some((one) => people.some((id) => isLostWith(one, id)));
  const waivers = head.waivers
    .filter((one) => !isDoneByThem(one))
    .map((one) => (one.confirmed && isDoneByThem(one.confirmed) ? { ...one, confirmed: null } : one));
  return {
    ...(isLost ? voided(head) : unsignedBy(head, people)),
    waivers,
    ...(wasLed ? { returned: wasLed } : {}),
    conflicts: [...new Set([...head.conflicts, ...people])],
    delegations: head.delegations.filter(({ by, to }) => !people.includes(by) && !people.includes(to)),
  };
}

/** The stage in which a case stands, or in which it goes on if an appeal against its end by HR or the clock is upheld. */
function standsIn(head: CaseHead): CaseStage {
  const goesOn = head.stage === 'appeal' && isMadeByHr(head.outcome) ? head.endedIn : undefined;
  return goesOn ?? stageReached(head);
}

/** Whether a person leads the calibration, did something as its lead or for them, or wrote the single review. */
function isLedBy(head: CaseHead, personId: string): boolean {
  const isLead = head.slots.some((slot) => slot.part === 'lead' && slot.personId === personId);
  return isLead || ledWork(head).some((one) => isDoneBy(personId, one));
}

/** Whether others could read a review: the reviews are open, or were before they were sealed again. */
function isOpen({ revealed }: CaseHead, { wasOpen }: CaseHead['reviews'][number]): boolean {
  return revealed || wasOpen === true;
}

type Review = CaseHead['reviews'][number];

/**
 * The case with what is left of each review. Null: nothing. What others had not read is left out of a review by `asRead`. Each
 * review of which something falls is noted under its author.
 */
export function withReviews(head: CaseHead, left: (one: Review) => Review | null): CaseHead {
  const changed = head.reviews.filter((one) => left(one) !== one);
  if (changed.length === 0) return head;
  const authors = changed.map((one) => (left(one) ? one : asRead(head, one))).map(({ slot, by }) => ({ slot, by }));
  return {
    ...head,
    reviews: head.reviews.flatMap((one) => left(one) ?? []),
    discarded: [...(head.discarded ?? []), ...authors],
  };
}

/**
 * Gives slots to other people. What a former holder began under a slot no longer counts, and what is sealed does not.
 * What others can already see (reviews after the seal, answers, waivers) stands, and so does the fact that its author
 * filled that slot. An objection to somebody of whom something stands there stays open.
 */
export function given(head: CaseHead, slots: readonly Slot[]): CaseHead {
  const changed = slots.filter((slot) => head.slots.find((one) => one.id === slot.id)?.personId !== slot.personId);
  const isChanged = (id: string | undefined) => changed.some((slot) => slot.id === id);
  // Those who held a slot, and those who acted under it for a holder.
  const former = [
    ...head.slots.flatMap(({ id, personId }) => (isChanged(id) && personId ? [personId] : [])),
    ...head.delegations.flatMap(({ slots: lent, to }) => (lent.some(isChanged) ? [to] : [])),
    ...head.acts.flatMap(({ slot, by }) => (isChanged(slot) ? [by] : [])),
  ];
  const { sealed, revealed } = head;
  const isSealed = ({ seq }: { seq: number }) => sealed !== null && !revealed && seq >= sealed.from;
  const without = withReviews(head, (one) => {
    if (!isChanged(one.slot)) return one;
    return isOpen(head, one) ? asRead(head, one) : null;
  });
  const { reviews } = without;
  const attestations = head.attestations.filter((one) => !isSealed(one) || !isChanged(one.slot));
  const confirmers = head.waivers.flatMap((one) => one.confirmed ?? []);
  const standing = [...reviews, ...attestations, ...head.waivers, ...confirmers].map((one) => one.by);
  const isConsensus = (slotId: string) =>
    head.consensus !== null && head.slots.some(({ id, part }) => id === slotId && part === 'lead');
  const stands = ({ slot, about = '' }: CaseHead['objections'][number]) =>
    (isConsensus(slot) && hasLed(head, about)) ||
    [...reviews, ...attestations].some((one) => one.slot === slot && isDoneBy(about, one));
  const places = slots.filter((slot) => !head.slots.some((one) => one.id === slot.id));
  return {
    ...without,
    slots: [...head.slots.map((one) => slots.find((slot) => slot.id === one.id) ?? one), ...places],
    past: [...new Set([...head.past, ...former])],
    attestations,
    acts: head.acts.filter((act) => !isChanged(act.slot) || standing.includes(act.by) || isConsensus(act.slot)),
    objections: head.objections.map((one) =>
      isChanged(one.slot) && one.answer === null && !stands(one) ? { ...one, answer: 'replace' as const } : one,
    ),
    delegations: head.delegations.flatMap((one) => {
      const left = one.slots.filter((id) => !isChanged(id));
      return left.length > 0 ? [{ ...one, slots: left }] : [];
    }),
  };
}

/** Gives slots to other people, not because of a conflict: reviews that are open stay as their authors wrote them. */
export function handedOn(before: CaseHead, slots: readonly Slot[]): CaseHead {
  const head = given(before, slots);
  const holderIn = ({ slots }: CaseHead, id: string) => slots.find((slot) => slot.id === id)?.personId;
  const isChanged = (id: string) => holderIn(before, id) !== holderIn(head, id);
  return {
    ...head,
    reviews: head.reviews.map((one) => {
      if (!isChanged(one.slot)) return one;
      const { former: _, ...review } = one;
      const isOther = one.by !== holderIn(head, one.slot) && !head.conflicts.includes(one.by);
      return isOther ? { ...review, former: true as const } : review;
    }),
  };
}

/** Whether somebody was named for every part that they hold, had none taken away before, and nothing was done under one. */
export function isOnlyOffered(head: CaseHead, personId: string): boolean {
  const held = head.slots.filter((slot) => slot.personId === personId);
  const { acts, otherActs = [], past } = head;
  // What a delegate did for them, and not a former holder, stands once the reviews are open. Under the seal it is discarded,
  // and they do not know of it.
  const isFor = (slotId: string) => head.revealed && held.some((slot) => slot.id === slotId);
  const isUsed =
    otherActs.includes(personId) ||
    acts.some((act) => act.by === personId || (isFor(act.slot) && !past.includes(act.by)));
  return held.length > 0 && held.every((slot) => slot.given === 'named') && !isUsed && !past.includes(personId);
}

/** The slots that an event gave by the line, or to nobody: whoever takes a part from somebody does not get it from the line. */
export function givenByLine(slots: readonly Slot[]): string[] {
  return slots.filter(({ personId, given }) => personId === null || given !== 'named').map(({ id }) => id);
}

/** Notes that somebody has left slots. */
export function leftBy(head: CaseHead, by: string, slots: readonly string[]): CaseHead {
  const { left = [] } = head;
  const added = slots.filter((slot) => !left.some((one) => one.by === by && one.slot === slot));
  return added.length > 0 ? { ...head, left: [...left, ...added.map((slot) => ({ by, slot }))] } : head;
}

/**
 * The case at the beginning of a new calibration, because somebody is replaced on whose work consensus, signatures and
 * exception rested. `sealsAgain`: an open review of theirs is discarded, so the others are sealed again.
 */
export function calibratedAnew(head: CaseHead, sealsAgain: boolean): CaseHead {
  const sealed = {
    revealed: false,
    // The new seal begins when the stage opens.
    sealed: null,
    reviews: head.reviews.map(({ opened: _, ...one }) => ({ ...one, wasOpen: true as const })),
  };
  return { ...withoutException(voided(head)), consensus: null, returned: null, ...(sealsAgain ? sealed : {}) };
}
