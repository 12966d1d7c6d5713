import { event, headAt, later, moves, openingAt } from '#test/support/head-of-case.ts';
import { engineer, opened } from './events.ts';
import type { Row } from './row.ts';

const question = { evidence: 'e1', piece: 3 };
const asked = (turn: number) => event('adoption-asked', { ...question, turn, to: 'ken-other', dueAt: later }, engineer);
const answered = (answer: 'yes' | 'no' | 'not-mine', nameBy: string | null = null) =>
  event('adoption-answered', { ...question, turn: 1, answer, nameBy }, 'ken-other');

/** Other teams are asked whether they have adopted a piece of evidence. */
export const ofAdoption: Row[] = [
  ['a person is asked', asked(1), headAt('calibration'), ['ken-other confirmation-asked']],
  ['a person says yes', answered('yes'), headAt('calibration'), [`${engineer} confirmation-answered`]],
  ['a person cannot say', answered('not-mine', later), headAt('calibration'), [`${engineer} confirmer-owed`]],
  [
    'a person says no while people sign',
    answered('no'),
    headAt('sign-off'),
    [`${engineer} confirmation-answered`, 'olga-odc step-open', 'hana-head step-open'],
  ],
  [
    'a person answers while HR is to decide on the exception',
    event(
      'adoption-answered',
      { ...question, turn: 1, answer: 'yes', nameBy: null, moves: moves('sign-off') },
      'ken-other',
    ),
    openingAt('sign-off'),
    [`${engineer} confirmation-answered`, '@hr exception-over'],
    [opened('exception')],
  ],
  [
    'nobody answers in time',
    event('adoption-unanswered', { ...question, turn: 1, nameBy: later }),
    headAt('calibration'),
    [`${engineer} confirmer-owed`],
  ],
  [
    'the second person does not answer either',
    event('adoption-unanswered', { ...question, turn: 2, nameBy: null }),
    headAt('calibration'),
    [],
  ],
];
