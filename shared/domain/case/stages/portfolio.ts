import { evidenceOf } from '../state/contents.ts';
import { portfolioOf } from '../state/evidence.ts';
import { lastHandIn } from '../state/handed-in.ts';
import { stageOf } from '../state/path.ts';
import { step, stepsOfHr, stepsOfSlot } from '../state/steps.ts';
import { answeringOf } from '../state/waivers.ts';
import { plainStage, type Stage, withoutSlots } from './stage.ts';

/** The engineer hands in the evidence that the ladder requires. */
export const portfolio: Stage = {
  ...plainStage,
  ...withoutSlots,
  owner: 'engineer',
  rules: (transition) => stageOf(transition, 'portfolio'),
  steps: (head) => [
    step(head.engineerId, 'submit-portfolio'),
    ...answeringOf(head).flatMap(({ waiver: { requirement }, slots: [slot] }) => {
      const key = `answer-waiver.${requirement}`;
      return slot ? stepsOfSlot(head, slot, 'answer-waiver', { key }) : stepsOfHr(head, 'answer-waiver', { key });
    }),
  ],
  isNeeded: (head) => {
    const { appeal } = head;
    const handedIn = lastHandIn(head);
    // If an appeal was upheld because evidence was overlooked, the portfolio opens once more.
    const isOverlooked = appeal?.decision === 'upheld' && appeal.ground === 'evidence';
    return !handedIn || (isOverlooked && handedIn.seq < appeal.seq);
  },
  isPassed: (head) => head.portfolio !== null,
  unlockable: (state, ladder) => [
    ...evidenceOf(state).map(({ id, title }) => ({ id: `evidence.${id}`, title })),
    ...portfolioOf(state.head, ladder).map(({ id, title }) => ({ id: `requirement.${id}`, title })),
  ],
  reopened: () => ({}),
  isReturnedForRatings: false,
  isReopenedByAppeal: ({ ground }) => ground === 'evidence',
};
