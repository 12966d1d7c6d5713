import { type BadLadder, peers, stage } from './draft.ts';

/** Faults of a calibration and of who may sign after it. */
export const badCalibrations: BadLadder[] = [
  [
    'several reviewers without a lead',
    (l) => (stage(l, 'calibration', 'L4-L5').lead = null),
    'reviewers-without-lead',
    'transitions.L4-L5.path.calibration.lead',
  ],
  [
    'a lead although there is only one reviewer',
    (l) => (stage(l, 'calibration').lead = 'odc-lead'),
    'lead-without-panel',
    'transitions.L2-L3.path.calibration.lead',
  ],
  [
    'more reviewers from outside than reviewers',
    (l) => Object.assign(stage(l, 'calibration', 'L3-L4').reviewers[1] ?? {}, { fromOutsideTeam: 3 }),
    'outside-above-min',
    'transitions.L3-L4.path.calibration.reviewers.1.fromOutsideTeam',
  ],
  [
    'a quorum without a number',
    (l) => (stage(l, 'calibration', 'L3-L4').reveal = 'quorum'),
    'quorum-missing',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'a quorum although the reviews open with the last one',
    (l) => (stage(l, 'calibration', 'L3-L4').quorum = 2),
    'quorum-never-asked',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'a quorum above the number of reviewers',
    (l) => Object.assign(stage(l, 'calibration', 'L3-L4'), { reveal: 'quorum', quorum: 4 }),
    'quorum-above-reviewers',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'one peer as reviewer, and no lead to name the peer',
    (l) => Object.assign(stage(l, 'calibration', 'L4-L5'), { reviewers: [peers(1)], lead: null }),
    'reviewers-without-lead',
    'transitions.L4-L5.path.calibration.lead',
  ],
  [
    'a supervisor as reviewer although supervisors do not review',
    (l) => (stage(l, 'calibration', 'L3-L4').supervisors = 'do-not-review'),
    'supervisor-reviews',
    'transitions.L3-L4.path.calibration.reviewers.0.role',
  ],
  [
    'a lead who must sign but is not allowed to',
    (l) => (stage(l, 'sign-off', 'L3-L4').calibratorMaySign = false),
    'calibrator-may-not-sign',
    'transitions.L3-L4.path.sign-off.calibratorMaySign',
  ],
  [
    'a reviewer who must sign but is not allowed to',
    (l) => (stage(l, 'sign-off').calibratorMaySign = false),
    'calibrator-may-not-sign',
    'transitions.L2-L3.path.sign-off.calibratorMaySign',
  ],
  [
    'everybody who calibrated may sign',
    (l) => (stage(l, 'sign-off', 'L3-L4').calibratorMaySign = true),
    'calibrators-not-named',
    'transitions.L3-L4.path.sign-off.calibratorMaySign',
  ],
];
