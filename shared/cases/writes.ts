import type { CaseHead, ClosedHead } from '../contract/case.ts';
import type { Cycle } from '../contract/cycles.ts';
import type { Case } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { EventType } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { PersonEvent } from '../contract/record-person.ts';
import type { SealedRecord } from '../contract/records.ts';
import type { Seats } from '../contract/seats.ts';
import type { TaskToken } from '../contract/workflow.ts';
import { rowOfEvent } from '../domain/case/events/index.ts';
import { openSteps } from '../domain/case/progress/open-steps.ts';
import { askedAdoptions } from '../domain/case/state/adoption.ts';
import { endOfAppeal } from '../domain/case/state/appeals.ts';
import { bodyAt, type EvidenceBody } from '../domain/case/state/contents.ts';
import { lendersTo } from '../domain/case/state/delegations.ts';
import { instantsOf } from '../domain/case/state/instants.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { signedWithin } from '../domain/case/state/signing-window.ts';
import type { Guard } from '../domain/case/state/types.ts';
import { personAfter } from '../domain/directory/evolve.ts';
import { supervisorsOf } from '../domain/people.ts';
import { release, take, wait } from '../domain/seats/seats.ts';
import { digestOf } from '../ledger/hash.ts';
import type { SealedEvent } from '../ledger/seal.ts';
import { headItem, type Unit, unitOf } from '../store/case-lists.ts';
import { bodyShape, tokenShape } from '../store/case-shapes.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { confirmationShape } from '../store/confirmations.ts';
import { profileItem } from '../store/directory.ts';
import { lastCaseShape } from '../store/engineer-cases.ts';
import { type InboxItem, inboxShape } from '../store/inbox.ts';
import { indexKeys, keys } from '../store/keys.ts';
import { seatsWrite } from '../store/seats.ts';
import { textShape } from '../store/texts.ts';
import type { Write, writesOf } from '../store/transaction.ts';
import { confirmationIdOf } from './confirmation-id.ts';
import { foundWrites } from './found.ts';
import { openPartWrites } from './open-parts.ts';

/** Everything one command writes. */
export interface Change {
  before: Case | null;
  after: Case;
  ladder: PublishedLadder;
  events: SealedEvent[];
  guards: Guard[];
  /** What lists know of the engineer, as it was last read. Left out: nothing. */
  unit?: Unit | null;
  /** Whether everybody with a part had the case among their open ones before. Left out: they had. */
  hadParts?: boolean;
  /** The callback token to store. */
  token?: TaskToken;
  /** The seats of the target level, as they were read, if a signature can take one. */
  seats?: Seats | null;
  /** The cycle that the decision used, as it was read. The transaction fails if it has changed or closed since. */
  cycle?: Cycle | null;
  /** The engineer, if the case begins, ends or is corrected with this change. */
  engineer?: Person | undefined;
  /** The event for the engineer's own chain, if the case gives or takes a level, or changes the track. */
  move?: SealedRecord<PersonEvent> | undefined;
}

type Writes = ReturnType<typeof writesOf>;

/** The writes of a change, all in one transaction: event and head, the words if any, inbox changes, and checks. */
export function writesFor(write: Writes, change: Change): Write[] {
  const { before, after, events, token, engineer, move, ladder, hadParts = true } = change;
  const { head } = after;
  const unit = engineer ? unitOf(engineer) : (change.unit ?? null);
  const closes = events.some((one) => one.event.type === 'case-closed');
  const reopens = events.some((one) => one.event.type === 'appeal-made');
  return [
    ...headWrites(write, before?.head ?? null, head, unit),
    ...events.flatMap(({ event, body, text }) => [
      write.putNew('event', {
        ...event,
        ...keys.event(event.caseId, event.seq),
        ...indexKeys.event(event.at, event.caseId, event.seq),
      }),
      ...(body ? [write.putNew('other', { ...bodyShape.content(body), ...keys.body(body.caseId, body.seq) })] : []),
      ...(text
        ? [write.putNew('other', { ...textShape.content(text), ...keys.text(event.caseId, digestOf(text)) })]
        : []),
    ]),
    ...inboxWrites(write, change),
    ...confirmationWrites(write, change),
    ...(before ? [] : [openCaseWrite(write, head)]),
    ...(reopens ? [openCaseWrite(write, head)] : []),
    ...relationWrites(write, before?.head ?? null, head, engineer),
    ...openPartWrites(write, hadParts ? (before?.head ?? null) : null, head),
    ...(endsSelfAssessment(events)
      ? [write.remove('other', keys.draft(head.id, head.engineerId, 'self-assessment'))]
      : []),
    ...(head.status === 'closed' ? closingWrites(write, before?.head ?? null, head, ladder) : []),
    ...(move && engineer ? engineerWrites(write, engineer, move) : []),
    ...seatWrites(write, change),
    ...cycleChecks(write, change),
    ...change.guards
      .filter((guard) => !(move && guard.personId === engineer?.id))
      .map((guard) => write.checkVersion('guard', keys.profile(guard.personId), guard.version)),
    ...(token ? [tokenWrite(write, token)] : []),
    ...(closes ? [write.remove('other', keys.token(head.id))] : []),
  ];
}

