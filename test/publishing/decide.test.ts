import { describe, expect, test } from 'vitest';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { LadderCommand, LadderRecord } from '#shared/contract/publishing.ts';
import { decideLadder } from '#shared/domain/publishing/decide.ts';
import { evolveLadder } from '#shared/domain/publishing/evolve.ts';
import { publish } from '#shared/ladders/read.ts';
import { sealRecord } from '#shared/ledger/seal.ts';
import { nextOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { type StillClock, seededIds, seededRandom, stillClock } from '#test/support/outside.ts';
import { person } from '#test/support/people.ts';

const second = nextOf(softwareEngineerTrack, { summary: 'The second version.' });
const people = {
  uma: person('uma', { roles: ['hr'] }),
  paul: person('paul', { roles: ['hr'] }),
  tina: person('tina', { roles: ['hr'] }),
};
type Who = keyof typeof people;
/** The people as they are now. */
const directory: Record<string, Person> = { ...people };

/** Keeps a record in memory and changes it through the real decider. Version 1 is published. */
function startDesk(clock: StillClock = stillClock()) {
  const ids = seededIds(clock);
  const random = seededRandom();
  let record: LadderRecord | null = null;
  let draft: PublishedLadder | null = null;
  const desk = {
    clock,
    get record() {
      return record as LadderRecord;
    },
    decide: (actor: Parameters<typeof decideLadder>[2]['actor'], command: LadderCommand) =>
      decideLadder(record, command, {
        now: clock.now().toISOString(),
        actor,
        draft,
        heldSince: '',
        proposer: directory[record?.draft?.proposal?.by ?? ''] ?? null,
      }),
    /** Carries out a command. Gives the code of the refusal, or null. */
    act(who: Who, command: LadderCommand): string | null {
      const decision = desk.decide(people[who], command);
      if (!decision.ok) return decision.rejection.code;
      const at = clock.now().toISOString();
      const chain = `ladder:${softwareEngineerTrack.id}` as const;
      const recording = { chain, audit: record?.audit ?? null, at, requestId: 'test', ids, random };
      const { event } = sealRecord(decision.event, recording);
      record = evolveLadder(record, event);
      if (command.type === 'save-draft') draft = command.ladder;
      if (event.type === 'ladder-published' || event.type === 'draft-discarded') draft = null;
      return null;
    },
  };
  expect(desk.act('uma', save(softwareEngineerTrack))).toBeNull();
  expect(desk.act('paul', propose(softwareEngineerTrack))).toBeNull();
  expect(desk.act('tina', confirm(softwareEngineerTrack))).toBeNull();
  return desk;
}

const today = '2026-03-02';
const save = (ladder: PublishedLadder): LadderCommand => ({ type: 'save-draft', ladder });
const propose = ({ hash }: PublishedLadder, from = today): LadderCommand => ({
  type: 'propose-publication',
  hash,
  from,
});
const confirm = ({ hash }: PublishedLadder): LadderCommand => ({ type: 'confirm-publication', hash });
const withdraw = ({ hash }: PublishedLadder): LadderCommand => ({ type: 'withdraw-proposal', hash });
const discard = ({ hash }: PublishedLadder): LadderCommand => ({ type: 'discard-draft', hash });

describe('who can do what', () => {
  const commands = [save(second), propose(second), confirm(second), withdraw(second), discard(second)];
  const proposed = () => {
    const desk = startDesk();
    expect([desk.act('uma', save(second)), desk.act('paul', propose(second))]).toEqual([null, null]);
    return desk;
  };

  test.each(
    Role.options.filter((role) => role !== 'hr').flatMap((role) => commands.map((one) => [role, one] as const)),
  )('a person with the role %s can do nothing: %o', (role, command) => {
    const decision = proposed().decide(person('somebody', { roles: [role] }), command);
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'forbidden' } });
  });

  test.each(commands)('a person of HR who is not active can do nothing: %o', (command) => {
    const decision = proposed().decide(person('gone', { roles: ['hr'], active: false }), command);
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'forbidden' } });
  });

  const table: [Who, string, LadderCommand, string | null][] = [
    ['uma', 'who uploaded the draft', confirm(second), 'forbidden'],
    ['paul', 'who proposed the day', confirm(second), 'forbidden'],
    ['tina', 'who did neither', confirm(second), null],
    ...(['uma', 'paul', 'tina'] as const).flatMap((who): [Who, string, LadderCommand, string | null][] => [
      [who, 'of HR', withdraw(second), null],
      [who, 'of HR', discard(second), null],
      [who, 'of HR', save(second), null],
    ]),
  ];
  test.each(table)('%s, %s: %o', (who, _what, command, expected) => {
    expect(proposed().act(who, command)).toBe(expected);
  });

  test('a person who uploads and proposes still needs another person to confirm', () => {
    const desk = startDesk();
    expect([desk.act('uma', save(second)), desk.act('uma', propose(second))]).toEqual([null, null]);
    expect(desk.act('uma', confirm(second))).toBe('forbidden');
    expect(desk.act('paul', confirm(second))).toBeNull();
  });

  test('a person who replaces the draft counts as its uploader', () => {
    const desk = proposed();
    expect([desk.act('tina', save(second)), desk.act('paul', propose(second))]).toEqual([null, null]);
    expect(desk.act('tina', confirm(second))).toBe('forbidden');
    expect(desk.act('uma', confirm(second))).toBeNull();
  });
});

