import { adopted } from './adoption.ts';
import { appealDismissed, appealUpheld } from './appeals.ts';
import { amendedReview, antiSignal, disagreement, questioned } from './calibration.ts';
import { corrected } from './corrections.ts';
import { cycle } from './cycles.ts';
import { cancelled, declined, lapsed, reapplied, withdrawn } from './endings.ts';
import { exceptionConfirmed, exceptionRefused } from './exceptions.ts';
import { objection, objectionForHr } from './panels.ts';
import { returned, returnedToCalibration } from './returns.ts';
import type { Scenario } from './scenario.ts';
import { l4ToL5, noSeat } from './seats.ts';
import {
  conflict,
  delegated,
  engineerLeft,
  engineerLeftTwice,
  left,
  managerChanged,
  reassigned,
  recused,
} from './slots.ts';
import { escalated, extended } from './time.ts';
import { trackChange, trackStayed } from './tracks.ts';
import {
  l1ToL2,
  l1ToL2OutsideTheWindow,
  l2ToL3,
  l3ToL4AsPrincipalEngineer,
  l3ToL4AsTechLead,
  onCompetencies,
  onNarrative,
  onRatings,
} from './transitions.ts';

/** The scenarios of `npm run walk`, by kind and name. */
export const scenariosByKind: Record<string, Record<string, Scenario>> = {
  paths: {
    'l1-l2': l1ToL2,
    'l1-l2-outside-window': l1ToL2OutsideTheWindow,
    'l2-l3': l2ToL3,
    'l3-l4-tech-lead': l3ToL4AsTechLead,
    'l3-l4-principal-engineer': l3ToL4AsPrincipalEngineer,
    'l4-l5': l4ToL5,
    'no-seat': noSeat,
    'track-stayed': trackStayed,
    'track-change': trackChange,
    'ratings-ladder': onRatings,
    'narrative-ladder': onNarrative,
    'competencies-ladder': onCompetencies,
  },
  turns: {
    adoption: adopted,
    return: returned,
    'return-calibration': returnedToCalibration,
    withdraw: withdrawn,
    cancel: cancelled,
    decline: declined,
    lapse: lapsed,
    reapply: reapplied,
    exception: exceptionConfirmed,
    'exception-refused': exceptionRefused,
    'appeal-dismissed': appealDismissed,
    'appeal-upheld': appealUpheld,
    correction: corrected,
  },
  calibration: {
    'amend-review': amendedReview,
    question: questioned,
    disagreement,
    'anti-signal': antiSignal,
    objection,
    'objection-hr': objectionForHr,
  },
  people: {
    recuse: recused,
    conflict,
    reassign: reassigned,
    delegate: delegated,
    leaver: left,
    'engineer-leaves': engineerLeft,
    'engineer-leaves-twice': engineerLeftTwice,
    'manager-change': managerChanged,
  },
  time: {
    escalation: escalated,
    extend: extended,
    cycle,
  },
};

const all = Object.values(scenariosByKind).flatMap((kind) => Object.entries(kind));
const movesClock = ([, { advancesClock }]: [string, Scenario]) => Number(advancesClock ?? false);

/**
 * All scenarios by name. Those that move the clock come last, because the scenarios after them would run on another
 * day.
 */
export const scenarios: Record<string, Scenario> = Object.fromEntries(
  all.sort((a, b) => movesClock(a) - movesClock(b)),
);
