import type { CaseHead } from '../../../contract/case.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { peer } from '../../../contract/names.ts';
import { attestationsOf } from '../../ladder/criteria.ts';
import { dimensionsOf } from '../../ladder/dimensions.ts';
import { type AttestationQuestion, askedIn, attestationSteps } from '../state/attestations.ts';
import { emptySlot } from '../state/empty-slot.ts';
import { vacantPanel } from '../state/panel.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { stageReached } from '../state/reached.ts';
import { sealIsOpen } from '../state/seal.ts';
import { type OpenStep, stepsOfSlot } from '../state/steps.ts';
import { plainStage, type Stage } from './stage.ts';

/** Reviewers rate independently, then the lead records the consensus. With one reviewer, the review is the consensus. */
export const calibration: Stage = {
  ...plainStage,
  owner: 'others',
  rules: (transition) => stageOf(transition, 'calibration'),
  slots(transition) {
    const { reviewers = [], lead = null } = stageOf(transition, 'calibration') ?? {};
    const peers = reviewers.reduce((sum, one) => sum + (one.role === peer ? one.min : 0), 0);
    return [
      ...reviewers.flatMap(({ role }) => (role === peer ? [] : [emptySlot('calibration', 'reviewer', role)])),
      ...Array.from({ length: peers }, (_, at) => emptySlot('calibration', 'reviewer', peer, `peer-${at + 1}`)),
      ...(lead ? [emptySlot('calibration', 'lead', lead, 'lead')] : []),
    ];
  },
  isSlotDone(head, slot) {
    if (slot.part === 'lead') return head.consensus !== null && stageReached(head) !== 'calibration';
    // A sealed review does not end a reviewer's part: if the reviewer leaves before the seal opens, their review does
    // not count. For a reviewer of the line, an open review does not end it either while the case is in calibration:
    // they can still owe answers, or be asked to look again.
    return head.revealed && (slot.role === peer || stageReached(head) !== 'calibration');
  },
  isOpenToObjections: true,
  isFilledAnewAfterAppeal: true,
  steps: (head, ladder) => [
    ...reviewSteps(head),
    ...attestationSteps(head, 'calibration', attestationsIn(transitionOf(ladder, head), head.track)),
  ],
  attestations: attestationsIn,
  isNeeded: (head) => head.consensus === null,
  isPassed: (head) => head.consensus !== null,
  unlockable: ({ head }, ladder) => [
    ...dimensionsOf(ladder).map(({ id, title }) => ({ id: `rating.${id}`, title })),
    ...askedIn(head, 'calibration', attestationsIn(transitionOf(ladder, head), head.track)).map((one) => ({
      id: `attestation.${one.id}`,
      title: one.question,
    })),
  ],
  reopened: (head, unlocked) => ({
    consensus: unlocked.some((id) => id.startsWith('rating.')) ? null : head.consensus,
    attestations: head.attestations.filter((one) => !unlocked.includes(`attestation.${one.id}`)),
  }),
  isReturnedForRatings: true,
  isReopenedByPortfolio: (head) => head.consensus !== null,
  isReopenedByAppeal: () => true,
};

function attestationsIn(transition: Transition, track: string | null): AttestationQuestion[] {
  return attestationsOf(transition, track).map((one) => ({ ...one, onlyYes: false, audience: 'calibration' }));
}

function reviewSteps(head: CaseHead): OpenStep[] {
  const lead = head.slots.find((slot) => slot.part === 'lead');
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer');
  if (!sealIsOpen(head)) {
    const owed = reviewers.filter((slot) => !head.reviews.some((review) => review.slot === slot.id));
    const appoint = lead && vacantPanel(head).length > 0 ? stepsOfSlot(head, lead, 'appoint-panel') : [];
    return [...appoint, ...owed.flatMap((slot) => stepsOfSlot(head, slot, 'submit-review'))];
  }
  if (head.consensus) return [];
  if (lead) return stepsOfSlot(head, lead, 'record-consensus');
  // After a return the only reviewer is asked to look again.
  return reviewers.flatMap((slot) => stepsOfSlot(head, slot, 'amend-review'));
}