describe('a draft', () => {
  test.each([1, 3, 9])('of version %i is refused if version 2 is next, and the reason says so', (version) => {
    const decision = startDesk().decide(people.uma, save(publish({ ...second, version })));
    expect(decision).toMatchObject({
      ok: false,
      rejection: {
        code: 'invalid-ladder',
        faults: [{ path: 'version', reason: expect.stringContaining('version 2') }],
      },
    });
  });

  test('of a new ladder must be version 1', () => {
    const context = {
      now: '2026-03-02T09:00:00.000Z',
      actor: people.uma,
      draft: null,
      heldSince: null,
      proposer: null,
    };
    expect(decideLadder(null, save(softwareEngineerTrack), context).ok).toBe(true);
    expect(decideLadder(null, save(second), context)).toMatchObject({ rejection: { faults: [{ path: 'version' }] } });
  });

  test('that is too large for a stored item is refused, and the reason gives its size', () => {
    const large = nextOf(softwareEngineerTrack, { summary: 'x'.repeat(ladderLimits.storedBytes) });
    expect(startDesk().decide(people.uma, save(large))).toMatchObject({
      rejection: { code: 'invalid-ladder', faults: [{ reason: expect.stringMatching(/it takes \d{3} KB.*350 KB/) }] },
    });
  });

  test('replaces an earlier draft and voids its proposal', () => {
    const desk = startDesk();
    const other = nextOf(softwareEngineerTrack, { summary: 'Another second version.' });
    for (const command of [save(second), propose(second)]) expect(desk.act('uma', command)).toBeNull();
    expect(desk.act('paul', save(other))).toBeNull();
    expect(desk.record.draft).toMatchObject({ hash: other.hash, by: 'paul', proposal: null });
    for (const command of [confirm(second), propose(second), withdraw(second), discard(second)])
      expect(desk.act('tina', command)).toBe('draft-changed');
    expect(desk.act('tina', confirm(other))).toBe('not-proposed');
  });

  test('can be discarded, and then the same version can be drafted again', () => {
    const desk = startDesk();
    expect([desk.act('uma', save(second)), desk.act('paul', discard(second))]).toEqual([null, null]);
    expect(desk.record.draft).toBeNull();
    expect(desk.act('tina', discard(second))).toBe('draft-changed');
    expect(desk.act('tina', save(second))).toBeNull();
  });
});

