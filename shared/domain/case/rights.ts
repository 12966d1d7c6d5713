import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType, WorkflowStage } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { plusDays } from '../calendar/calendar.ts';
import { stageTitles } from '../words.ts';
import { type Acting, actingsOf, type Facts } from './acting.ts';
import { reassignable, undoneSlots } from './duties.ts';
import { isForLead, mayObject, openObjections, vacantPanel } from './panel.ts';
import { stageOf, transitionOf } from './path.ts';
import { attestationsOwed } from './questions.ts';
import { sealIsOpen } from './seal.ts';
import { standingSignOffs } from './sign-offs.ts';
import type { Rejection } from './types.ts';
import { whyOutsideWindow } from './window.ts';

/** What else must hold; `acting` is the slot under which the command would be given, if it needs one. */
type Unless = (head: CaseHead, person: Person, facts: Facts, acting: Acting | undefined) => Rejection | null;

/** One row of the table of rights: whose command it is, when it can be given, and what else must hold. */
interface Right {
  /** What the command is, as people read it. */
  title: string;
  /** Whose it is: the engineer's, HR's, or of the holder of one of these slots. */
  by: {
    engineer?: true;
    hr?: true;
    slot?: (slot: Slot, head: CaseHead) => boolean;
  };
  whose: string;
  /** The stages it belongs to; `open` is any before the outcome is decided, whether the stage is opening or not. */
  stages: WorkflowStage[] | 'open' | 'closed';
  /** What stands against it although person and stage are right; null when nothing does. */
  unless?: Unless;
}

const engineer = { by: { engineer: true }, whose: 'the engineer' } as const;
const hr = { by: { hr: true }, whose: 'HR' } as const;
const lead = { by: { slot: (slot: Slot) => slot.part === 'lead' }, whose: 'the calibration lead' };
const reviewer = { by: { slot: (slot: Slot) => slot.part === 'reviewer' }, whose: 'a reviewer of this case' };
const participant = { by: { slot: () => true }, whose: 'somebody who takes part in this case' };

const no = (code: Rejection['code'], message: string): Rejection => ({ code, message });

