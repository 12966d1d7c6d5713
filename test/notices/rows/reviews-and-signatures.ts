import { event, headAt, moves, openingAt } from '#test/support/head-of-case.ts';
import { closing, ended, engineer, ref, reviewed, signature, signed } from './events.ts';
import type { Row } from './row.ts';

/** People review, answer and sign. */
export const ofReviewsAndSignatures: Row[] = [
  [
    'a review that leaves the seal closed',
    reviewed(true),
    headAt('calibration', { sealed: { from: 10, seen: 0, own: {} } }),
    [],
  ],
  [
    'the last review, which opens the seal',
    reviewed(false),
    headAt('calibration', { revealed: true }),
    ['omar-odc consensus-owed'],
  ],
  ['a review after the consensus', reviewed(false), headAt('calibration', { revealed: true, consensus: ref }), []],
  [
    'the only review, which is the consensus',
    event(
      'review-submitted',
      { slot: 'calibration.tech-lead', sealed: false, consensus: true, moves: null },
      'tess-lead',
    ),
    headAt('calibration', { consensus: ref }),
    [],
  ],
  [
    'a review is amended',
    event('review-amended', { slot: 'calibration.peer-1', consensus: false, moves: null }, 'pia-peer'),
    headAt('calibration'),
    [],
  ],
  [
    'a consensus is recorded',
    event('consensus-recorded', { moves: moves('sign-off') }, 'omar-odc'),
    headAt('calibration'),
    [],
  ],
  [
    'a question is answered',
    event('attested', { attestation: 'owns-a-module', moves: null }, 'omar-odc'),
    headAt('calibration'),
    [],
  ],
  ['an approval, if signers sign in any order', signed('approve'), headAt('sign-off', { signOffs: [signature] }), []],
  [
    'the last approval',
    event(
      'signed-off',
      { slot: 'sign-off.odc-lead', decision: 'approve', moves: { ...closing, outcome: 'promoted' } },
      'olga-odc',
    ),
    ended,
    [],
  ],
  [
    'HR confirms an exception',
    event(
      'exception-decided',
      { decision: 'confirmed', moves: { ...closing, outcome: 'promoted-with-exception' } },
      'hugo-hr',
    ),
    ended,
    [],
  ],
  [
    'HR refuses an exception',
    event('exception-decided', { decision: 'refused', moves: moves('sign-off') }, 'hugo-hr'),
    openingAt('sign-off'),
    [],
  ],
  [
    'a signature is recalled before the last of them',
    event('sign-off-recalled', { slot: 'sign-off.odc-lead', moves: null }, 'olga-odc'),
    headAt('sign-off'),
    [],
  ],
  [
    'a signature is recalled while HR is to decide on the exception',
    event('sign-off-recalled', { slot: 'sign-off.odc-lead', moves: moves('sign-off') }, 'olga-odc'),
    openingAt('sign-off'),
    ['@hr recalled'],
  ],
  [
    'a signature is recalled while delivery directors are to decide on the exception in the place of HR',
    event('sign-off-recalled', { slot: 'sign-off.odc-lead', moves: moves('sign-off') }, 'olga-odc', 9),
    openingAt('sign-off'),
    ['dina-director recalled'],
    [
      event(
        'stage-opened',
        { stage: 'exception', attempt: 1, dueAt: '2026-03-16T17:00:00.000Z', timers: [], directors: ['dina-director'] },
        null,
        8,
      ),
    ],
  ],
  [
    'a reviewer asks the engineer',
    event('question-asked', { question: 'q1', stage: 'calibration', dueAt: '2026-03-05T17:00:00.000Z' }, 'tess-lead'),
    headAt('calibration'),
    [`${engineer} question-asked`],
  ],
  [
    'the engineer answers: everybody with a part in the stage is told, not only who asked',
    event('question-answered', { question: 'q1', stage: 'sign-off' }, engineer),
    headAt('sign-off'),
    ['olga-odc question-answered', 'hana-head question-answered'],
  ],
  [
    'a return',
    event('signed-off', { slot: 'sign-off.odc-lead', decision: 'return', moves: moves('portfolio') }, 'olga-odc'),
    openingAt('portfolio'),
    [`${engineer} returned`],
  ],
];
