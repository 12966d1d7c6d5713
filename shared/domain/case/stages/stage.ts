import type { CaseFacts, CaseHead, Slot } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { PathStage } from '../../../contract/ladder-paths.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Question } from '../state/attestations.ts';
import type { OpenStep } from '../state/steps.ts';

/** Days, reminders and grace of a stage, in calendar days. */
export type StageRules = Pick<PathStage, 'dueDays' | 'remindDays' | 'graceDays'>;

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
  /** The steps that people owe while the stage is open. */
  steps(head: CaseHead, ladder: PublishedLadder): OpenStep[];
  /** The questions asked in it, on the track that was declared. */
  questions(transition: Transition, track: string | null): Question[];
  /** Whether a case that moves on must stop here. After a return or an appeal, a stage that still stands is passed over. */
  isNeeded(head: CaseHead): boolean;
  /** Whether it was passed, for a case that has left its path: the list of stages then shows it as done. */
  isPassed(head: CaseHead, ladder: PublishedLadder): boolean;
  /** What a return can name in it. Empty: no return goes to this stage. */
  unlockable(state: Case, ladder: PublishedLadder): Unlockable[];
  /** What a return to this stage changes in the case: what it unlocked is asked again. */
  reopened(head: CaseHead, unlocked: readonly string[]): Partial<CaseFacts>;
  /** Whether an upheld appeal sends the case back to this stage. */
  isReopenedBy(appeal: NonNullable<CaseHead['appeal']>): boolean;
}

/** What most stages answer: no questions, nothing to return to. What could be a guess is not here: every stage says it. */
export const plainStage = {
  questions: () => [],
  unlockable: () => [],
  reopened: () => ({}),
  isReopenedBy: () => false,
} satisfies Partial<Stage>;

/** What a stage without slots answers. */
export const withoutSlots = { slots: () => [], isSlotDone: () => false } satisfies Partial<Stage>;
