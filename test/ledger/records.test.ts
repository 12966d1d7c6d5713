import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CalendarRecord } from '#shared/contract/calendar.ts';
import { type ChainEnd, RecordBody } from '#shared/contract/chains.ts';
import { CycleRecord } from '#shared/contract/cycles.ts';
import { LadderRecord } from '#shared/contract/publishing.ts';
import { CalendarEvent } from '#shared/contract/record-calendar.ts';
import { CycleEvent } from '#shared/contract/record-cycle.ts';
import { LadderEvent } from '#shared/contract/record-ladder.ts';
import { PersonEvent } from '#shared/contract/record-person.ts';
import { replayCalendar } from '#shared/domain/calendar/evolve.ts';
import { replayCycle } from '#shared/domain/cycles/evolve.ts';
import { replayPerson } from '#shared/domain/directory/evolve.ts';
import { replayLadder } from '#shared/domain/publishing/evolve.ts';
import { genesis } from '#shared/ledger/hash.ts';
import { verify } from '#shared/ledger/verify.ts';

/** Chains as version 1 recorded them. They must always verify, so the fixtures never change. */
interface GoldenLadder {
  record: LadderRecord;
  events: LadderEvent[];
}
interface GoldenPerson {
  audit: ChainEnd;
  events: PersonEvent[];
  bodies: Record<number, RecordBody>;
}
interface GoldenCycle {
  record: CycleRecord;
  events: CycleEvent[];
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/golden-${name}-v1.json`, import.meta.url), 'utf8'));
const goldenLadder = (): GoldenLadder => read('ladder');
const goldenPerson = (): GoldenPerson => read('person');
const goldenPersonWithTrack = (): GoldenPerson => read('person-with-track');
const goldenPersonCorrected = (): GoldenPerson => read('person-corrected');
const goldenPersonPushed = (): GoldenPerson => read('person-pushed');
const goldenCalendar = (): { record: CalendarRecord; events: CalendarEvent[] } => read('calendar');
const goldenCycle = (): GoldenCycle => read('cycle');

test('the chain of a ladder that version 1 recorded verifies, and gives the record beside it', () => {
  const { record, events } = goldenLadder();
  expect(verify(events, {}, record.audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  expect(events[0]?.prev).toBe(genesis);
  const types = new Set(events.map((event) => event.type));
  expect([...types].sort()).toEqual(LadderEvent.def.options.map((option) => option.shape.type.def.values[0]).sort());
  expect(replayLadder(events.map((event) => LadderEvent.parse(event)))).toEqual(LadderRecord.parse(record));
  expect(record.versions.map((one) => [one.version, one.from])).toEqual([
    [1, '2026-03-02'],
    [2, '2026-04-01'],
  ]);
});

test('the chain of a person that version 1 recorded verifies, and gives the facts about them', () => {
  const { audit, events, bodies } = goldenPerson();
  expect(verify(events, bodies, audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  expect(events.map((event) => event.type)).toEqual(['person-added', 'person-changed', 'person-promoted']);
  expect(Object.values(bodies).map((body) => RecordBody.parse(body).content.name)).toEqual([
    'Erin Engineer',
    'Erin Newname',
  ]);
  const facts = replayPerson(events.map((event) => PersonEvent.parse(event)));
  expect(facts).toMatchObject({ level: 'L3', team: 'Island', techLeadId: 'tess-lead' });
  // Version 1 had no tracks and no days of levels.
  expect(facts).toMatchObject({ track: null, levelSince: null, trackChangedOn: null });
  expect(JSON.stringify(events)).not.toMatch(/Newname|example\.com/);
});

test('the chain of a cycle that version 1 recorded verifies, and gives the cycle beside it', () => {
  const { record, events } = goldenCycle();
  expect(verify(events, {}, record.audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  expect(events.map((event) => event.type)).toEqual(
    CycleEvent.def.options.map((option) => option.shape.type.def.values[0]),
  );
  expect(replayCycle(events.map((event) => CycleEvent.parse(event)))).toEqual(CycleRecord.parse(record));
  expect([record.joinUntil, record.closedAt, record.version]).toEqual(['2026-10-31', '2026-05-01T09:00:00.000Z', 3]);
});

test('a promotion to a track and a change of the track verify, and give level, track and days', () => {
  const { audit, events, bodies } = goldenPersonWithTrack();
  expect(verify(events, bodies, audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  const golden = [goldenPerson(), goldenPersonWithTrack(), goldenPersonCorrected(), goldenPersonPushed()];
  const types = golden.flatMap((one) => one.events.map((event) => event.type));
  expect([...new Set(types)].sort()).toEqual(
    PersonEvent.def.options.map((option) => option.shape.type.def.values[0]).sort(),
  );
  const understood = events.map((event) => PersonEvent.parse(event));
  const days = { levelSince: '2026-03-11', trackChangedOn: null };
  expect(replayPerson(understood.slice(0, 2))).toMatchObject({ level: 'L4', track: 'tech-lead', ...days });
  expect(replayPerson(understood)).toMatchObject({
    level: 'L4',
    track: 'principal-engineer',
    levelSince: '2026-03-11',
    trackChangedOn: '2026-03-12',
  });
});

test('a promotion that a correction took back verifies, and gives the level and the day from before', () => {
  const { audit, events, bodies } = goldenPersonCorrected();
  expect(verify(events, bodies, audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  const understood = events.map((event) => PersonEvent.parse(event));
  expect(replayPerson(understood)).toMatchObject({ level: 'L3', track: null, levelSince: '2024-01-01' });
});

test('what an identity system pushed and HR set aside verifies, and leaves the facts as they were', () => {
  const { audit, events, bodies } = goldenPersonPushed();
  expect(verify(events, bodies, audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  const understood = events.map((event) => PersonEvent.parse(event));
  expect(understood.map(({ type }) => type)).toEqual(['person-added', 'push-waits', 'push-set-aside']);
  expect(replayPerson(understood)).toEqual(replayPerson(understood.slice(0, 1)));
});

test('the chain of a calendar that version 1 recorded verifies, and gives the calendar beside it', () => {
  const { record, events } = goldenCalendar();
  expect(verify(events, {}, record.audit, 'record')).toEqual({ verified: true, faults: [], erased: 0 });
  expect(replayCalendar(events.map((event) => CalendarEvent.parse(event)))).toEqual(CalendarRecord.parse(record));
  expect(record).toMatchObject({ odc: 'North', version: 2, holidays: ['2026-04-25', '2026-06-10'] });
});

describe('a chain that was tampered with does not verify', () => {
  type Chain = { audit: ChainEnd; events: { seq: number }[]; bodies: Record<number, RecordBody> };
  const chains: Record<string, () => Chain> = {
    ladder: () => ({ events: goldenLadder().events, audit: goldenLadder().record.audit, bodies: {} }),
    person: goldenPerson,
    cycle: () => ({ events: goldenCycle().events, audit: goldenCycle().record.audit, bodies: {} }),
  };
  const tampered: [string, (chain: Chain) => unknown][] = [
    ['a fact was changed', ({ events }) => Object.assign(events[1] as object, { at: '2026-03-30T09:00:00.000Z' })],
    [
      'it was moved to another chain',
      ({ events }) => events.map((one) => Object.assign(one, { chain: 'ladder:other' })),
    ],
    ['an event was removed', ({ events }) => events.splice(1, 1)],
    ['the end was cut off', ({ events }) => events.pop()],
    ['words were added', ({ bodies }) => Object.assign(bodies, { 3: { ...goldenPerson().bodies[1], seq: 3 } })],
  ];
  test.each(Object.keys(chains).flatMap((name) => tampered.map(([what, tamper]) => [name, what, tamper] as const)))(
    'of a %s: %s',
    (name, _what, tamper) => {
      const chain = chains[name]?.() as Chain;
      tamper(chain);
      expect(verify(chain.events as PersonEvent[], chain.bodies, chain.audit, 'record').verified).toBe(false);
    },
  );
});
