import { exceptionOver, owing } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfAdoption = {
  'adoption-asked': { 'confirmation-asked': ({ event: { data } }) => all([data.to], { dueAt: data.dueAt }) },
  'adoption-answered': {
    'confirmer-owed': ({ event: { data }, head }) =>
      data.nameBy === null ? [] : all([head.engineerId], { dueAt: data.nameBy }),
    'confirmation-answered': ({ event: { data }, head }) => (data.nameBy === null ? all([head.engineerId]) : []),
    'exception-over': exceptionOver,
    'step-open': (about) => (about.head.stage === 'sign-off' ? all(owing(about), { stage: 'sign-off' }) : []),
  },
  'adoption-unanswered': {
    'confirmer-owed': ({ event: { data }, head }) =>
      data.nameBy === null ? [] : all([head.engineerId], { dueAt: data.nameBy }),
  },
} satisfies Tellings;
