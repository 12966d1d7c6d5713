import type { CaseHead } from '../contract/case.ts';
import type { Case, CaseEvent } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { PersonEvent, SealedRecord } from '../contract/records.ts';
import type { CommandResult } from '../contract/view.ts';
import type { TaskToken } from '../contract/workflow.ts';
import { openSteps } from '../domain/case/open-steps.ts';
import type { Guard } from '../domain/case/types.ts';
import type { SealedEvent } from '../ledger/seal.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { profileItem } from '../store/directory.ts';
import type { InboxItem } from '../store/inbox.ts';
import { indexKeys, keys } from '../store/keys.ts';
import { type Committed, transact, type Write, writesOf } from '../store/transaction.ts';
import type { Outside } from './outside.ts';

/** Everything one command writes. */
export interface Change {
  before: Case | null;
  after: Case;
  ladder: PublishedLadder;
  events: SealedEvent[];
  guards: Guard[];
  /** The answer kept under the person's idempotency key, for the life of the case. */
  answer?: { personId: string; key: string; fingerprint: string; result: CommandResult };
  /** The callback token to store. */
  token?: TaskToken;
  /** The engineer, where the case begins or ends with this change. */
  engineer?: Person;
  /** The event of the engineer's own chain, where the case ends with a new level. */
  promotion?: SealedRecord<PersonEvent>;
}

/** Writes a change in one transaction, or nothing of it. */
export function commit({ table }: Outside, change: Change): Promise<Committed> {
  return transact(table, writesFor(writesOf(table), change));
}

type Writes = ReturnType<typeof writesOf>;

/** The writes of a change: 3 items (event, head, answer), the words if any, inbox changes, and checks. */
export function writesFor(write: Writes, change: Change): Write[] {
  const { before, after, events, answer, token, engineer } = change;
  const { head } = after;
  const closes = events.some((one) => one.event.type === 'case-closed');
  const newLevel = closes ? levelOf(events) : null;
  return [
    ...headWrites(write, before?.head ?? null, head),
    ...events.flatMap(({ event, body }) => [
      write.putNew('event', {
        ...event,
        ...keys.event(event.caseId, event.seq),
        ...indexKeys.event(event.at, event.caseId, event.seq),
      }),
      ...(body ? [write.putNew('other', { ...body, ...keys.body(body.caseId, body.seq) })] : []),
    ]),
    ...(answer
      ? [write.putNew('answer', { ...answer, caseId: head.id, ...keys.idempotency(answer.personId, answer.key) })]
      : []),
    ...inboxWrites(write, change),
    ...(before ? [] : openingWrites(write, head, engineer)),
    ...(endsSelfAssessment(events)
      ? [write.remove('other', keys.draft(head.id, head.engineerId, 'self-assessment'))]
      : []),
    ...(closes ? [write.remove('open-case', keys.openCase(head.engineerId))] : []),
    ...(newLevel && engineer ? promotionWrites(write, engineer, newLevel, change.promotion) : []),
    ...change.guards
      .filter((guard) => !(newLevel && guard.personId === engineer?.id))
      .map((guard) => write.checkVersion('guard', keys.profile(guard.personId), guard.version)),
    ...(token ? [tokenWrite(write, token)] : []),
    ...(closes ? [write.remove('other', keys.token(head.id))] : []),
  ];
}

/** Whether the draft of a self-assessment goes: it was submitted, or will not be any more. */
function endsSelfAssessment(events: SealedEvent[]): boolean {
  return events.some(({ event: { type } }) => type === 'self-assessment-submitted' || type === 'case-withdrawn');
}

function headWrites(write: Writes, before: CaseHead | null, head: CaseHead): Write[] {
  const item = { ...head, ...keys.head(head.id), ...indexKeys.case(head.id, head.stage) };
  if (!before) return [write.putNew('head', item)];
  if (before.version === head.version) return [write.checkVersion('head', keys.head(head.id), head.version)];
  return [write.putIfVersion('head', item, before.version)];
}

/** The difference between who owed what and who owes what, so that a step that was taken is gone at once. */
function inboxWrites(write: Writes, { before, after, ladder }: Change): Write[] {
  const { id: caseId, transition, engineerId, stage } = after.head;
  const stepsOf = (head: CaseHead | undefined) =>
    new Map(head ? openSteps(head, ladder).map((step) => [`${step.personId}|${step.key}`, step]) : []);
  const had = stepsOf(before?.head);
  const has = stepsOf(after.head);
  const gone = [...had].filter(([name]) => !has.has(name));
  const come = [...has].filter(([name]) => !had.has(name) || before?.head.dueAt !== after.head.dueAt);
  return [
    ...gone.map(([, step]) => write.remove('other', keys.inbox(step.personId, caseId, step.key))),
    ...come.map(([, step]) => {
      const item: InboxItem = {
        caseId,
        type: step.type,
        attestation: step.attestation,
        stage,
        transition,
        engineerId,
        openedAt: after.head.openedAt ?? '',
        dueAt: after.head.dueAt ?? '',
      };
      return write.put('other', { ...item, ...keys.inbox(step.personId, caseId, step.key) });
    }),
  ];
}

/** One open case at a time, and the case in the list of everyone who has to do with it. */
function openingWrites(write: Writes, head: CaseHead, engineer: Person | undefined): Write[] {
  const people = new Set([head.engineerId, ...head.slots.map((slot) => slot.personId)]);
  for (const id of [engineer?.techLeadId, engineer?.odcLeadId]) if (id) people.add(id);
  return [
    write.putNew('open-case', { caseId: head.id, ...keys.openCase(head.engineerId) }),
    ...[...people].map((personId) =>
      write.put('other', { caseId: head.id, engineerId: head.engineerId, ...keys.relation(personId, head.id) }),
    ),
  ];
}

/** The level that a case ends with; null when it ends without a new one, or does not end. */
export function levelOf(events: SealedEvent[]): string | null {
  const closed = events.find((one) => one.event.type === 'case-closed')?.event as
    | Extract<CaseEvent, { type: 'case-closed' }>
    | undefined;
  return closed?.data.level ?? null;
}

/** The new level, on the directory item as it was read, with its event in the person's own chain. */
function promotionWrites(
  write: Writes,
  engineer: Person,
  level: string,
  promotion: SealedRecord<PersonEvent> | undefined,
): Write[] {
  if (!promotion) throw new Error('A new level comes with its event');
  const promoted: Person = { ...engineer, level, version: engineer.version + 1 };
  return [
    write.putIfVersion('guard', profileItem(promoted), engineer.version),
    ...personEventWrites(write, engineer.id, promotion),
  ];
}

/** A token replaces an older one only: of an older generation, or of an older attempt of the same. */
function tokenWrite(write: Writes, token: TaskToken): Write {
  const put = write.put('token', { ...token, ...keys.token(token.caseId) });
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
