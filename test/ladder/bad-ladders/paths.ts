import { type BadLadder, change, stage, transition } from './draft.ts';

/** Faults of the stages of a transition. */
export const badPaths: BadLadder[] = [
  [
    'a path without a calibration',
    (l) => {
      const one = transition(l, 'L1-L2');
      one.path = one.path.filter((each) => each.kind !== 'calibration');
      one.criteria = one.criteria.filter((each) => each.id !== 'ships-features-independently');
    },
    'stage-missing',
    'transitions.L1-L2.path',
  ],
  [
    'a path without a sign-off',
    (l) => (transition(l).path = transition(l).path.filter((one) => one.kind !== 'sign-off')),
    'stage-missing',
    'transitions.L2-L3.path',
  ],
  [
    'a stage that comes twice',
    (l) => transition(l).path.unshift(stage(l, 'self-assessment')),
    'stage-twice',
    'transitions.L2-L3.path',
  ],
  [
    'a path that goes on after the sign-off',
    (l) => transition(l).path.reverse(),
    'sign-off-not-last',
    'transitions.L2-L3.path',
  ],
  [
    'exceptions that nobody confirms',
    (l) => (transition(l).exceptions = 'allowed'),
    'exceptions-unconfirmed',
    'transitions.L2-L3.exceptions',
  ],
  [
    'a reminder on the due day of a stage',
    (l) => (stage(l, 'portfolio').remindDays = [15, 30]),
    'reminder-after-due',
    'transitions.L2-L3.path.portfolio.remindDays',
  ],
  [
    'a signer who can never sign: the engineer',
    (l) => (stage(l, 'sign-off').signers = ['tech-lead', 'engineer']),
    'role-nobody-holds',
    'transitions.L2-L3.path.sign-off.signers.1',
  ],
  [
    'a signer who can never sign: HR, which is in no line',
    (l) => (stage(l, 'sign-off').signers = ['hr', 'odc-lead']),
    'role-nobody-holds',
    'transitions.L2-L3.path.sign-off.signers.0',
  ],
  [
    'a signer that is named twice',
    (l) => (stage(l, 'sign-off').signers = ['odc-lead', 'odc-lead']),
    'signer-twice',
    'transitions.L2-L3.path.sign-off.signers',
  ],
  [
    'a path without a portfolio, so that its requirements are never checked',
    (l) => (transition(l).path = transition(l).path.filter((one) => one.kind !== 'portfolio')),
    'stage-missing',
    'transitions.L2-L3.path',
  ],
  ['a path without a self-assessment', (l) => transition(l).path.shift(), 'stage-missing', 'transitions.L2-L3.path'],
  [
    'talks that belong to a change of track',
    (l) => transition(l).path.unshift(change(l, 'attestation')),
    'stage-of-track-change',
    'transitions.L2-L3.path.attestation',
  ],
  [
    'a trial that belongs to a change of track',
    (l) => transition(l).path.unshift(change(l, 'trial')),
    'stage-of-track-change',
    'transitions.L2-L3.path.trial',
  ],
  [
    'a track stage without tracks',
    (l) => transition(l).path.unshift(stage(l, 'track', 'L3-L4')),
    'track-stage-without-tracks',
    'transitions.L2-L3.path.track',
  ],
  [
    'tracks without a track stage',
    (l) => transition(l, 'L4-L5').path.shift(),
    'tracks-never-chosen',
    'transitions.L4-L5.tracks',
  ],
  [
    'a reminder on the due day of the answer to an appeal',
    (l) => Object.assign(transition(l).appeal ?? {}, { remindDays: [14] }),
    'reminder-after-due',
    'transitions.L2-L3.appeal.remindDays',
  ],
];