/** Whether to delete the draft of the self-assessment, because it was submitted or can no longer be. */
function endsSelfAssessment(events: SealedEvent[]): boolean {
  return events.some(({ event }) => {
    const { ends } = rowOfEvent(event);
    return ends === 'self-assessment' || ends === 'case';
  });
}

function headWrites(write: Writes, before: CaseHead | null, head: CaseHead, unit: Unit | null): Write[] {
  const item = headItem(head, unit);
  if (!before) return [write.putNew('head', item)];
  if (before.version === head.version) return [write.checkVersion('head', keys.head(head.id), head.version)];
  return [write.putIfVersion('head', item, before.version)];
}

/** Removes the steps that are no longer open and puts the new or changed ones. A step is gone as soon as it is done. */
function inboxWrites(write: Writes, { before, after, ladder }: Change): Write[] {
  const { id: caseId, transition, engineerId, stage, timeZone, odc } = after.head;
  const { openedAt, dueAt } = instantsOf(after.head);
  const stepsOf = (head: CaseHead | undefined) =>
    new Map(head ? openSteps(head, ladder).map((step) => [`${step.personId}|${step.key}`, step]) : []);
  const had = stepsOf(before?.head);
  const has = stepsOf(after.head);
  const gone = [...had].filter(([name]) => !has.has(name));
  const isSame = (name: string) => JSON.stringify(had.get(name)) === JSON.stringify(has.get(name));
  const isMoved = before && (instantsOf(before.head).dueAt !== dueAt || before.head.odc !== odc);
  const come = [...has].filter(([name]) => !isSame(name) || !before || isMoved);
  return [
    ...gone.map(([, step]) => write.remove('other', keys.inbox(step.personId, caseId, step.key))),
    ...come.map(([, step]) => {
      const item: InboxItem = {
        caseId,
        type: step.type,
        attestation: step.attestation,
        onBehalfOf: step.onBehalfOf,
        from: step.from,
        until: step.until,
        stage,
        transition,
        engineerId,
        openedAt: openedAt ?? '',
        dueAt: step.dueAt ?? dueAt ?? '',
        timeZone,
        ...(odc === undefined ? {} : { odc }),
        ...(step.except ? { except: [...step.except] } : {}),
      };
      return write.put('other', { ...inboxShape.content(item), ...keys.inbox(step.personId, caseId, step.key) });
    }),
  ];
}

/**
 * Puts each confirmation where the person who is asked finds it, and removes it when the case is decided or the piece
 * has changed. An answered one stays till then, so that the same answer can be sent twice.
 */
function confirmationWrites(write: Writes, { before, after }: Change): Write[] {
  const { id: caseId, engineerId } = after.head;
  const had = confirmationsAsked(before?.head ?? null);
  const has = confirmationsAsked(after.head);
  return [
    ...[...had].filter(([id]) => !has.has(id)).map(([id, { to }]) => write.remove('other', keys.confirmation(to, id))),
    ...[...has]
      .filter(([id]) => !had.has(id))
      .map(([id, { to, evidence, piece }]) => {
        const digest = bodyAt<EvidenceBody>(after, piece)?.text?.digest;
        const place = { id, caseId, evidence, piece, engineerId, ...(digest ? { text: digest } : {}) };
        return write.put('other', { ...confirmationShape.content(place), ...keys.confirmation(to, id) });
      }),
  ];
}

function confirmationsAsked(head: CaseHead | null): Map<string, { to: string; evidence: string; piece: number }> {
  if (!head || head.outcome !== null) return new Map();
  const current = askedAdoptions(head).filter((one) => head.evidence[one.evidence] === one.piece);
  return new Map(current.map((one) => [confirmationIdOf(head.id, one), one]));
}

/** Fails if the engineer already has an open case. */
function openCaseWrite(write: Writes, head: CaseHead): Write {
  return write.putNew('open-case', { caseId: head.id, ...keys.openCase(head.engineerId) });
}

/**
 * Adds the case to the list of everyone who is newly involved in it. The engineer's supervisors are added when it opens;
 * they only watch it, until they take part. The entry of a delegate names those for whom they act, and is written again
 * when there is a new one. It can still name a former one, because it only says whom a list must read.
 */