export const rights: Record<PersonCommandType, Right> = {
  'declare-track': { title: 'Declare your track', ...engineer, stages: ['track'] },
  'submit-self-assessment': { title: 'Submit the self-assessment', ...engineer, stages: ['self-assessment'] },
  'add-evidence': { title: 'Add a piece of evidence', ...engineer, stages: ['portfolio'] },
  'amend-evidence': { title: 'Amend a piece of evidence', ...engineer, stages: ['portfolio'], unless: nothingAdded },
  'remove-evidence': { title: 'Remove a piece of evidence', ...engineer, stages: ['portfolio'], unless: nothingAdded },
  'carry-evidence': {
    title: 'Carry evidence over from your case before',
    ...engineer,
    stages: ['portfolio'],
    unless: (head) =>
      head.previousCaseId === null ? no('not-yet', 'There is no case before this one to carry evidence from.') : null,
  },
  'submit-portfolio': { title: 'Hand in the portfolio', ...engineer, stages: ['portfolio'] },
  'waive-requirement': {
    title: 'Waive a requirement',
    by: { slot: (slot, head) => slot.id === waiverOf(head)?.id },
    whose: 'the ODC lead of this case, or the first to sign where there is none',
    stages: ['portfolio'],
  },
  'appoint-panel': {
    title: 'Appoint the panel',
    ...lead,
    stages: 'open',
    unless: (head) =>
      vacantPanel(head).length === 0 ? no('already-done', 'Every place of the panel is filled.') : null,
  },
  'accept-panel': {
    title: 'Accept the panel as it is',
    ...engineer,
    stages: 'open',
    unless: (head, _person, { now }) => {
      if (!head.slots.some((slot) => slot.openFrom && slot.openFrom > now))
        return no('not-yet', 'There is no panel that waits for you.');
      return openObjections(head).length > 0 ? no('not-yet', 'An objection of yours is still to be answered.') : null;
    },
  },
  'raise-objection': {
    title: 'Object to somebody who takes part',
    ...engineer,
    stages: 'open',
    unless: (head, _person, facts) =>
      head.slots.some((slot) => mayObject(head, slot, facts))
        ? null
        : no('not-yet', 'Objections are for before reviews begin, and for three days after a panel is appointed.'),
  },
  'answer-objection': {
    title: 'Answer an objection',
    by: { hr: true, slot: (slot) => slot.part === 'lead' },
    whose: 'the calibration lead, or HR',
    stages: 'open',
    unless: (head, _person, _facts, acting) => {
      const open = openObjections(head).filter((one) => !acting || isForLead(head, one.slot));
      return open.length === 0 ? no('not-yet', 'There is no objection for you to answer.') : null;
    },
  },
  'submit-review': {
    title: 'Submit a review',
    ...reviewer,
    stages: ['calibration'],
    unless: (head, _person, { now }, acting) => {
      const slot = acting?.slot;
      if (!slot || head.reviews.some((review) => review.slot === slot.id))
        return no('already-done', 'The review is submitted. If you see it otherwise now, amend it.');
      if (head.revealed)
        return no('already-done', 'Enough reviews are in, and they are open: a further one would not be independent.');
      if (slot.openFrom && slot.openFrom > now)
        return no(
          'not-yet',
          `The engineer may object to the panel until ${minute(slot.openFrom)}; reviews begin then.`,
        );
      return whyObjected(head, slot.id);
    },
  },
  'amend-review': {
    title: 'Amend your review',
    ...reviewer,
    stages: ['calibration'],
    unless: (head, _person, _facts, acting) => {
      if (!head.reviews.some((review) => review.slot === acting?.slot.id))
        return no('not-yet', 'There is no review of yours to amend.');
      const isOnlyOne = !head.slots.some((slot) => slot.part === 'lead');
      return head.consensus && !isOnlyOne
        ? no('already-decided', 'The consensus is recorded; what it rests on stays as it was.')
        : null;
    },
  },
  'record-consensus': {
    title: 'Record the consensus',
    by: lead.by,
    whose: 'the calibration lead; with one reviewer, the review is the consensus',
    stages: ['calibration'],
    unless: (head, _person, _facts, acting) => {
      if (head.consensus) return no('already-done', 'The consensus is recorded.');
      return sealIsOpen(head)
        ? whyObjected(head, acting?.slot.id)
        : no('not-yet', 'Reviews are still owed; the consensus comes after the last of them.');
    },
  },
  attest: {
    title: 'Answer what ratings cannot show',
    by: { slot: (slot) => ['reviewer', 'lead', 'attester'].includes(slot.part) },
    whose: 'whoever the ladder asks',
    stages: ['calibration', 'attestation'],
    unless: (head, person, facts) => {
      const mine = attestationsFor(head, person, facts);
      if (mine.length === 0) return no('forbidden', 'No criterion of this case asks you to attest.');
      const [owed] = mine.filter((one) => !one.given);
      return owed ? whyObjected(head, owed.slot.id) : no('already-done', 'You have answered every question.');
    },
  },
  'sign-off': {
    title: 'Sign off',
    by: { slot: (slot) => slot.part === 'signer' },
    whose: 'a signer of this case',
    stages: ['sign-off'],
    unless: (head, _person, facts, acting) => {
      if (standingSignOffs(head).some((one) => one.slot === acting?.slot.id))
        return no('already-decided', 'This part is signed; the decision stands.');
      const outside = whyOutsideWindow(head, facts);
      return outside === null ? null : no('not-yet', outside);
    },
  },
  'confirm-track': { title: 'End the trial', ...engineer, stages: ['trial'] },
  withdraw: {
    title: 'Withdraw the case',
    ...engineer,
    stages: 'open',
    unless: (head) =>
      head.stage === 'appeal' ? no('wrong-stage', 'The case has its outcome; HR is deciding the appeal.') : null,
  },
  'declare-conflict': {
    title: 'Declare a conflict of interest',
    ...participant,
    stages: 'open',
    unless: (head, person, _facts, acting) => (acting?.onBehalfOf ? null : nothingLeft(head, person)),
  },
  recuse: { title: 'Step back from the case', ...participant, stages: 'open', unless: nothingLeft },
  reassign: {
    title: 'Give a part to somebody else',
    by: { hr: true, slot: (slot) => slot.part === 'lead' || slot.role === 'odc-lead' },
    whose: 'HR; for reviewers also the calibration lead and the ODC lead',
    stages: 'open',
    unless: (head, _person, _facts, acting) =>
      reassignable(head, acting).length === 0 ? no('not-yet', 'There is no part that you could give away now.') : null,
  },
  delegate: { title: 'Let somebody act for you', ...participant, stages: 'open', unless: nothingOwn },
  'end-delegation': {
    title: 'End a delegation',
    ...participant,
    stages: 'open',
    unless: (head, person, { now }) =>
      head.delegations.some((one) => one.by === person.id && one.until > now)
        ? null
        : no('not-yet', 'You have let nobody act for you.'),
  },
  'extend-deadline': {
    title: 'Extend the deadline',
    by: { hr: true, slot: (slot) => slot.part === 'lead' || ['tech-lead', 'odc-lead'].includes(slot.role) },
    whose: 'HR, or a lead who takes part in this case',
    stages: 'open',
    unless: (head) =>
      head.openedAt === null ? no('stage-opening', `${stageTitles[head.stage]} is just opening.`) : null,
  },
  'join-cycle': { title: 'Put the case into a cycle', ...hr, stages: 'open' },
  'waive-window': {
    title: 'Allow the signatures outside the window',
    ...hr,
    stages: 'open',
    unless: (head, _person, { ladder }) => {
      if (!stageOf(transitionOf(ladder, head), 'sign-off')?.window)
        return no('not-yet', 'The signatures of this case are bound to no window.');
      return head.windowWaived ? no('already-done', 'That is allowed already.') : null;
    },
  },
  cancel: { title: 'Cancel the case', ...hr, stages: 'open', unless: inAppeal },
  appeal: {
    title: 'Appeal against the outcome',
    ...engineer,
    stages: 'closed',
    unless: (head, _person, { ladder, now }) => {
      const appeal = transitionOf(ladder, head).appeal;
      if (head.outcome !== 'not-promoted' || !appeal)
        return no('not-yet', 'An appeal is against the outcome ‘not promoted’, where the ladder allows it.');
      if (head.appeal) return no('already-done', 'There was an appeal in this case; there is one at most.');
      const until = plusDays(head.closedAt ?? now, appeal.windowDays);
      return now > until ? no('not-yet', `The time for an appeal was over on ${until.slice(0, 10)}.`) : null;
    },
  },
  'decide-appeal': { title: 'Decide the appeal', ...hr, stages: ['appeal'], unless: tookPart },
};

