import { describe, expect, test } from 'vitest';
import { answerShape } from '#shared/cases/answers.ts';
import { CaseHead } from '#shared/contract/case.ts';
import { CaseEvent } from '#shared/contract/events.ts';
import { CalendarEvent } from '#shared/contract/record-calendar.ts';
import { CycleEvent } from '#shared/contract/record-cycle.ts';
import { LadderEvent } from '#shared/contract/record-ladder.ts';
import { PersonEvent } from '#shared/contract/record-person.ts';
import { cycleCountShape } from '#shared/cycles/change.ts';
import { factsOf } from '#shared/domain/directory/decide.ts';
import { replayPerson } from '#shared/domain/directory/evolve.ts';
import { calendarShape } from '#shared/store/calendars.ts';
import { bodyShape, headShape, tokenShape } from '#shared/store/case-shapes.ts';
import { chainEndShape, recordBodyShape } from '#shared/store/chain-shapes.ts';
import { cycleShape } from '#shared/store/cycles.ts';
import { personShape } from '#shared/store/directory.ts';
import { draftShape } from '#shared/store/drafts.ts';
import { lastCaseShape } from '#shared/store/engineer-cases.ts';
import { exportShape } from '#shared/store/exports.ts';
import { importPartShapes } from '#shared/store/file-lists.ts';
import { entryShape, keptShape } from '#shared/store/found.ts';
import { importShape, listedImportShape } from '#shared/store/imports.ts';
import { inboxShape } from '#shared/store/inbox.ts';
import { contentOf } from '#shared/store/items.ts';
import { ladderRecordShape } from '#shared/store/ladders.ts';
import { mailWindowShape } from '#shared/store/mail-windows.ts';
import { listedMoveShape, mappedShape, mappedToShape, movedShape, moveShape } from '#shared/store/moves.ts';
import { noticeShape } from '#shared/store/notices.ts';
import { placesShape } from '#shared/store/places.ts';
import { scimPageShape, scimShape, waitingShape } from '#shared/store/scim.ts';
import { seatsShape } from '#shared/store/seats.ts';
import { sessionShape } from '#shared/store/sessions.ts';
import { setupShape } from '#shared/store/setup.ts';
import type { Shape } from '#shared/store/shape.ts';
import { ownerShape, refusedShape, signInsShape } from '#shared/store/sign-ins.ts';
import { sweepShape } from '#shared/store/sweep.ts';
import { toldShape, untoldShape } from '#shared/store/told.ts';
import events from './stored-shapes/events-version-1.json' with { type: 'json' };
import version1 from './stored-shapes/version-1.json' with { type: 'json' };
import version2 from './stored-shapes/version-2.json' with { type: 'json' };
import version3 from './stored-shapes/version-3.json' with { type: 'json' };
import version4 from './stored-shapes/version-4.json' with { type: 'json' };

type Kind = keyof typeof version1;

/** The shape of every kind of item. */
const shapes: Record<Kind, Shape<unknown>> = {
  'head, opening': headShape,
  'head, open': headShape,
  'head, closed': headShape,
  body: bodyShape,
  person: personShape,
  'open step': inboxShape,
  'last case': lastCaseShape,
  'end of a chain': chainEndShape,
  'body of a person': recordBodyShape,
  answer: answerShape,
  seats: seatsShape,
  calendar: calendarShape,
  cycle: cycleShape,
  'count of cycles': cycleCountShape,
  'record of a ladder': ladderRecordShape,
  notice: noticeShape,
  'mail window': mailWindowShape,
  token: tokenShape,
  draft: draftShape,
  session: sessionShape,
  places: placesShape,
  'place in the index of people': entryShape,
  'how far the index of people is filled': keptShape,
  'sign-ins': signInsShape,
  'owner of a sign-in': ownerShape,
  'refused sign-in': refusedShape,
  'file of people': importShape,
  'file of people, listed': listedImportShape,
  'rows of a file': importPartShapes.rows,
  'changes of a file': importPartShapes.change,
  'faults of a file': importPartShapes.faults,
  'who is not in a file': importPartShapes.absent,
  'rows left of a file': importPartShapes.leftover,
  move: moveShape,
  'move, listed': listedMoveShape,
  'rows of a mapping file': importPartShapes.mapped,
  'people with a role in a mapping file': importPartShapes.holders,
  'whose a sign-in becomes': mappedShape,
  'by which sign-in a person comes over': mappedToShape,
  'how many have come over': movedShape,
  'file of everybody': exportShape,
  'state of the sweep': sweepShape,
  'mark of what was told': toldShape,
  untold: untoldShape,
  'what an identity system pushed': scimShape,
  'of whom something waits': waitingShape,
  'page of a machine': scimPageShape,
  'sign-ins, barred': signInsShape,
  'end of a setup': setupShape,
};
const kinds = Object.keys(shapes) as Kind[];

