import { holders } from './addressees.ts';
import { all, type Tellings } from './row.ts';

/** An answer is told to everybody who has a part in the stage, so that it does not say who asked. */
export const tellsOfQuestions = {
  'question-asked': {
    'question-asked': ({ event: { data }, head }) => all([head.engineerId], { stage: data.stage, dueAt: data.dueAt }),
  },
  'question-answered': {
    'question-answered': ({ event: { at, data }, head }) => {
      const people = holders(head.slots.filter((one) => one.stage === data.stage));
      const acting = head.delegations.filter(({ by, from, until }) => people.includes(by) && from <= at && at < until);
      return all([...new Set([...people, ...acting.map((one) => one.to)])], { stage: data.stage, dueAt: null });
    },
  },
} satisfies Tellings;
