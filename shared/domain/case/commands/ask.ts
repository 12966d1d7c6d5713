import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { answerDays, type CaseStage, limits } from '../../../contract/names.ts';
import { minuteWords } from '../../calendar/words.ts';
import { countsFrom } from '../state/away.ts';
import { isOverdue } from '../state/instants.ts';
import { dueInWindow, questionToAnswer } from '../state/questions.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { workingDaysFromNow } from '../state/zone.ts';
import { type CommandRow, engineer, no, type PersonContext } from './row.ts';

/** The stages whose people judge what the engineer hands in. */
const judging: ('calibration' | 'sign-off')[] = ['calibration', 'sign-off'];
const isJudging = (stage: CaseStage) => judging.some((one) => one === stage);

/** Whether a review is in makes no difference, so that a question does not tell. */
export const askRow: CommandRow<'ask'> = {
  title: 'Ask the engineer a question',
  repeats: () => true,
  underSeal: 'open',
  by: { slot: mayAsk },
  whose: 'a person with a part in this stage',
  stages: judging,
  against: (head, { id }, { now }, acting) => {
    const { asked = [], stage, attempt, timeZone } = head;
    const open = questionToAnswer(head);
    if (open && !isOverdue(open.dueAt, now))
      return no(
        'not-yet',
        `One question is open until ${minuteWords(open.dueAt, timeZone)}, or until the engineer answers. Ask yours after that.`,
      );
    const slot = acting?.slot;
    if (slot?.openFrom && slot.openFrom > now)
      return no('not-yet', `Your part begins on ${minuteWords(slot.openFrom, timeZone)}.`);
    // What another person asked under the part does not count: under the seal nobody learns who asks.
    const own = asked.filter((one) => one.by === id && one.stage === stage && one.attempt === attempt);
    if (own.length >= limits.questionsOfPart)
      return no(
        'already-done',
        `You have asked ${limits.questionsOfPart} times here, and no more are possible. Say what is still open where you give your judgement.`,
      );
    if (asked.length >= limits.questions)
      return no('already-done', `The engineer was asked ${limits.questions} times in this case, and no more.`);
    return null;
  },
  facts: { engineer: 'read', calendars: 'read' },
  events: ['question-asked'],
  decide: ask,
};

export const answerRow: CommandRow<'answer'> = {
  title: 'Answer a question',
  underSeal: 'open',
  askedBy: 'question-asked',
  ...engineer,
  stages: judging,
  against: (head) => (questionToAnswer(head) ? null : no('not-yet', 'No question waits for your answer.')),
  events: ['question-answered'],
  decide: answer,
};

/** A person with a part in the stage. In other stages any of these parts fits, so that the refusal names the stage. */
function mayAsk({ stage }: Slot, head: CaseHead): boolean {
  return isJudging(stage) && (stage === head.stage || !isJudging(head.stage));
}

function ask({ head }: Case, { question }: CommandOf<'ask'>, context: PersonContext): Decision {
  const person = context.people[head.engineerId];
  if (head.status !== 'open' || !person) return reject('not-yet', 'Nobody can be asked now.');
  const usual = workingDaysFromNow(head, context, person, answerDays, countsFrom(head, context.now));
  const dueAt = dueInWindow(usual, head, context.now, head.timeZone);
  return accept([
    {
      type: 'question-asked',
      actor: context.by,
      data: { question: `q${(head.asked?.length ?? 0) + 1}`, stage: head.stage, dueAt },
      body: { audience: 'participants', content: { question } },
    },
  ]);
}

function answer({ head }: Case, { question, answer }: CommandOf<'answer'>, context: PersonContext): Decision {
  const open = questionToAnswer(head);
  if (!open || open.id !== question)
    return reject('invalid-input', 'This question cannot be answered now.', [
      { path: 'question', reason: `give the id of the question that is open${open ? `: ${open.id}` : ''}` },
    ]);
  return accept([
    {
      type: 'question-answered',
      actor: context.by,
      data: { question, stage: open.stage },
      body: { audience: 'participants', content: { answer } },
    },
  ]);
}
