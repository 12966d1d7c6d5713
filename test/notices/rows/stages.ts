import { event, headAt, later, lead, moves, openingAt, panel } from '#test/support/head-of-case.ts';
import { all, caseOpened, engineer, opened, reviewBy, reviewers } from './events.ts';
import type { Row } from './row.ts';

const waiver = { requirement: 'adr', by: 'olga-odc', seq: 5, slot: 'sign-off.odc-lead', confirmed: null };

/** A case and its stages open, and the engineer works in them. */
export const ofStages: Row[] = [
  ['a case that its engineer opens', caseOpened(engineer), openingAt('track'), []],
  ['a case that a lead opens for an engineer', caseOpened('tess-lead'), headAt('track'), [`${engineer} case-opened`]],
  ['a stage of the engineer opens', opened('portfolio'), headAt('portfolio'), [`${engineer} step-open`]],
  ['calibration opens', opened('calibration'), headAt('calibration'), all('step-open', reviewers)],
  [
    'calibration opens again, and a reviewer has a conflict of interest: another person gets the part',
    opened('calibration'),
    headAt('calibration', { conflicts: reviewers.slice(0, 1) }),
    all('step-open', reviewers.slice(1)),
  ],
  [
    'calibration opens before the reviews begin',
    opened('calibration'),
    headAt('calibration', { slots: [...panel.map((one) => ({ ...one, openFrom: later })), lead] }),
    [],
  ],
  [
    'calibration opens and a question has no answer',
    opened('calibration'),
    headAt('calibration', { attestations: [], reviews: reviewers.map((one, at) => reviewBy(one, at + 1)) }),
    ['omar-odc step-open'],
  ],
  ['sign-off opens', opened('sign-off'), headAt('sign-off'), all('step-open', ['olga-odc', 'hana-head'])],
  ['a stage opens that the case has left since', opened('portfolio'), headAt('sign-off'), []],
  ['a stage opens for an attempt that has ended since', opened('portfolio'), headAt('portfolio', { attempt: 2 }), []],
  [
    'calibration opens again, and its reviews are open',
    opened('calibration', 2),
    headAt('calibration', { attempt: 2, revealed: true, reviews: reviewers.map((one, at) => reviewBy(one, at + 1)) }),
    ['omar-odc step-open'],
  ],
  ['the appeal stage opens', opened('appeal'), headAt('appeal'), ['@hr appeal-lodged']],
  [
    'the appeal stage opens, and nobody of HR is left to decide it',
    opened('appeal'),
    headAt('appeal', { hrActs: ['hugo-hr'], directors: ['dario-director'] }),
    ['dario-director appeal-lodged'],
  ],
  [
    'delivery directors get the steps of HR, and owe one',
    event('directors-named', { directors: ['dario-director'] }),
    headAt('sign-off', { directors: ['dario-director'], bound: { window: { from: '', to: '' }, over: true } }),
    ['dario-director step-open'],
  ],
  [
    'delivery directors get the steps of HR, and owe none',
    event('directors-named', { directors: ['dario-director'] }),
    headAt('sign-off', { directors: ['dario-director'] }),
    [],
  ],
  ['HR gets its steps again', event('directors-named', { directors: [] }), headAt('sign-off'), []],
  ['a stage is carried over', event('stage-carried-over', { stage: 'portfolio' }), headAt('sign-off'), []],
  [
    'a track is declared',
    event('track-declared', { track: 'tech-lead', moves: moves('self-assessment') }, engineer),
    headAt('track'),
    [],
  ],
  [
    'a self-assessment is sent',
    event('self-assessment-submitted', { moves: null }, engineer),
    headAt('self-assessment'),
    [],
  ],
  ['evidence is added', event('evidence-added', { evidence: 'e1' }, engineer), headAt('portfolio'), []],
  ['evidence is changed', event('evidence-amended', { evidence: 'e1' }, engineer), headAt('portfolio'), []],
  ['evidence is removed', event('evidence-removed', { evidence: 'e1' }, engineer), headAt('portfolio'), []],
  ['a requirement is waived', event('requirement-waived', { requirement: 'adr' }, 'omar-odc'), headAt('portfolio'), []],
  [
    'a requirement is waived, and only HR can confirm it',
    event('requirement-waived', { requirement: 'adr', toConfirm: true }, 'omar-odc'),
    headAt('portfolio', { waivers: [waiver] }),
    ['@hr waiver-given'],
  ],
  [
    'a requirement is waived, and another signer can confirm it',
    event('requirement-waived', { requirement: 'adr', toConfirm: true }, 'omar-odc'),
    headAt('portfolio', { waivers: [waiver], revealed: true }),
    ['hana-head waiver-given'],
  ],
  [
    'a waiver is answered',
    event('waiver-answered', { requirement: 'adr', answer: 'confirmed' }, 'hana-head'),
    headAt('portfolio'),
    [`${engineer} waiver-answered`, 'olga-odc waiver-answered'],
  ],
  [
    'a waiver is answered while the portfolio can lapse',
    event('waiver-answered', { requirement: 'adr', answer: 'refused' }, 'hana-head'),
    headAt('portfolio', { timers: [{ kind: 'lapse', at: later, to: [] }] }),
    [`${engineer} waiver-answered`, 'olga-odc waiver-answered'],
  ],
  [
    'a portfolio is handed in',
    event('portfolio-submitted', { moves: moves('sign-off') }, engineer),
    headAt('portfolio'),
    [],
  ],
  [
    'a change of track is confirmed',
    event('track-confirmed', { decision: 'change', moves: null }, engineer),
    headAt('trial'),
    [],
  ],
];
