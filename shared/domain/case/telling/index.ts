import type { CaseEvent } from '../../../contract/events.ts';
import type { EventType } from '../../../contract/names.ts';
import { tellsOfAdoption } from './adoption.ts';
import { tellsOfAppeal } from './appeal.ts';
import { tellsOfCalibration } from './calibration.ts';
import { tellsOfEnding } from './ending.ts';
import { tellsOfHolders } from './holders.ts';
import { tellsOfOpening } from './opening.ts';
import { tellsOfPanel } from './panel.ts';
import { tellsOfPortfolio } from './portfolio.ts';
import { tellsOfQuestions } from './questions.ts';
import type { Tellings, Tells } from './row.ts';
import { tellsOfSignOff } from './sign-off.ts';
import { tellsOfStage } from './stage.ts';
import { tellsOfStop } from './stop.ts';
import { tellsOfTime } from './time.ts';

/** Whom every event of a case tells. Only the function that tells people needs it. */
const tellings: Tellings = {
  ...tellsOfAdoption,
  ...tellsOfAppeal,
  ...tellsOfQuestions,
  ...tellsOfCalibration,
  ...tellsOfEnding,
  ...tellsOfHolders,
  ...tellsOfOpening,
  ...tellsOfPanel,
  ...tellsOfPortfolio,
  ...tellsOfSignOff,
  ...tellsOfStage,
  ...tellsOfStop,
  ...tellsOfTime,
};

/** Whom an event tells, typed for events of every type. */
export const tellsOf = ({ type }: Pick<CaseEvent, 'type'>): Tells<CaseEvent> =>
  (tellings[type] ?? {}) as Tells<CaseEvent>;

/**
 * Events that can take a part or a decision away from a person. The events before them are read too, so that this person
 * is told.
 */
export const takesParts: readonly EventType[] = [
  'objection-answered',
  'conflict-declared',
  'recused',
  'reassigned',
  'slot-substituted',
  'appeal-decided',
  'sign-off-recalled',
  'adoption-answered',
];
