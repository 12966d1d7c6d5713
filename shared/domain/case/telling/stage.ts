import { openSteps } from '../progress/open-steps.ts';
import { stages } from '../stages/index.ts';
import { instantsOf } from '../state/instants.ts';
import { deciding, hrAsked, standsAt } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfStage = {
  'stage-opened': {
    'appeal-lodged': (about) => {
      const { stage, attempt, dueAt } = about.event.data;
      const isAppeal = stage === 'appeal' && standsAt(about.head, stage, attempt);
      return isAppeal ? deciding(about, { stage, dueAt }) : [];
    },
    'step-open': (about) => {
      const { stage, attempt, dueAt, bound } = about.event.data;
      if (!standsAt(about.head, stage, attempt) || !stages[stage].isToldWhenOpened || bound?.over) return [];
      return deciding(about, { stage, dueAt });
    },
    'window-closed': ({ event: { data }, head }) =>
      data.bound?.over && standsAt(head, data.stage, data.attempt) ? hrAsked(head, data.dueAt) : [],
  },
  'directors-named': {
    'step-open': ({ head, ladder, event: { data } }) => {
      const owed = openSteps(head, ladder).some(({ personId }) => data.directors.includes(personId));
      return owed ? all(data.directors, { stage: head.stage, dueAt: instantsOf(head).dueAt }) : [];
    },
  },
} satisfies Tellings;
