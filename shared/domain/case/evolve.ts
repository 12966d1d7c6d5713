import type { CaseHead } from '../../contract/case.ts';
import type { BodyItem, Case, CaseEvent } from '../../contract/events.ts';
import { type EventType, isAfterPath } from '../../contract/names.ts';
import { directorsOf } from '../people.ts';
import { lapsingLater } from './events/fold.ts';
import { rowOfEvent } from './events/index.ts';
import { opened } from './events/opening.ts';
import { anewSince } from './state/appeals.ts';
import { stageReached } from './state/reached.ts';
import { canRead, ownSealed } from './state/seal.ts';
import { isConfirmed, openWaivers, type Waiver } from './state/waivers.ts';

/**
 * The case after an event. The facts come from the envelope alone, so a head can be folded even if words were erased.
 * `state` is null for the first event. Throws if the event cannot follow: then the record is broken. This is not a
 * refusal.
 */
export function evolve(state: Case | null, event: CaseEvent, body: BodyItem | null): Case {
  const head = state ? after(state.head, event) : first(event);
  if (event.seq !== head.version) throw new Error(`Event ${event.seq} cannot follow event ${head.version - 1}`);
  const bodies = body ? { ...state?.bodies, [event.seq]: body } : { ...state?.bodies };
  return { head, bodies };
}

/** The case after a list of events, in order. Throws if there are none. */
export function replay(events: readonly CaseEvent[], bodies: Record<number, BodyItem>): Case {
  const folded = events.reduce<Case | null>((state, event) => evolve(state, event, bodies[event.seq] ?? null), null);
  if (!folded) throw new Error('A case has at least one event');
  return folded;
}

function first(event: CaseEvent): CaseHead {
  if (event.type !== 'case-opened') throw new Error('A case begins with case-opened');
  return opened(event);
}

function after(before: CaseHead, event: CaseEvent): CaseHead {
  const head: CaseHead = {
    ...before,
    version: before.version + 1,
    audit: { seq: event.seq, hash: event.hash },
    accepted: before.accepted || accepts(before, event),
    sealed: before.sealed && counted(before.sealed, event),
    ...(before.counts ? { counts: countedFor(before.counts, event) } : {}),
    ...withHrActs(before, event),
  };
  const folded = withTimeToHandIn(before, withHands(rowOfEvent(event).fold(head, event), before, event), event);
  return withReviewers(before, withReaders(before, withStandIns(folded, event)));
}

/** Gives the engineer time before their portfolio lapses, if a waiver was answered that they waited for, or one is lost. */
function withTimeToHandIn(before: CaseHead, after: CaseHead, { at }: CaseEvent): CaseHead {
  const isSettled = (one: Waiver) => {
    const now = after.waivers.find(({ seq }) => seq === one.seq);
    return !now || (!isConfirmed(one) && isConfirmed(now));
  };
  return stageReached(after) === 'portfolio' && before.waivers.some(isSettled)
    ? lapsingLater(after, at, openWaivers(after).length === 0)
    : after;
}

/** Whether the engineer has taken a step that everybody may know of. */
function accepts({ engineerId }: CaseHead, event: CaseEvent): boolean {
  return event.actor.personId === engineerId && rowOfEvent(event).knownTo !== 'engineer-and-answerers';
}

/** Notes the delivery directors who take the steps of HR, and who did something in its place. */
function withStandIns(after: CaseHead, { actor }: CaseEvent): CaseHead {
  const { stoodIn = [] } = after;
  const acted = actor.relation === 'delivery-director' && actor.personId !== null ? [actor.personId] : [];
  const all = [...new Set([...stoodIn, ...directorsOf(after), ...acted])];
  return all.length > stoodIn.length ? { ...after, stoodIn: all } : after;
}

/** Notes who could read the open reviews and cannot any more. */
function withReaders(before: CaseHead, after: CaseHead): CaseHead {
  const can = canRead(after);
  const lost = canRead(before).filter((id) => !can.includes(id));
  return lost.length > 0 ? { ...after, readers: [...new Set([...(after.readers ?? []), ...lost])] } : after;
}

/**
 * Notes who had the part of a reviewer and has it no more, and who can act for one, if the calibration has a lead. Whether
 * the engineer objects to the reviewer makes no difference: everybody sees who gets the lead's part.
 */
