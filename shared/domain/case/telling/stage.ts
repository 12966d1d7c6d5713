import { stages } from '../stages/index.ts';
import { deciding, hrAsked, standsAt } from './addressees.ts';
import type { Tellings } from './row.ts';

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
      data.bound?.over && standsAt(head, data.stage, data.attempt) ? hrAsked(data.dueAt) : [],
  },
} satisfies Tellings;
