import type { CaseHead } from '../../contract/case.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { CaseNotice, ConfirmationNotice, NoticeFacts, NoticeTemplate } from '../../contract/notices.ts';
import type { Proposal } from '../../contract/proposal.ts';
import { openSteps } from '../case/progress/open-steps.ts';
import { openObjections } from '../case/slots/objections.ts';
import { adoptionsToRename, openAdoptions } from '../case/state/adoption.ts';
import { instantsOf } from '../case/state/instants.ts';
import { questionToAnswer } from '../case/state/questions.ts';
import { openWaivers } from '../case/state/waivers.ts';
import type { ChangeTold } from './changes.ts';

/**
 * What people are told long after it happened, because the relay could not tell them. A notice that says what is to be done,
 * or how the case stands, is told only if that still holds.
 */

/** A notice of an event that happened longer ago than this, in milliseconds, is late. The relay tries for so long. */
const lateMs = 60 * 60 * 1000;

/** Whether people were not told of something when it happened. */
export function isLate(at: string, now: Date): boolean {
  return Date.parse(at) + lateMs < now.getTime();
}

type Said = Pick<CaseNotice | ConfirmationNotice, 'to' | 'template' | 'data'>;

interface Now {
  to: string;
  facts: Pick<NoticeFacts, 'dueAt'> & Partial<NoticeFacts>;
  head: CaseHead;
  ladder: PublishedLadder;
  now: string;
}

type Holds = (now: Now) => boolean;

/** It says what happened. Nothing that came later makes that wrong. */
const always: Holds = () => true;
const isThere: Holds = ({ facts, head }) => head.stage === facts.stage;
const isRunning: Holds = ({ head }) => head.outcome === null;
const hasEnded: Holds = ({ head }) => head.outcome !== null;
const isOutcome: Holds = ({ facts, head }) => head.outcome === facts.outcome;
const owes: Holds = ({ to, head, ladder }) => openSteps(head, ladder).some(({ personId }) => personId === to);
const isDueThen: Holds = ({ facts, head }) => instantsOf(head).dueAt === facts.dueAt;
const hasPart: Holds = ({ to, facts, head }) =>
  head.slots.some(({ stage, personId }) => stage === facts.stage && personId === to);
const othersOwe: Holds = ({ facts: { people = [] }, head, ladder }) =>
  openSteps(head, ladder).some(({ personId }) => people.length === 0 || people.includes(personId));

/** When a notice of each kind still holds. */
const holds: Record<NoticeTemplate, Holds> = {
  'case-opened': isRunning,
  'step-open': (now) => isThere(now) && owes(now),
  reminder: (now) => isThere(now) && owes(now),
  escalation: (now) => isThere(now) && othersOwe(now),
  'deadline-extended': isDueThen,
  'window-closed': ({ head }) => head.status === 'open' && head.bound?.over === true,
  'window-moved': isDueThen,
  'panel-appointed': ({ facts: { dueAt }, now }) => dueAt === null || dueAt > now,
  'part-given': (now) => isRunning(now) && hasPart(now),
  'part-taken': (now) => !hasPart(now),
  'part-vacant': ({ facts, head }) => head.slots.some((one) => one.stage === facts.stage && one.personId === null),
  'objection-raised': ({ head }) => openObjections(head).length > 0,
  'objection-answered': always,
  delegated: ({ to, head, now }) => head.delegations.some((one) => one.to === to && one.until > now),
  'delegation-ended': ({ to, head }) => !head.delegations.some((one) => one.to === to),
  'delegate-lost': ({ to, facts, head }) =>
    !head.delegations.some((one) => one.by === to && facts.people?.includes(one.to)),
  'confirmation-asked': ({ to, head }) => openAdoptions(head).some((one) => one.to === to && one.answer === null),
  'confirmer-owed': ({ head }) => adoptionsToRename(head).length > 0,
  'confirmation-answered': always,
  'consensus-owed': owes,
  'waiver-given': (now) => isRunning(now) && openWaivers(now.head).length > 0,
  'waiver-answered': always,
  'waiver-lost': always,
  returned: isRunning,
  recalled: ({ head }) => head.stage !== 'exception',
  'exception-over': ({ head }) => head.stage !== 'exception',
  'question-asked': ({ head }) => questionToAnswer(head) !== null,
  'question-answered': always,
  outcome: isOutcome,
  closed: ({ head }) => head.stage === 'closed',
  corrected: isOutcome,
  lapsed: hasEnded,
  cancelled: hasEnded,
  withdrawn: hasEnded,
  stopped: ({ head }) => Boolean(head.stopped),
  resumed: isThere,
  overtaken: hasEnded,
  'appeal-lodged': ({ head }) => head.stage === 'appeal',
  'appeal-decided': always,
};

/** Whether a notice of a case still holds. */
export function stillHolds(
  { to, template, data }: Said,
  head: CaseHead,
  ladder: PublishedLadder,
  now: string,
): boolean {
  return holds[template]({ to, facts: data, head, ladder, now });
}

/** Whether a notice of a proposal still holds: only an open one waits for a second person. */
export function changeStillHolds({ template }: Pick<ChangeTold, 'template'>, { state }: Proposal): boolean {
  return template !== 'change-proposed' || state === 'open';
}
