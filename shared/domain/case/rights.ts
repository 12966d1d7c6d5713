import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/commands.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { WorkflowStage } from '../../contract/workflow.ts';
import { attestationsOwed, sealIsOpen } from './parts.ts';
import { stageTitles } from './path.ts';
import { holdsSlot } from './slots.ts';
import type { Rejection } from './types.ts';

/** One row of the table of rights: whose command it is, when it can be given, and what else must hold. */
interface Right {
  /** What the command is, as people read it. */
  title: string;
  /** Whose it is: the engineer, or the holder of one of these slots. */
  by: 'engineer' | ((slot: Slot) => boolean);
  whose: string;
  /** The stage it belongs to; null is any stage before the outcome is decided. */
  stage: WorkflowStage | null;
  /** What stands against it although person and stage are right; null when nothing does. */
  unless?: (head: CaseHead, person: Person, ladder: PublishedLadder) => Rejection | null;
}

const engineer = { by: 'engineer', whose: 'the engineer' } as const;
const reviewer = { by: (slot: Slot) => slot.part === 'reviewer', whose: 'a reviewer of this case' };

export const rights: Record<PersonCommandType, Right> = {
  'submit-self-assessment': { title: 'Submit the self-assessment', ...engineer, stage: 'self-assessment' },
  'add-evidence': { title: 'Add a piece of evidence', ...engineer, stage: 'portfolio' },
  'amend-evidence': { title: 'Amend a piece of evidence', ...engineer, stage: 'portfolio', unless: nothingAdded },
  'remove-evidence': { title: 'Remove a piece of evidence', ...engineer, stage: 'portfolio', unless: nothingAdded },
  'submit-portfolio': { title: 'Hand in the portfolio', ...engineer, stage: 'portfolio' },
  'waive-requirement': {
    title: 'Waive a requirement',
    by: (slot) => slot.part === 'signer' && slot.role === 'odc-lead',
    whose: 'the ODC lead of this case',
    stage: 'portfolio',
  },
  'submit-review': {
    title: 'Submit a review',
    ...reviewer,
    stage: 'calibration',
    unless: (head, person) =>
      head.reviews.some((review) => review.by === person.id)
        ? { code: 'already-done', message: 'You have submitted your review; it stands as it is.' }
        : null,
  },
  'record-consensus': {
    title: 'Record the consensus',
    by: (slot) => slot.part === 'lead',
    whose: 'the calibration lead; with one reviewer, the review is the consensus',
    stage: 'calibration',
    unless: (head) => {
      if (head.consensus) return { code: 'already-done', message: 'The consensus is recorded.' };
      if (!sealIsOpen(head))
        return { code: 'not-yet', message: 'Reviews are still owed; the consensus comes after the last of them.' };
      return null;
    },
  },
  attest: {
    title: 'Answer what ratings cannot show',
    ...reviewer,
    stage: 'calibration',
    unless: (head, person, ladder) => {
      const mine = attestationsOwed(head, ladder).filter((one) => one.slot.personId === person.id);
      if (mine.length === 0) return { code: 'forbidden', message: 'No criterion of this case asks you to attest.' };
      if (mine.every((one) => one.given)) return { code: 'already-done', message: 'You have answered every question.' };
      return null;
    },
  },
  'sign-off': {
    title: 'Sign off',
    by: (slot) => slot.part === 'signer',
    whose: 'a signer of this case',
    stage: 'sign-off',
    unless: (head, person) =>
      head.signOffs.some((one) => one.by === person.id)
        ? { code: 'already-decided', message: 'You have signed; your decision stands.' }
        : null,
  },
  withdraw: { title: 'Withdraw the case', ...engineer, stage: null },
};

function nothingAdded(head: CaseHead): Rejection | null {
  return Object.keys(head.evidence).length === 0 ? { code: 'not-yet', message: 'There is no evidence yet.' } : null;
}

/** The slot under which a person would give a command, or undefined. Engineers act on their own case under no slot. */
export function slotFor(head: CaseHead, type: PersonCommandType, person: Person): Slot | undefined {
  const { by } = rights[type];
  if (by === 'engineer') return undefined;
  return head.slots.find((slot) => by(slot) && holdsSlot(slot, person));
}

/**
 * Whether a person may give a command on the case as it stands, whatever is in it: null, or why not.
 * Authority is the directory's as it is now: `person` must have been read for this decision.
 */
export function mayNot(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  ladder: PublishedLadder,
): Rejection | null {
  const right = rights[type];
  const isTheirs =
    right.by === 'engineer'
      ? person.active && person.id === head.engineerId
      : person.id !== head.engineerId && slotFor(head, type, person) !== undefined;
  if (!isTheirs) return { code: 'forbidden', message: `This step belongs to ${right.whose}.` };
  if (head.stage === 'closing' || head.stage === 'closed') return decided(head);
  if (right.stage !== null && right.stage !== head.stage)
    return {
      code: 'wrong-stage',
      message: `The case is in ${stageTitles[head.stage]}; this step belongs to ${stageTitles[right.stage]}.`,
    };
  if (right.stage !== null && head.openedAt === null)
    return { code: 'stage-opening', message: `${stageTitles[head.stage]} is just opening. Try again in a moment.` };
  return right.unless?.(head, person, ladder) ?? null;
}

function decided(head: CaseHead): Rejection {
  const last = head.signOffs.at(-1);
  if (head.outcome === 'withdrawn')
    return { code: 'already-decided', message: 'The engineer has withdrawn this case.' };
  return {
    code: 'already-decided',
    message:
      last?.decision === 'decline'
        ? 'This case was declined, which closed it; no further step can be taken.'
        : 'This case was approved by everyone who had to sign; no further step can be taken.',
  };
}
