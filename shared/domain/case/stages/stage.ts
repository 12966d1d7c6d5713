import type { CaseFacts, CaseHead, Slot } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { PathStage } from '../../../contract/ladder-paths.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { AttestationQuestion } from '../state/attestations.ts';
import type { OpenStep } from '../state/steps.ts';

/** Days, reminders and grace of a stage, in calendar days. */
export interface StageRules extends Pick<PathStage, 'dueDays' | 'remindDays' | 'graceDays'> {
  /** The days until it is due are working days. */
  inWorkingDays?: true;
}

/** A thing that a return can name. `id` is `self.<dimension>`, `evidence.<id>`, `rating.<dimension>` and the like. */
export interface Unlockable {
  id: string;
  title: string;
}

/** Everything that the rest of the system asks about a stage of one kind. */
export interface Stage {
  /**
   * Whose stage it is, and so what silence does. A stage of the engineer lapses after its grace days, which ends the case.
   * In a stage of other people the line of report is told, and nothing is decided.
   */
  owner: 'engineer' | 'others';
  /** When it is due and when people are reminded; undefined if the transition has no such stage. */
  rules(transition: Transition): StageRules | undefined;
  /** The slots it needs, with nobody in them. */
  slots(transition: Transition): Slot[];
  /**
   * Whether the part of a slot is done, so that nobody can leave it or be given it any more. A slot is not done while its
   * holder can still owe a step under it, in this stage or in a later one.
   */
  isSlotDone(head: CaseHead, slot: Slot): boolean;
  /** Whether the engineer may object to the people who fill its slots, until the case reaches the stage. */
  isOpenToObjections: boolean;
  /** Whether an upheld appeal gives its slots to other people: nobody who took part before may fill one. */
  isFilledAnewAfterAppeal: boolean;
  /** The steps that people owe while the stage is open. */
  steps(head: CaseHead, ladder: PublishedLadder): OpenStep[];
  /** Whether the people who owe these steps are told when it opens. */
  isToldWhenOpened: boolean;
  /** The questions asked in it, on the track that was declared. */
  attestations(transition: Transition, track: string | null): AttestationQuestion[];
  /** Whether a case that moves on must stop here. After a return or an appeal, a stage that still stands is passed over. */
  isNeeded(head: CaseHead): boolean;
  /**
   * Whether what it is for is there. The list of stages shows it as done if the case has left its path, and a case goes
   * on after a stage of several steps if its questions are answered too.
   */
  isPassed(head: CaseHead, ladder: PublishedLadder): boolean;
  /** What a return can name in it. Empty: no return goes to this stage. */
  unlockable(state: Case, ladder: PublishedLadder): Unlockable[];
  /** What a return to this stage changes in the case: what it unlocked is asked again. */
  reopened(head: CaseHead, unlocked: readonly string[]): Partial<CaseFacts>;
  /**
   * Whether a return to this stage is about ratings: then only people who may read the calibration can read it. Any
   * other return tells the engineer what to do, and everybody who takes part can read it.
   */
  isReturnedForRatings: boolean;
  /**
   * Whether it must be done again if the portfolio before it has changed. `portfolioSubmittedRow` then takes back what
   * was decided here.
   */
  isReopenedByPortfolio(head: CaseHead): boolean;
  /** Whether an upheld appeal sends the case back to this stage. */
  isReopenedByAppeal(appeal: NonNullable<CaseHead['appeal']>): boolean;
}

/** What most stages answer: no questions, no second time. What could be a guess is not here: every stage says it. */
export const plainStage = {
  isToldWhenOpened: true,
  attestations: () => [],
  isReopenedByPortfolio: () => false,
  isReopenedByAppeal: () => false,
} satisfies Partial<Stage>;

/** What a stage answers to which no return goes. */
export const withoutReturns = {
  unlockable: () => [],
  reopened: () => ({}),
  isReturnedForRatings: false,
} satisfies Partial<Stage>;

/** What a stage without slots answers. */
export const withoutSlots = {
  slots: () => [],
  isSlotDone: () => false,
  isOpenToObjections: false,
  isFilledAnewAfterAppeal: false,
} satisfies Partial<Stage>;
