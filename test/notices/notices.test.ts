import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { type EventType, eventTypes, type WorkflowStage } from '#shared/contract/names.ts';
import { Notice, NoticeTemplate } from '#shared/contract/notices.ts';
import { eventRows } from '#shared/domain/case/events/index.ts';
import { noticesOf, type Told } from '#shared/domain/notices/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import {
  at,
  caseId,
  closedWith,
  dueAt,
  event,
  headAt,
  inOrder,
  later,
  lead,
  moves,
  openingAt,
  panel,
  signers,
  slot,
} from '#test/support/head-of-case.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

const engineer = 'erin-engineer';
const reviewers = ['pia-peer', 'paul-peer', 'petra-peer'];
const holders = [...reviewers, 'omar-odc', 'olga-odc', 'hana-head'];

function toldBy(
  happened: CaseEvent,
  head: CaseHead,
  earlier: CaseEvent[] = [],
  ladder = softwareEngineerTrack,
): Told[] {
  const told = noticesOf(happened, head, ladder, earlier);
  // Every notice has the shape that the store accepts.
  for (const one of told) Notice.parse({ id: happened.id, at: happened.at, mailedAt: null, ...one });
  return told;
}

const inShort = (told: Told[]) => told.map(({ to, template }) => `${to} ${template}`);
const all = (template: string, people: string[]) => people.map((to) => `${to} ${template}`);

const replacement = slot('calibration.peer-1', 'nina-new', { openFrom: later });
const waiting = panel.map((one) => ({ ...one, openFrom: later }));
const appointed = event('panel-appointed', { slots: waiting }, 'omar-odc', 3);
const ref = { seq: 7, digest: 'd'.repeat(64) };
const reviewBy = (personId: string, at: number) => ({ slot: `calibration.peer-${at}`, by: personId, ref });
const opened = (stage: WorkflowStage, attempt = 1) => event('stage-opened', { stage, attempt, dueAt });
const closing = { stage: 'closing' as const, attempt: 1 };
const signature = {
  slot: 'sign-off.odc-lead',
  by: 'olga-odc',
  decision: 'approve' as const,
  at: later,
  seq: 10,
  stands: true,
};
const ended = openingAt('closing');

