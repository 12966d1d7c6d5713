import { describe, expect, test } from 'vitest';
import type { Cycle, CycleInput } from '#shared/contract/cycles.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { decideCycle } from '#shared/domain/cycles/decide.ts';
import { cycle, cycleInput } from '#test/support/cycles.ts';
import { person } from '#test/support/people.ts';

const hugo = person('hugo-hr', { roles: ['hr'] });
const context = (more: { now?: string; others?: Cycle[]; actor?: typeof hugo } = {}) => ({
  now: '2026-03-02T09:00:00.000Z',
  actor: hugo,
  others: [],
  ...more,
});
const open = (more: Partial<CycleInput>, around = context()) =>
  decideCycle(null, { type: 'put', id: 'annual-2026', input: cycleInput(more) }, around);
const change = (more: Partial<CycleInput>, around = context(), before = cycle()) =>
  decideCycle(before, { type: 'put', id: before.id, input: { ...cycleInput(), ...more } }, around);
const pathsOf = (decision: ReturnType<typeof decideCycle>) =>
  decision.ok ? [] : [decision.rejection.code, ...(decision.rejection.faults ?? []).map((fault) => fault.path)];

describe('cycles', () => {
  test.each(Role.options)('are opened, changed and closed only by HR: the role %s', (role) => {
    const around = context({ actor: person('somebody', { roles: [role] }) });
    for (const decision of [
      open({}, around),
      change({ name: 'Another' }, around),
      decideCycle(cycle(), { type: 'close' }, around),
    ])
      expect(decision).toMatchObject(role === 'hr' ? { ok: true } : { rejection: { code: 'forbidden' } });
  });

  test('cannot be opened by a person of HR who is not active', () => {
    const gone = context({ actor: person('gone', { roles: ['hr'], active: false }) });
    expect(open({}, gone)).toMatchObject({ rejection: { code: 'forbidden' } });
  });
});

describe('a new cycle', () => {
  test('is recorded with all that HR gave, and who opened it', () => {
    expect(open({})).toEqual({
      ok: true,
      event: {
        type: 'cycle-opened',
        data: cycleInput(),
        actor: { personId: 'hugo-hr', role: 'hr', relation: 'cycles', onBehalfOf: null },
      },
    });
  });

  const day = { from: '2026-04-01', to: '2026-04-01' };
  test.each<[string, Partial<CycleInput>, string[]]>([
    ['if it ends before it begins', { to: '2025-12-31', windows: {} }, ['to']],
    ['if its last day to join is before it', { joinUntil: '2025-12-31' }, ['joinUntil']],
    ['if its last day to join is after it', { joinUntil: '2027-01-01' }, ['joinUntil']],
    [
      'if a window begins before it',
      { windows: { portfolio: { from: '2025-12-31', to: '2026-02-01' } } },
      ['windows.portfolio.from'],
    ],
    [
      'if a window ends after it',
      { windows: { trial: { from: '2026-12-31', to: '2027-01-01' } } },
      ['windows.trial.to'],
    ],
    [
      'if a window ends before it begins',
      { windows: { 'sign-off': { from: '2026-05-02', to: '2026-05-01' }, track: day } },
      ['windows.sign-off.to'],
    ],
  ])('is refused %s', (_what, more, paths) => {
    expect(pathsOf(open(more))).toEqual(['invalid-input', ...paths]);
  });

  test('can have one day, and a window of that day', () => {
    expect(open({ ...day, joinUntil: day.from, windows: { calibration: day } }).ok).toBe(true);
  });

  test.each<[string, Partial<Cycle>, boolean]>([
    ['a cycle of the same kind that begins on its last day', { from: '2026-12-31', to: '2027-12-31' }, false],
    ['a cycle of the same kind that ends on its first day', { from: '2025-01-01', to: '2026-01-01' }, false],
    ['a cycle of the same kind inside it', { from: '2026-05-01', to: '2026-05-31' }, false],
    ['a cycle of the same kind that ends before it', { from: '2025-01-01', to: '2025-12-31' }, true],
    ['a closed cycle of the same kind', { closedAt: '2026-02-01T00:00:00.000Z' }, true],
    ['a cycle of another kind', { kind: 'quarterly' }, true],
  ])('beside %s is accepted: %s', (_what, more, accepted) => {
    const decision = open({}, context({ others: [cycle({ id: 'other', ...more })] }));
    expect(pathsOf(decision)).toEqual(accepted ? [] : ['invalid-input', 'from']);
    if (!decision.ok) expect(decision.rejection.faults?.[0]?.reason).toContain('the annual cycle other is open from');
  });
});

describe('an open cycle', () => {
  const signOff = cycleInput().windows['sign-off'];

  test('can get another name, other days and other windows', () => {
    const data = { ...cycleInput(), name: 'Annual 2026', to: '2027-01-31', joinUntil: '2026-10-31' };
    const windows = { calibration: data.windows.calibration, 'sign-off': { from: '2026-12-01', to: '2027-01-31' } };
    expect(change({ ...data, windows })).toMatchObject({
      ok: true,
      event: { type: 'cycle-changed', data: { windows } },
    });
  });

  test.each<[string, CycleInput['windows']]>([
    ['move', { calibration: { from: '2026-02-01', to: '2026-03-31' }, 'sign-off': signOff }],
    ['begin on another day', { calibration: { from: '2026-01-31', to: '2026-02-28' }, 'sign-off': signOff }],
    ['be removed', { 'sign-off': signOff }],
  ])('has a window that has ended, which cannot %s', (_what, windows) => {
    expect(pathsOf(change({ windows }))).toEqual(['invalid-input', 'windows.calibration']);
    // On the last day of the window it still can.
    expect(change({ windows }, context({ now: '2026-02-28T23:59:59.999Z' })).ok).toBe(true);
  });

  test('cannot change its kind', () => {
    expect(pathsOf(change({ kind: 'quarterly' }))).toEqual(['invalid-input', 'kind']);
  });

  test('takes no change that leaves it as it is', () => {
    expect(change({})).toMatchObject({ rejection: { code: 'already-done' } });
  });

  test('can overlap with its own earlier days, but not with another cycle', () => {
    expect(change({ name: 'Another' }, context({ others: [cycle()] })).ok).toBe(true);
    const next = cycle({ id: 'annual-2027', from: '2027-01-01', to: '2027-12-31' });
    expect(pathsOf(change({ to: '2027-01-01' }, context({ others: [cycle(), next] })))).toEqual([
      'invalid-input',
      'from',
    ]);
  });

  test('can be closed once, and then not be changed', () => {
    expect(decideCycle(cycle(), { type: 'close' }, context())).toMatchObject({
      event: { type: 'cycle-closed', data: {} },
    });
    const closed = cycle({ closedAt: '2026-02-01T00:00:00.000Z' });
    expect(pathsOf(decideCycle(closed, { type: 'close' }, context()))).toEqual(['already-done']);
    expect(pathsOf(change({}, context(), closed))).toEqual(['already-done']);
  });

  test('must exist to be closed', () => {
    expect(pathsOf(decideCycle(null, { type: 'close' }, context()))).toEqual(['not-found']);
  });
});