function nothingAdded(head: CaseHead): Rejection | null {
  return Object.keys(head.evidence).length === 0 ? no('not-yet', 'There is no evidence yet.') : null;
}

/** Whoever the engineer has objected to does nothing under that part until it is answered. */
function whyObjected(head: CaseHead, slotId: string | undefined): Rejection | null {
  return openObjections(head).some((one) => one.slot === slotId)
    ? no('not-yet', 'The engineer has objected to this part of the case; the objection is to be answered first.')
    : null;
}

function inAppeal(head: CaseHead): Rejection | null {
  return head.stage === 'appeal' ? no('wrong-stage', 'The case has its outcome; decide the appeal instead.') : null;
}

/** Whoever took part in a case in whatever way does not decide an appeal in it. */
function tookPart(head: CaseHead, person: Person): Rejection | null {
  const has =
    head.conflicts.includes(person.id) ||
    head.past.includes(person.id) ||
    head.slots.some((slot) => slot.personId === person.id) ||
    head.acts.some((act) => act.by === person.id);
  return has ? no('forbidden', 'You took part in this case: somebody else of HR decides the appeal.') : null;
}

function nothingLeft(head: CaseHead, person: Person): Rejection | null {
  return undoneSlots(head, person.id).length === 0
    ? no('already-done', 'Your part is played, and it stands. If something was not right with it, tell HR.')
    : null;
}

function nothingOwn(head: CaseHead, person: Person): Rejection | null {
  return undoneSlots(head, person.id).length === 0
    ? no('not-yet', 'You have no step of your own in this case that somebody else could take.')
    : null;
}

/** The one who may waive a requirement. */
function waiverOf(head: CaseHead): Slot | undefined {
  const signers = head.slots.filter((slot) => slot.part === 'signer');
  return signers.find((slot) => slot.role === 'odc-lead') ?? signers[0];
}