function relationWrites(write: Writes, before: CaseHead | null, head: CaseHead, engineer: Person | undefined): Write[] {
  const peopleOf = (one: CaseHead) => [
    one.engineerId,
    ...one.slots.flatMap((slot) => slot.personId ?? []),
    ...one.delegations.map((delegation) => delegation.to),
  ];
  const known = new Set(before ? [...peopleOf(before), ...before.past] : []);
  const lendersIn = (one: CaseHead | null, id: string) => (one ? lendersTo(one, id) : []);
  const isNew = (id: string) =>
    !known.has(id) || lendersTo(head, id).some((lender) => !lendersIn(before, id).includes(lender));
  const part = [...new Set(peopleOf(head))].filter(isNew);
  const watching = !before && engineer ? supervisorsOf(engineer).filter((id) => !part.includes(id)) : [];
  const { id: caseId, engineerId } = head;
  const item = (personId: string, more = {}) =>
    write.put('other', { caseId, engineerId, ...more, ...keys.relation(personId, caseId) });
  return [
    ...part.map((id) => item(id, lendersTo(head, id).length > 0 ? { actsFor: lendersTo(head, id) } : {})),
    ...[...new Set(watching)].map((id) => item(id, { watches: true })),
  ];
}

/**
 * The case becomes the engineer's last one on its transition, and is no longer their open one. If it was closed already,
 * no other one may open meanwhile. As long as they can appeal in it, their line changes as if it were open.
 */
function closingWrites(write: Writes, before: CaseHead | null, head: ClosedHead, rules: PublishedLadder): Write[] {
  const { id: caseId, engineerId, ladder, transition, outcome, closedAt } = head;
  return [
    write.put('other', { caseId, closedAt, until: endOfAppeal(head, rules, []), ...keys.lastClosed(engineerId) }),
    before?.status === 'closed'
      ? write.checkAbsent('guard', keys.openCase(engineerId))
      : write.remove('open-case', keys.openCase(engineerId)),
    write.put('other', {
      ...lastCaseShape.content({ caseId, outcome, closedAt }),
      ...keys.lastCase(engineerId, ladder.id, transition),
    }),
  ];
}

/**
 * With the last signature, or the exception that HR confirms, an engineer who met the bar takes a seat or begins to wait
 * for one. If the promotion is not carried out, the seat is free again.
 */
function seatWrites(write: Writes, { after: { head }, ladder, events, seats = null }: Change): Write[] {
  const decided = events.map((one) => one.event).find((event) => 'seat' in event.data);
  const seat = decided && 'seat' in decided.data ? decided.data.seat : undefined;
  if (!seat || !decided) return [];
  const of = { ladder: ladder.id, level: transitionOf(ladder, head).to };
  const place = { personId: head.engineerId, caseId: head.id, since: decided.at };
  if (seat === 'freed') return seats ? [seatsWrite(write, seats, release(seats, head.engineerId))] : [];
  return [seatsWrite(write, seats, seat === 'taken' ? take(seats, of, place) : wait(seats, of, place))];
}

/** Checks that the cycle has not changed since it was read, if the case joins it or is signed within its window. */
function cycleChecks(write: Writes, { after: { head }, ladder, events, cycle = null }: Change): Write[] {
  const has = (...types: EventType[]) => events.some(({ event }) => types.includes(event.type));
  const rests = has('case-opened', 'cycle-joined') || (has('signed-off') && signedWithin(head, ladder));
  return cycle && rests ? [write.checkVersion('guard', keys.cycle(cycle.id), cycle.version)] : [];
}

/** The level and track that a case ends with. Null if neither changes, or if the case does not end. */
export function endingOf(events: SealedEvent[]): { level: string | null; track: string | null } | null {
  const closed = events.map((one) => one.event).find((event) => event.type === 'case-closed');
  if (closed?.type !== 'case-closed') return null;
  const { level, track = null } = closed.data;
  return level === null && track === null ? null : { level, track };
}

/** Writes the new level or track to the directory item, if that is unchanged, and its event to the person's chain. */
function engineerWrites(write: Writes, engineer: Person, move: SealedRecord<PersonEvent>): Write[] {
  const after = personAfter(engineer, move.event);
  return [
    write.putIfVersion('guard', profileItem(after), engineer.version),
    ...foundWrites(write, engineer, after),
    ...personEventWrites(write, engineer.id, [move]),
  ];
}

/** A token replaces only an older one: of an older generation, an earlier wait, or an earlier try of the same wait. */
function tokenWrite(write: Writes, token: TaskToken): Write {
  const put = write.put('token', { ...tokenShape.content(token), ...keys.token(token.caseId) });
  return {
    part: 'token',
    action: {
      Put: {
        ...put.action.Put,
        TableName: put.action.Put?.TableName,
        Item: put.action.Put?.Item,
        ConditionExpression:
          'attribute_not_exists(pk) OR generation < :generation OR (generation = :generation AND (enteredAt < :enteredAt OR (enteredAt = :enteredAt AND retryCount < :retryCount)))',
        ExpressionAttributeValues: {
          ':generation': token.generation,
          ':enteredAt': token.enteredAt,
          ':retryCount': token.retryCount,
        },
      },
    },
  };
}
