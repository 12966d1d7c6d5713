import { describe, expect, test } from 'vitest';
import { type EventType, eventTypes } from '#shared/contract/names.ts';
import { NoticeTemplate } from '#shared/contract/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { at, caseId, dueAt, event, headAt, inOrder, later, slot } from '#test/support/head-of-case.ts';
import { answered, appointed, caseOpened, engineer, opened, replacement, signature, signed } from './rows/events.ts';
import { rows } from './rows/index.ts';
import { inShort, toldBy } from './told-by.ts';

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
        const { subject, sentences } = textOf({ ...one, at, data: { ...one.data, people } }, (id) => id, 'UTC');
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

test('a notice has the facts of its case', () => {
  expect(toldBy(opened('portfolio'), headAt('portfolio'))).toEqual([
    {
      to: engineer,
      template: 'step-open',
      caseId,
      data: {
        engineerId: engineer,
        transition: 'L3-L4',
        stage: 'portfolio',
        dueAt,
        timeZone: 'UTC',
        outcome: null,
        people: [],
      },
    },
  ]);
});
