import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { peer } from '../../../contract/names.ts';
import { isForLead, openObjections } from '../slots/objections.ts';
import { openStageOf } from '../stages/index.ts';
import { adoptionsToRename } from '../state/adoption.ts';
import { questionToAnswer } from '../state/questions.ts';
import { isTimeOf, type OpenStep, step, stepsOfHr, stepsOfSlot } from '../state/steps.ts';

export type { OpenStep };

/** Who owes what now. Empty while a stage is opening and once the outcome is decided. */
export function openSteps(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  return head.status === 'open' ? stepsOfStage(head, ladder) : [];
}

/** Who owes what in the stage at which the case stands, as if it were open now. */
export function stepsOfStage(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  return [...ownSteps(head, ladder), ...stepsOfAnyStage(head)];
}

/** The case without its objections, for what everybody reads: that somebody has to answer one must not show. */
export function withoutObjections<Head extends CaseHead>(head: Head): Head {
  return { ...head, objections: [] };
}

/**
 * The steps that the timers of the stage are for. Not who has an objection to answer, which must not show, nor steps with a
 * due day of their own, which have notices of their own.
 */
export function timedSteps(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  return openSteps(withoutObjections(head), ladder).filter((one) => one.dueAt === null);
}

/** Who has an objection to answer at an instant. */
export function answerersOf(head: CaseHead, at: string): string[] {
  const steps = stepsOfAnyStage(head).filter((one) => one.type === 'answer-objection' && isTimeOf(one, at));
  return steps.map(({ personId }) => personId);
}

/** The steps of the stage alone, without those of any stage. */
export function ownSteps(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  return openStageOf(head.stage)?.steps(head, ladder) ?? [];
}

/**
 * Steps that can be owed in any stage: another name for a question about adoption, an answer to a question, answers to
 * objections, and a new holder for a vacant slot. They have notices of their own.
 */
function stepsOfAnyStage(head: CaseHead): OpenStep[] {
  const lead = head.slots.find((slot) => slot.part === 'lead');
  const objections = openObjections(head).flatMap(({ id, slot }) => {
    const more = { key: `answer-objection.${id}` };
    return lead && isForLead(head, slot)
      ? stepsOfSlot(head, lead, 'answer-objection', more)
      : stepsOfHr(head, 'answer-objection', { ...more, ...(head.offered ? { except: head.offered } : {}) });
  });
  const vacant = head.slots.filter((slot) => slot.personId === null && slot.role !== peer);
  const renames = adoptionsToRename(head).map(({ evidence, nameBy }) =>
    step(head.engineerId, 'name-confirmer', { key: `name-confirmer.${evidence}`, dueAt: nameBy }),
  );
  const asked = questionToAnswer(head);
  const answers = asked ? [step(head.engineerId, 'answer', { key: `answer.${asked.id}`, dueAt: asked.dueAt })] : [];
  return [
    ...renames,
    ...answers,
    ...objections,
    ...vacant.flatMap((slot) => stepsOfHr(head, 'reassign', { key: `reassign.${slot.id}` })),
  ];
}
