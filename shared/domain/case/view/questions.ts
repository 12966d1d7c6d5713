import type { Case } from '../../../contract/events.ts';
import type { CaseView } from '../../../contract/view.ts';
import { bodyAt } from '../state/contents.ts';
import { isOverdue } from '../state/instants.ts';
import type { Viewing } from './viewing.ts';
import { mayKnowWho, mayReadQuestion } from './visibility.ts';

/** The questions to the engineer, with their answers. */
export function questionsIn(state: Case, { viewer, relations, now }: Viewing): CaseView['asked'] {
  const { head } = state;
  const readable = (head.asked ?? []).filter(({ seq }) => mayReadQuestion(head, seq, relations));
  return readable.map((one) => {
    const { id, seq, by, stage, at, dueAt, answer } = one;
    const isOver = answer === null && (head.stage !== stage || head.attempt !== one.attempt);
    return {
      id,
      stage,
      by: mayKnowWho(head, { seq, type: 'question-asked', by }, relations, viewer.id) ? by : null,
      at,
      dueAt,
      question: bodyAt<{ question: string }>(state, seq)?.question ?? '',
      answer: answer === null ? null : (bodyAt<{ answer: string }>(state, answer)?.answer ?? ''),
      state: answer !== null ? 'answered' : isOver ? 'over' : isOverdue(dueAt, now) ? 'overdue' : 'open',
      /** Whoever signed before the answer did not know it. */
      signedBefore:
        answer === null
          ? []
          : head.signOffs.filter((sign) => sign.stands && sign.seq < answer).map((sign) => sign.slot),
    };
  });
}