/** For each event and the head of its case: the recipient and template of every notice. */
const rows: [what: string, happened: CaseEvent, head: CaseHead, told: string[], earlier?: CaseEvent[]][] = [
  ['a case that its engineer opens', caseOpened(engineer), openingAt('track'), []],
  ['a case that a lead opens for an engineer', caseOpened('tess-lead'), headAt('track'), [`${engineer} case-opened`]],
  ['a stage of the engineer opens', opened('portfolio'), headAt('portfolio'), [`${engineer} step-open`]],
  ['calibration opens', opened('calibration'), headAt('calibration'), all('step-open', reviewers)],
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
  ['the appeal stage opens', opened('appeal'), headAt('appeal'), []],
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
    'a portfolio is handed in',
    event('portfolio-submitted', { moves: moves('sign-off') }, engineer),
    headAt('portfolio'),
    [],
  ],
  [
    'a panel is appointed',
    appointed,
    headAt('calibration'),
    [`${engineer} panel-appointed`, ...all('part-given', reviewers)],
  ],
  [
    'a panel is accepted',
    event('panel-accepted', { slots: panel }, engineer),
    headAt('calibration'),
    all('step-open', reviewers),
  ],
  [
    'an objection to a reviewer',
    objectionTo('calibration.peer-1'),
    headAt('calibration'),
    ['omar-odc objection-raised'],
  ],
  ['an objection to the lead', objectionTo('calibration.lead'), headAt('calibration'), ['@hr objection-raised']],
  [
    'an objection to a reviewer of a panel without a lead',
    objectionTo('calibration.peer-1'),
    headAt('calibration', { slots: panel }),
    ['@hr objection-raised'],
  ],
  [
    'an objection is answered: the reviewer stays',
    answered('keep'),
    headAt('calibration'),
    [`${engineer} objection-answered`],
    [appointed],
  ],
  [
    'an objection is answered: the reviewer is replaced',
    answered('replace'),
    headAt('calibration'),
    [`${engineer} objection-answered`, 'nina-new part-given', 'pia-peer part-taken'],
    [appointed],
  ],
  [
    'a reviewer declares a conflict',
    event('conflict-declared', { slots: [replacement] }, 'pia-peer'),
    headAt('calibration'),
    [`${engineer} panel-appointed`, 'nina-new part-given'],
    [appointed],
  ],
  [
    'a reviewer steps back and the slot is vacant',
    event('recused', { slots: [slot('calibration.peer-1', null)] }, 'pia-peer'),
    headAt('calibration'),
    ['omar-odc part-vacant'],
    [appointed],
  ],
  [
    'a signer steps back and the slot is vacant',
    event('recused', { slots: [slot('sign-off.odc-lead', null, { role: 'odc-lead' })] }, 'olga-odc'),
    headAt('sign-off'),
    ['@hr part-vacant'],
    [caseOpened(engineer)],
  ],
  [
    'a part is reassigned',
    event('reassigned', { slots: [replacement] }, 'omar-odc'),
    headAt('calibration'),
    [`${engineer} panel-appointed`, 'nina-new part-given', 'pia-peer part-taken'],
    [appointed],
  ],
  [
    'the holder of a part has left',
    event('slot-substituted', { slots: [slot('sign-off.odc-lead', 'nina-new', { role: 'odc-lead' })] }),
    headAt('sign-off'),
    ['nina-new part-given', 'olga-odc part-taken'],
    [caseOpened(engineer)],
  ],
  ['a delegation begins', delegated(), headAt('sign-off'), ['dana-deputy delegated']],
  [
    'a delegation ends',
    event('delegation-ended', { to: 'dana-deputy' }, 'hana-head'),
    headAt('sign-off'),
    ['dana-deputy delegation-ended'],
  ],
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
    'a return',
    event('signed-off', { slot: 'sign-off.odc-lead', decision: 'return', moves: moves('portfolio') }, 'olga-odc'),
    openingAt('portfolio'),
    [`${engineer} returned`],
  ],
  [
    'a change of track is confirmed',
    event('track-confirmed', { decision: 'change', moves: null }, engineer),
    headAt('trial'),
    [],
  ],
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
  ['a window is waived', event('window-waived', {}, 'hugo-hr'), headAt('sign-off'), []],
  [
    'an appeal is made',
    event('appeal-made', { ground: 'procedure', against: null, moves: null, generation: 1 }, engineer),
    openingAt('appeal'),
    ['@hr appeal-lodged'],
  ],
  [
    'an appeal is upheld',
    event(
      'appeal-decided',
      { decision: 'upheld', slots: [replacement], conflicts: [], moves: null, generation: 2 },
      'hugo-hr',
    ),
    headAt('calibration'),
    [`${engineer} appeal-decided`, 'nina-new part-given'],
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
  ['the end of a case that was withdrawn', closed('withdrawn'), closedWith('withdrawn'), []],
];

function caseOpened(by: string): CaseEvent {
  const { ladder, transition } = headAt('track');
  const slots = [...panel.map((one) => ({ ...one, personId: null })), lead, ...signers];
  return event(
    'case-opened',
    { engineerId: engineer, ladder, transition, stage: 'track', slots, accepted: by === engineer },
    by,
    1,
  );
}

function objectionTo(slotId: string): CaseEvent {
  return event('objection-raised', { objection: 'o1', slot: slotId, ground: 'other' }, engineer);
}

function answered(answer: 'keep' | 'replace'): CaseEvent {
  const slots = answer === 'keep' ? [] : [replacement];
  return event('objection-answered', { objection: 'o1', answer, slots, conflicts: [] }, 'omar-odc');
}

function delegated(): CaseEvent {
  const slots = ['sign-off.head-of-department'];
  return event('delegated', { slots, by: 'hana-head', to: 'dana-deputy', from: later, until: dueAt }, 'hana-head');
}

function reviewed(sealed: boolean): CaseEvent {
  return event('review-submitted', { slot: 'calibration.peer-1', sealed, consensus: false, moves: null }, 'pia-peer');
}

function signed(decision: 'approve' | 'decline'): CaseEvent {
  return event('signed-off', { slot: 'sign-off.odc-lead', decision, moves: null }, 'olga-odc');
}

function closed(outcome: NonNullable<CaseHead['outcome']>): CaseEvent {
  return event('case-closed', { outcome, level: null });
}