describe('publishing', () => {
  test('can be proposed for today, but not for a day that has passed in UTC', () => {
    const desk = startDesk();
    desk.act('uma', save(second));
    expect(desk.decide(people.uma, propose(second, '2026-03-01'))).toMatchObject({
      rejection: { code: 'invalid-input', faults: [{ path: 'from', reason: expect.stringContaining('2 March 2026') }] },
    });
    desk.clock.set('2026-03-02T23:59:59.999Z');
    expect(desk.act('uma', propose(second, today))).toBeNull();
  });

  test('cannot be confirmed after the day has passed: the proposal is withdrawn and made again', () => {
    const desk = startDesk();
    for (const command of [save(second), propose(second)]) desk.act('uma', command);
    desk.clock.set('2026-03-03T00:00:00.000Z');
    expect(desk.act('paul', confirm(second))).toBe('day-passed');
    expect(desk.act('paul', withdraw(second))).toBeNull();
    expect(desk.act('uma', propose(second, '2026-03-03'))).toBeNull();
    expect(desk.act('paul', confirm(second))).toBeNull();
  });

  test.each<[string, Partial<Person>]>([
    ['left', { active: false }],
    ['lost the role', { roles: ['engineer'] }],
  ])('cannot be confirmed once the person who proposed it has %s: it is withdrawn and proposed anew', (_what, more) => {
    const desk = startDesk();
    for (const command of [save(second), propose(second)]) desk.act('uma', command);
    directory.uma = { ...people.uma, ...more };
    expect(desk.act('paul', confirm(second))).toBe('proposal-stale');
    directory.uma = people.uma;
    expect(desk.act('paul', confirm(second))).toBeNull();
  });

  test('can be proposed once, and only a proposal can be withdrawn', () => {
    const desk = startDesk();
    desk.act('uma', save(second));
    expect(desk.act('uma', withdraw(second))).toBe('not-proposed');
    expect([desk.act('uma', propose(second)), desk.act('paul', propose(second))]).toEqual([null, 'already-done']);
  });

  test('is refused for a draft with errors, both at the proposal and at the confirmation', () => {
    const desk = startDesk();
    const wrong = nextOf(softwareEngineerTrack, { totalWeight: 12 });
    desk.act('uma', save(wrong));
    const decision = desk.decide(people.uma, propose(wrong));
    expect(decision).toMatchObject({ rejection: { code: 'ladder-has-errors', faults: [{ path: 'totalWeight' }] } });
    const record: LadderRecord = { ...desk.record };
    if (record.draft) record.draft = { ...record.draft, proposal: { by: 'uma', at: record.draft.at, from: today } };
    const context = {
      now: '2026-03-02T09:00:00.000Z',
      actor: people.paul,
      draft: wrong,
      heldSince: '',
      proposer: people.uma,
    };
    expect(decideLadder(record, confirm(wrong), context)).toMatchObject({ rejection: { code: 'ladder-has-errors' } });
  });

  test('records who proposed, and the day', () => {
    const desk = startDesk();
    for (const command of [save(second), propose(second, '2026-06-01')]) desk.act('uma', command);
    const decision = desk.decide(people.paul, confirm(second));
    expect(decision).toMatchObject({
      event: {
        type: 'ladder-published',
        data: { version: 2, hash: second.hash, from: '2026-06-01', proposedBy: 'uma' },
        actor: { personId: 'paul', role: 'hr' },
      },
    });
    desk.act('paul', confirm(second));
    expect(desk.record.versions.map((one) => [one.version, one.from])).toEqual([
      [1, today],
      [2, '2026-06-01'],
    ]);
    expect(desk.record.draft).toBeNull();
    expect(desk.act('tina', confirm(second))).toBe('already-done');
  });

  test('never changes a published version, whatever command is given', () => {
    const desk = startDesk();
    const before = structuredClone(desk.record.versions);
    for (const who of ['uma', 'paul', 'tina'] as const)
      for (const ladder of [softwareEngineerTrack, second])
        for (const command of [save(ladder), propose(ladder), discard(ladder), save(ladder), withdraw(ladder)]) {
          desk.act(who, command);
          expect(desk.record.versions).toEqual(before);
        }
  });
});
