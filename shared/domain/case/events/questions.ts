import { authorOf } from './fold.ts';
import type { EventRow } from './row.ts';

const facts = { knownTo: 'participants', ends: null } as const;

/** Nobody has signed on a question or an answer, so no signature falls with it. */
export const questionAskedRow: EventRow<'question-asked'> = {
  ...facts,
  underSeal: 'unnamed',
  fold: (head, event) => {
    const { at, seq, actor, data } = event;
    const { question: id, stage, dueAt } = data;
    const { attempt, asked = [] } = head;
    const one = { id, seq, by: authorOf(event), slot: actor.relation, stage, attempt, at, dueAt, answer: null };
    return { ...head, asked: [...asked, one] };
  },
};

export const questionAnsweredRow: EventRow<'question-answered'> = {
  ...facts,
  underSeal: 'open',
  fold: (head, { seq, data }) => ({
    ...head,
    asked: head.asked?.map((one) => (one.id === data.question ? { ...one, answer: seq } : one)),
  }),
};