describe('an event makes these notices', () => {
  test.each(rows)('%s', (_what, happened, head, told, earlier) => {
    expect(inShort(toldBy(happened, head, earlier))).toEqual(told);
  });

  test('every event type is in the table', () => {
    const tested = new Set<EventType>(rows.map(([, happened]) => happened.type));
    expect(eventTypes.filter((type) => !tested.has(type))).toEqual([]);
  });

  test('every notice is in the table', () => {
    const told = rows.flatMap(([, happened, head, , earlier]) => toldBy(happened, head, earlier));
    const tested = new Set(told.map(({ template }) => template));
    expect(NoticeTemplate.options.filter((template) => !tested.has(template))).toEqual([]);
  });

  test('the words of a notice name people only if its event gives people', () => {
    const told = rows.flatMap(([, happened, head, , earlier]) => toldBy(happened, head, earlier));
    for (const one of told.filter(({ data }) => data.people.length === 0)) {
      const linesFor = (people: string[]) => {
        const { subject, sentences } = textOf({ ...one, at, data: { ...one.data, people } }, (id) => id);
        return [subject, ...sentences];
      };
      expect(linesFor(['nina-new'])).toEqual(expect.arrayContaining(linesFor([])));
    }
  });
});

test('if signers sign one after another, the next signer is told when it is their turn', () => {
  const head = headAt('sign-off', { signOffs: [signature] });
  expect(inShort(toldBy(signed('approve'), head, [], inOrder))).toContain('hana-head step-open');
  expect(
    toldBy(
      event('signed-off', { slot: 'sign-off.odc-lead', decision: 'approve', moves: null }, 'olga-odc', 9),
      head,
      [],
      inOrder,
    ),
  ).toEqual([]);
});

test('a person gets at most one notice of an event, and none about their own act', () => {
  const two = event(
    'reassigned',
    { slots: [slot('calibration.peer-1', 'nina-new'), slot('sign-off.odc-lead', 'nina-new')] },
    'olga-odc',
  );
  expect(inShort(toldBy(two, headAt('calibration'), [caseOpened(engineer), appointed]))).toEqual([
    'nina-new part-given',
    'pia-peer part-taken',
  ]);
});

test('the engineer learns who is new on the panel, and until when they can object', () => {
  for (const happened of [answered('replace'), event('reassigned', { slots: [replacement] }, 'omar-odc')]) {
    const [first] = toldBy(happened, headAt('calibration'), [appointed]);
    expect(first).toMatchObject({ to: engineer, data: { people: ['nina-new'], dueAt: later } });
  }
});

test('a notice gives the due day only if the event is about the current attempt', () => {
  const reminder = (attempt: number) =>
    event('reminder-sent', { stage: 'portfolio', attempt, instant: later, to: [engineer] });
  const dueOf = (attempt: number) => toldBy(reminder(attempt), headAt('portfolio'))[0]?.data.dueAt;
  expect([dueOf(1), dueOf(2)]).toEqual([dueAt, null]);
});

describe('while reviews are sealed', () => {
  const some = headAt('calibration', { sealed: { from: 8, seen: 1, own: {} }, reviews: [reviewBy('pia-peer', 1)] });
  const none = headAt('calibration');
  const allowedToKnow = ['omar-odc', '@hr'];

  test('the notices of everybody else are the same, whether or not a reviewer has sent a review', () => {
    for (const [, happened] of rows) {
      const others = (head: CaseHead) =>
        toldBy(happened, head).filter(({ to }) => to !== 'pia-peer' && !allowedToKnow.includes(to));
      expect(others(some)).toEqual(others(none));
    }
  });

  test('a sealed event tells the people whom it names, and nobody else', () => {
    const sealed = rows.map(([, happened]) => happened).filter(({ type }) => eventRows[type].underSeal === 'sealed');
    for (const happened of sealed.filter(({ data }) => !('sealed' in data) || data.sealed)) {
      const named = 'to' in happened.data ? happened.data.to : [];
      for (const { to } of toldBy(happened, some)) expect(named).toContain(to);
    }
  });

  test('a review makes no notice, and the review that opens the seal makes one for the lead only', () => {
    expect(toldBy(reviewed(true), some)).toEqual([]);
    expect(toldBy(reviewed(false), { ...some, revealed: true }).map(({ to }) => to)).toEqual(['omar-odc']);
  });

  test('a notice to a person up the line does not say who is late', () => {
    const escalated = event('escalated', {
      stage: 'calibration',
      attempt: 1,
      instant: later,
      of: ['paul-peer'],
      to: ['hana-head'],
    });
    expect(JSON.stringify(toldBy(escalated, some))).not.toContain('paul-peer');
  });
});

test('a notice has the facts of its case', () => {
  expect(toldBy(opened('portfolio'), headAt('portfolio'))).toEqual([
    {
      to: engineer,
      template: 'step-open',
      caseId,
      data: { engineerId: engineer, transition: 'L3-L4', stage: 'portfolio', dueAt, outcome: null, people: [] },
    },
  ]);
});
