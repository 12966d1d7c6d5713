import type { Slot } from '#shared/contract/case.ts';
import type { Outcome } from '#shared/contract/names.ts';
import { at, closedWith, event, headAt, later, moves, openingAt, slot } from '#test/support/head-of-case.ts';
import {
  all,
  appointed,
  caseOpened,
  closed,
  closing,
  delegated,
  ended,
  engineer,
  holders,
  replacement,
} from './events.ts';
import type { Row } from './row.ts';

const window = { from: '2026-02-01', to: '2026-03-31' };
const within = { dueAt: later, timers: [], timeZone: 'UTC', bound: { window, over: false } };
const over = { ...within, bound: { window, over: true } };
const ahead = { ...within, bound: { window: { from: '2199-01-01', to: '2199-12-31' }, over: false } };

function upheld(slots: Slot[], conflicts: string[] = []) {
  return event('appeal-decided', { decision: 'upheld', slots, conflicts, moves: null, generation: 2 }, 'hugo-hr');
}

const appealAgainst = (outcome: Outcome) =>
  event(
    'appeal-made',
    { ground: 'procedure', against: null, moves: { stage: 'appeal', attempt: 1, outcome }, generation: 1 },
    engineer,
    9,
  );

/** Time passes, and a case ends or goes on after its end. */
export const ofTimeAndEndings: Row[] = [
  [
    'a withdrawal',
    event('case-withdrawn', { moves: { ...closing, outcome: 'withdrawn' } }, engineer),
    ended,
    all('withdrawn', holders),
  ],
  [
    'a lapse',
    event('case-lapsed', { moves: { ...closing, outcome: 'lapsed' } }),
    ended,
    all('lapsed', [engineer, ...holders]),
  ],
  [
    'a cancellation',
    event('case-cancelled', { moves: { ...closing, outcome: 'cancelled' } }, 'hugo-hr'),
    ended,
    all('cancelled', [engineer, ...holders]),
  ],
  [
    'the engineer’s record changes',
    event('case-stopped', { facts: ['level'], moves: moves('stopped'), changedBy: ['hugo-hr'] }),
    openingAt('stopped'),
    all('stopped', [engineer, ...holders]),
  ],
  [
    'a stopped case goes on',
    event('case-resumed', { moves: moves('sign-off'), clock: null, slots: [] }, 'hugo-hr'),
    openingAt('sign-off'),
    all('resumed', [engineer, ...holders]),
  ],
  [
    'a stopped case ends',
    event('case-overtaken', { moves: { ...closing, outcome: 'overtaken' } }, 'hugo-hr'),
    ended,
    all('overtaken', [engineer, ...holders]),
  ],
  [
    'a reminder',
    event('reminder-sent', { stage: 'sign-off', attempt: 1, instant: later, to: ['olga-odc', '@hr'] }),
    headAt('sign-off'),
    all('reminder', ['olga-odc', '@hr']),
  ],
  [
    'an escalation',
    event('escalated', { stage: 'calibration', attempt: 1, instant: later, of: ['pia-peer'], to: ['hana-head'] }),
    headAt('calibration'),
    ['hana-head escalation'],
  ],
  [
    'a deadline is extended',
    event('deadline-extended', { dueAt: later, timers: [] }, 'hugo-hr'),
    headAt('sign-off'),
    all('deadline-extended', ['olga-odc', 'hana-head', engineer]),
  ],
  [
    'a case joins a cycle',
    event('cycle-joined', { cycleId: 'annual-2026', late: true }, 'hugo-hr'),
    headAt('portfolio'),
    [],
  ],
  ['a window is waived', event('window-waived', {}, 'hugo-hr'), headAt('portfolio'), []],
  [
    'a case joins a cycle while its signatures are open',
    event('cycle-joined', { cycleId: 'annual-2026', late: true, schedule: within }, 'hugo-hr'),
    headAt('sign-off'),
    all('step-open', ['olga-odc', 'hana-head']),
  ],
  [
    'a case joins a cycle without a window for its open signatures',
    event('cycle-joined', { cycleId: 'annual-2026', late: true, schedule: over }, 'hugo-hr'),
    headAt('sign-off', { bound: over.bound }),
    [],
  ],
  [
    'a window is waived while the signatures are open',
    event('window-waived', { schedule: { ...within, bound: null } }, 'hugo-hr'),
    headAt('sign-off'),
    all('step-open', ['olga-odc', 'hana-head']),
  ],
  [
    'the window of the open signatures is over',
    event('window-closed', { attempt: 1, schedule: over }),
    headAt('sign-off', { bound: over.bound }),
    ['@hr window-closed'],
  ],
  [
    'signatures open after their window',
    event('stage-opened', { stage: 'sign-off', attempt: 1, ...over }),
    headAt('sign-off', { bound: over.bound }),
    ['@hr window-closed'],
  ],
  [
    'HR changes the window of the open signatures',
    event('window-moved', { attempt: 1, schedule: within }),
    headAt('sign-off'),
    all('window-moved', ['olga-odc', 'hana-head', engineer]),
  ],
  [
    'HR changes the window, and a delegate of a signer begins only later',
    event('window-moved', { attempt: 1, schedule: ahead }),
    headAt('sign-off', {
      bound: ahead.bound,
      delegations: [
        {
          slots: ['sign-off.odc-lead'],
          by: 'olga-odc',
          to: 'dana-deputy',
          from: '2026-03-09T09:00:00.000Z',
          until: '2026-03-12T09:00:00.000Z',
          at,
        },
      ],
    }),
    all('window-moved', ['olga-odc', 'hana-head', engineer]),
  ],
  [
    'HR moves the window of the open signatures to later',
    event('window-moved', { attempt: 1, schedule: ahead }),
    headAt('sign-off', { bound: ahead.bound }),
    all('window-moved', ['olga-odc', 'hana-head', engineer]),
  ],
  [
    'an appeal is made',
    event('appeal-made', { ground: 'procedure', against: null, moves: null, generation: 1 }, engineer),
    openingAt('appeal'),
    [],
  ],
  [
    'an appeal is upheld: other people calibrate, and no delegation goes on',
    upheld([replacement]),
    headAt('calibration'),
    [
      `${engineer} appeal-decided`,
      'nina-new part-given',
      'pia-peer part-taken',
      // Places of the earlier panel that the new one does not have.
      'paul-peer part-taken',
      'petra-peer part-taken',
      'omar-odc part-taken',
      'dana-deputy delegation-ended',
      'hana-head delegate-lost',
    ],
    [caseOpened(engineer), appointed, delegated(), appealAgainst('not-promoted')],
  ],
  [
    'an appeal against an end that HR made is upheld: the signer has a conflict, and nobody else is free',
    upheld([slot('sign-off.odc-lead', null, { role: 'odc-lead' })], ['olga-odc']),
    headAt('sign-off'),
    [`${engineer} appeal-decided`, '@hr part-vacant', 'olga-odc part-taken'],
    [caseOpened(engineer), delegated(), appealAgainst('cancelled')],
  ],
  [
    'an appeal against an end that HR made is upheld: the delegate has a conflict',
    upheld([], ['dana-deputy']),
    headAt('sign-off'),
    [`${engineer} appeal-decided`, 'dana-deputy delegation-ended', 'hana-head delegate-lost'],
    [caseOpened(engineer), delegated(), appealAgainst('cancelled')],
  ],
  [
    'the engineer is away',
    event('engineer-away', { until: '2026-03-15', clock: null, slots: [], questions: [] }),
    headAt('portfolio'),
    [],
  ],
  [
    'an execution is restarted',
    event('execution-restarted', { generation: 2, reason: 'lost' }),
    headAt('calibration'),
    [],
  ],
  [
    'the end of a case: promoted',
    closed('promoted'),
    closedWith('promoted'),
    [`${engineer} outcome`, ...all('closed', holders)],
  ],
  [
    'the end of a case after its appeal was dismissed',
    closed('not-promoted'),
    closedWith('not-promoted', {
      appeal: { seq: 12, at: later, ground: 'procedure', against: null, decision: 'dismissed' },
    }),
    [],
  ],
  [
    'a corrected outcome: everybody who took part, the leads, and HR',
    event(
      'outcome-corrected',
      {
        from: 'promoted',
        to: 'not-promoted',
        proposedBy: 'hugo-hr',
        proposal: 'prop_01KN44ARM0DKXQ0JTHY3K8ATPK',
        leads: ['tess-lead', 'omar-odc'],
      },
      'hedy-hr',
    ),
    closedWith('not-promoted', { past: ['pam-past'] }),
    all('corrected', [engineer, 'pam-past', ...holders, 'tess-lead', '@hr']),
  ],
  ['the end of a case that was withdrawn', closed('withdrawn'), closedWith('withdrawn'), []],
];
