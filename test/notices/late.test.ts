import { expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import { NoticeTemplate } from '#shared/contract/notices.ts';
import { changeStillHolds, isLate, stillHolds } from '#shared/domain/notices/late.ts';
import type { Told } from '#shared/domain/notices/notices.ts';
import { at, caseId, closedWith, dueAt, headAt, later, panel, slot } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

const holds = (told: Told, head: CaseHead, now = at) => stillHolds(told, head, softwareEngineerTrack, now);
const some = (template: NoticeTemplate, more: Partial<Told['data']> = {}, to = 'erin-engineer'): Told => ({
  to,
  template,
  caseId,
  data: {
    engineerId: 'erin-engineer',
    transition: 'L3-L4',
    stage: 'calibration',
    dueAt,
    timeZone: 'UTC',
    outcome: null,
    people: [],
    ...more,
  },
});

test('a notice is late an hour after its event', () => {
  const after = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000);
  expect([isLate(at, after(60)), isLate(at, after(61))]).toEqual([false, true]);
});

test.each([
  ['a step that is still open', some('step-open', { stage: 'self-assessment' }), headAt('self-assessment')],
  [
    'a reminder of a step that is still open',
    some('reminder', { stage: 'self-assessment' }),
    headAt('self-assessment'),
  ],
  [
    'a step of others that is still open',
    some('escalation', { stage: 'self-assessment', people: ['erin-engineer'] }, 'tess-lead'),
    headAt('self-assessment'),
  ],
  ['a due day that is still the same', some('deadline-extended'), headAt('calibration')],
  ['a part that the person still has', some('part-given', {}, 'pia-peer'), headAt('calibration', { slots: panel })],
  [
    'a part that nobody has yet',
    some('part-vacant'),
    headAt('calibration', { slots: [slot('calibration.peer-1', null)] }),
  ],
  ['an outcome', some('outcome', { outcome: 'promoted' }), closedWith('promoted')],
  ['the end of a case by the clock', some('lapsed', {}, 'tess-lead'), closedWith('lapsed')],
  ['an appeal that waits', some('appeal-lodged'), headAt('appeal')],
])('people are told late of %s', (_what, told, head) => {
  expect(holds(told, head)).toBe(true);
});

test('of a case that has ended with a promotion, only what happened and how it ended is told late', () => {
  const ended = closedWith('promoted', { slots: panel });
  const told = NoticeTemplate.options.filter(
    (template) =>
      template !== 'confirmation-asked' &&
      holds(some(template, { outcome: 'promoted' }), ended, '2026-09-01T09:00:00.000Z'),
  );
  expect(told.sort()).toEqual(
    [
      'appeal-decided',
      'cancelled',
      'closed',
      'confirmation-answered',
      'corrected',
      'delegate-lost',
      'delegation-ended',
      'exception-over',
      'lapsed',
      'objection-answered',
      'outcome',
      'overtaken',
      'part-taken',
      'question-answered',
      'recalled',
      'waiver-answered',
      'waiver-lost',
      'withdrawn',
    ].sort(),
  );
});

test.each([
  ['a step that is over', some('step-open', { stage: 'self-assessment' }), headAt('calibration')],
  ['a step of others that is over', some('escalation', { people: ['pia-peer'] }, 'tess-lead'), headAt('portfolio')],
  ['an appeal that is decided', some('appeal-lodged'), closedWith('promoted')],
  ['an outcome that was corrected since', some('outcome', { outcome: 'promoted' }), closedWith('not-promoted')],
  ['a due day that was moved once more', some('deadline-extended', { dueAt: later }), headAt('calibration')],
  [
    'a part that another person has got',
    some('part-given', {}, 'pia-peer'),
    headAt('calibration', { slots: [slot('calibration.peer-1', 'paul-peer')] }),
  ],
  ['a vacant part that is filled', some('part-vacant'), headAt('calibration', { slots: panel })],
  ['a stop that is over', some('stopped'), headAt('calibration')],
])('nobody is told late of %s', (_what, told, head) => {
  expect(holds(told, head)).toBe(false);
});

test('a proposal waits for a second person only while it is open', () => {
  const open = { state: 'open' } as Parameters<typeof changeStillHolds>[1];
  const over = { state: 'confirmed' } as Parameters<typeof changeStillHolds>[1];
  expect(changeStillHolds({ template: 'change-proposed' }, open)).toBe(true);
  expect(changeStillHolds({ template: 'change-proposed' }, over)).toBe(false);
  expect(changeStillHolds({ template: 'change-confirmed' }, over)).toBe(true);
});