function withReviewers(before: CaseHead, after: CaseHead): CaseHead {
  const { slots, delegations, couldReview = [] } = after;
  if (!slots.some(({ part }) => part === 'lead') || anewSince(before) !== anewSince(after)) return after;
  const has = reviewersOf(after);
  const reviewing = slots.filter(({ part }) => part === 'reviewer');
  const acting = delegations.filter((one) => reviewing.some(({ id }) => one.slots.includes(id)));
  const could = [...reviewersOf(before).filter((id) => !has.includes(id)), ...acting.map(({ to }) => to)];
  // Whoever has a conflict gets no part anyway.
  const all = [...new Set([...couldReview, ...could])].filter((id) => !after.conflicts.includes(id));
  return `${all}` === `${couldReview}` ? after : { ...after, couldReview: all };
}

const reviewersOf = ({ slots }: CaseHead) =>
  slots.flatMap(({ part, personId }) => (part === 'reviewer' && personId !== null ? [personId] : []));

/** Events about a part itself: whoever lends or leaves one has not done anything under it yet. */
const aboutAPart: readonly EventType[] = ['recused', 'conflict-declared', 'delegated', 'delegation-ended'];

/**
 * Notes who did something under a slot, and for whom, if the event has not noted it as a decision. If it is sealed, the
 * person for whom it was done is not noted, because that would tell of it.
 */
function withHands(after: CaseHead, before: CaseHead, event: CaseEvent): CaseHead {
  const { personId: by, relation, onBehalfOf } = event.actor;
  const { otherActs = [], acts } = after;
  if (by === null || aboutAPart.includes(event.type) || !before.slots.some((slot) => slot.id === relation))
    return after;
  const holder = rowOfEvent(event).underSeal === 'sealed' ? null : onBehalfOf;
  const added = [by, ...(holder ? [holder] : [])].filter(
    (id) => !otherActs.includes(id) && !acts.some((act) => act.by === id),
  );
  return added.length > 0 ? { ...after, otherActs: [...otherActs, ...added] } : after;
}

/**
 * Notes who did something as HR, or in its place, and who changed records that the case follows. More time for a decision
 * of HR is left out: it is not what is decided on. Whatever else HR does while it waits for that decision counts.
 */
function withHrActs({ hrActs = [], stage }: CaseHead, event: CaseEvent): Pick<CaseHead, 'hrActs'> {
  const { type, actor } = event;
  const isAct = actor.relation === 'hr' || actor.relation === 'delivery-director';
  const isApart = isAfterPath(stage) && type === 'deadline-extended';
  const acted = actor.personId !== null && isAct && !isApart ? [actor.personId] : [];
  const all = [...new Set([...hrActs, ...acted, ...changersIn(event)])];
  return all.length > hrActs.length ? { hrActs: all } : {};
}

/** Who changed the records because of which the system did something. */
function changersIn({ type, data }: CaseEvent): string[] {
  if ('changedBy' in data && data.changedBy) return data.changedBy;
  return type === 'case-stopped' ? (data.by ?? []) : [];
}

type Counts = NonNullable<CaseHead['counts']>;

/** Counts an event for the viewers who may not know of every event. */
function countedFor({ everybody, objections }: Counts, event: CaseEvent): Counts {
  const { knownTo } = rowOfEvent(event);
  if (knownTo === 'participants') return { everybody, objections };
  if (knownTo === 'everybody') return { everybody: everybody + 1, objections };
  const about = { by: event.actor.personId, forLead: event.audience === 'lead' };
  const isAlike = ({ by, forLead }: typeof about) => by === about.by && forLead === about.forLead;
  const times = objections.filter(isAlike).reduce((sum, one) => sum + (one.times ?? 1), 1);
  return { everybody, objections: [...objections.filter((one) => !isAlike(one)), { ...about, times }] };
}

type Sealed = NonNullable<CaseHead['sealed']>;

/** Counts an event while reviews are sealed: an open event for everybody, a sealed event only for its author. */
function counted(sealed: Sealed, event: CaseEvent): Sealed {
  const { personId: by } = event.actor;
  if (rowOfEvent(event).underSeal !== 'sealed') return { ...sealed, seen: sealed.seen + 1 };
  return by === null ? sealed : { ...sealed, own: { ...sealed.own, [by]: ownSealed(sealed, by) + 1 } };
}