test.each(kinds)('an item of version 1 is read, and reads the same once it is stored anew: %s', (kind) => {
  const value = shapes[kind].read(version1[kind]);
  expect(shapes[kind].read(shapes[kind].content(value))).toEqual(value);
});

/** The fields that later versions added, with the values that their upcasters give to items of version 1. */
const inUtc = { timeZone: 'UTC' };
const added: Partial<Record<Kind, Record<string, unknown>>> = {
  'open step': inUtc,
  person: { lostAt: null, externalId: null, leave: [] },
  notice: { data: { ...version1.notice.data, ...inUtc } },
  session: { timeZone: null, signIn: null },
  'owner of a sign-in': { version: 0 },
  'rows of a file': {
    list: version1['rows of a file'].list.map((row) => ({ ...row, input: { ...row.input, leave: [] } })),
  },
  'file of people': { tries: null, stopped: null },
  move: { tries: null, stopped: null },
  'file of everybody': { tries: null },
  'mail window': { about: version1['mail window'].caseId, caseId: undefined },
};

test.each(kinds.filter((kind) => !kind.startsWith('head')))('%s is as it was in version 1', (kind) => {
  expect(shapes[kind].read(version1[kind])).toEqual({ ...contentOf(version1[kind]), ...added[kind] });
});

test('a person of version 1 is still what their events of version 1 come to, so their record verifies', () => {
  const person = personShape.read(version1.person);
  const recorded = events.filter((event) => event.pk === `EV#PERSON#${person.id}`);
  expect(recorded).not.toEqual([]);
  expect(replayPerson(recorded.map((event) => PersonEvent.parse(contentOf(event))))).toEqual(factsOf(person));
});

describe('a head of version 1 is read as what its instants said', () => {
  const common = (kind: Kind) => {
    const { openedAt: _o, dueAt: _d, timers: _t, actedUpTo: _a, closedAt: _c, ...more } = contentOf(version1[kind]);
    return more;
  };
  const { openedAt, dueAt, timers, actedUpTo } = version1['head, open'];

  test.each([
    ['head, opening', { status: 'opening' }],
    ['head, open', { status: 'open', openedAt, dueAt, timers, bound: null, actedUpTo }],
    ['head, closed', { status: 'closed', closedAt: version1['head, closed'].closedAt }],
  ] as const)('%s', (kind, more) => {
    expect(headShape.read(version1[kind])).toEqual({ ...common(kind), ...more, ...inUtc, adoptions: [] });
  });
});

test.each(['head, opening', 'head, open', 'head, closed'] as const)('%s of version 2 has days in UTC', (kind) => {
  const bound = kind === 'head, open' ? { bound: null } : {};
  expect(headShape.read(version2[kind])).toEqual({
    ...contentOf(version2[kind]),
    shape: undefined,
    ...bound,
    ...inUtc,
    adoptions: [],
  });
});

test('a session of version 2 did not know its sign-in, so it has ended', () => {
  expect(sessionShape.read(version2.session)).toEqual({
    ...contentOf(version2.session),
    signIn: null,
    shape: undefined,
  });
});

test.each(['head, opening', 'head, open', 'head, closed'] as const)('%s of version 3 asks no other team', (kind) => {
  expect(headShape.read(version3[kind])).toEqual({ ...contentOf(version3[kind]), shape: undefined, adoptions: [] });
});

test('a head of version 4 noted the reviewers to whom the engineer had objected: they do not lead', () => {
  const { objectedTo, ...head } = contentOf(version4['head, open']);
  expect(headShape.read(version4['head, open'])).toEqual({ ...head, couldReview: objectedTo, shape: undefined });
});

test('no head has the instants of another status', () => {
  for (const kind of ['head, opening', 'head, open', 'head, closed'] as const) {
    const head = headShape.read(version1[kind]) as Record<string, unknown>;
    for (const [field, value] of Object.entries({
      openedAt: '2026-03-02T09:00:00.000Z',
      closedAt: '2026-03-02T09:00:00.000Z',
    }))
      expect([kind, field, CaseHead.safeParse({ ...head, [field]: value }).success]).toEqual([
        kind,
        field,
        field in head,
      ]);
  }
});

test('an item of a version that is not known yet is refused, and says where it is', () => {
  const content = personShape.content(personShape.read(version1.person));
  const item = { ...version1.person, ...content, shape: 99 };
  expect(() => personShape.read(item)).toThrow(
    `${version1.person.pk} PROFILE was stored by a newer version of Rungs: this one knows versions up to ${content.shape}`,
  );
});

test.each(events)('an event of version 1 is read as it was recorded: $type', (event) => {
  const chain = 'chain' in event ? String(event.chain).split(':')[0] : 'case';
  const schemas = {
    case: CaseEvent,
    person: PersonEvent,
    ladder: LadderEvent,
    cycle: CycleEvent,
    calendar: CalendarEvent,
  };
  const schema = schemas[chain as keyof typeof schemas];
  // Nothing is filled in, because the hash is over what was recorded.
  expect(schema.parse(contentOf(event))).toEqual(contentOf(event));
});