/** The questions of the stage that a person is asked, for themselves or for somebody. */
export function attestationsFor(head: CaseHead, person: Person, facts: Facts) {
  const slots = actingsOf(head, person, facts).map((one) => one.slot.id);
  return attestationsOwed(head, facts.ladder).filter((one) => one.stage === head.stage && slots.includes(one.slot.id));
}

/** The slot under which a person would give a command; undefined where they would give it under none. */
export function actingFor(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  facts: Pick<Facts, 'ladder' | 'now'>,
): Acting | undefined {
  const { slot: asked } = rights[type].by;
  if (!asked || person.id === head.engineerId) return undefined;
  const could = actingsOf(head, person, facts).filter((one) => asked(one.slot, head));
  // Of several, one whose part is still to be played; of these the own.
  return could.sort((a, b) => order(head, a) - order(head, b))[0];
}

function order(head: CaseHead, { slot, onBehalfOf }: Acting): number {
  const isReviewed = head.reviews.some((review) => review.slot === slot.id);
  return (isReviewed || standingSignOffs(head).some((one) => one.slot === slot.id) ? 2 : 0) + (onBehalfOf ? 1 : 0);
}

/** Whether somebody is HR to this case: of HR, not its engineer, and without a conflict in it. */
export function isHrOf(head: CaseHead, person: Person): boolean {
  return (
    person.active && person.roles.includes('hr') && person.id !== head.engineerId && !head.conflicts.includes(person.id)
  );
}

/** In which part a person gives a command, or why they may not; `acting` is missing for the engineer and for HR. */
export type Authority = { ok: true; acting: Acting | undefined } | { ok: false; rejection: Rejection };

/**
 * Whether a person may give a command on the case as it stands, whatever is in it, and in which part they give it.
 * Authority is the directory's as it is now: `person` must have been read for this decision.
 */
export function whoActs(head: CaseHead, type: PersonCommandType, person: Person, facts: Facts): Authority {
  const { by } = rights[type];
  const acting = actingFor(head, type, person, facts);
  const isTheirs =
    (by.engineer && person.active && person.id === head.engineerId) || (by.hr && isHrOf(head, person)) || acting;
  const rejection = isTheirs
    ? whyNotNow(head, type, person, facts, acting)
    : no('forbidden', `This step belongs to ${rights[type].whose}.`);
  return rejection ? { ok: false, rejection } : { ok: true, acting };
}

/** The same where only the reason counts: null, or why not. */
export function mayNot(head: CaseHead, type: PersonCommandType, person: Person, facts: Facts): Rejection | null {
  const right = whoActs(head, type, person, facts);
  return right.ok ? null : right.rejection;
}

/** What stands against a command although it is this person's to give. */
function whyNotNow(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  facts: Facts,
  acting: Acting | undefined,
): Rejection | null {
  const { stages, unless } = rights[type];
  if (stages === 'closed') {
    if (head.stage !== 'closed')
      return no('wrong-stage', `The case is in ${stageTitles[head.stage]}; this comes after its end.`);
  } else {
    if (head.stage === 'closing' || head.stage === 'closed') return decided(head);
    if (stages !== 'open') {
      if (!(stages as string[]).includes(head.stage))
        return no(
          'wrong-stage',
          `The case is in ${stageTitles[head.stage]}; this step belongs to ${stages.map((one) => stageTitles[one]).join(' or ')}.`,
        );
      if (head.openedAt === null)
        return no('stage-opening', `${stageTitles[head.stage]} is just opening. Try again in a moment.`);
    }
  }
  return unless?.(head, person, facts, acting) ?? null;
}

function decided(head: CaseHead): Rejection {
  const ended: Partial<Record<NonNullable<CaseHead['outcome']>, string>> = {
    withdrawn: 'The engineer has withdrawn this case.',
    lapsed: 'This case has lapsed: a step of the engineer was not taken in its time.',
    cancelled: 'HR has cancelled this case.',
    stayed: 'This case is over: the engineer stays on their track.',
    'track-changed': 'This case is over: the engineer has moved to the other track.',
    'no-seat': 'This case is decided: the bar was met, and no seat was free.',
    'not-promoted': 'This case was declined, which closed it; no further step can be taken.',
  };
  return no(
    'already-decided',
    (head.outcome && ended[head.outcome]) ??
      'This case was approved by everyone who had to sign; no further step can be taken.',
  );
}

const minute = (instant: string) => `${instant.slice(0, 10)}, ${instant.slice(11, 16)} UTC`;
