import { expect, test } from 'vitest';
import { companies, dollarsOf, dollarsOfSweeping, monthOf } from '#infra/local/client/cost.ts';

const usage = {
  transitions: 11,
  historyEvents: 46,
  requests: 16,
  invocations: 40,
  readUnits: 222,
  writeUnits: 286,
  mails: 12,
  seconds: 1,
};

test('every part of what a case uses has a price', () => {
  const whole = dollarsOf(usage);
  // History events are a limit, and cost nothing.
  for (const part of Object.keys(usage) as (keyof typeof usage)[])
    expect([part, dollarsOf({ ...usage, [part]: 0 }) < whole]).toEqual([part, part !== 'historyEvents']);
  const nothing = Object.fromEntries(Object.keys(usage).map((part) => [part, 0])) as typeof usage;
  expect(dollarsOf(nothing)).toBeCloseTo(3 * dollarsOfSweeping(), 8);
});

test('the sweep costs less than 0.0005 dollars for each open case in a month', () => {
  expect(dollarsOfSweeping()).toBeLessThan(0.0005);
});

test('a month is the sum of cases, sweep, pages, the directory, identity, storage and what runs idle', () => {
  for (const engineers of companies) {
    const { cases, sweep, pages, directory, identity, storage, idle, total } = monthOf(engineers, dollarsOf(usage));
    expect(total).toBeCloseTo(cases + sweep + pages + directory + identity + storage + idle, 8);
    for (const part of [pages, directory]) expect(part).toBeGreaterThan(0);
    expect(sweep).toBeCloseTo((engineers / 4) * dollarsOfSweeping(), 4);
    // Two machines with a token each hour are there with any number of people.
    expect(identity).toBeCloseTo(engineers * 1.15 * 0.02 + 2 * (6 + 730 * 0.00225), 6);
  }
  const { total, idle, identity } = monthOf(0, dollarsOf(usage));
  expect(total).toBe(idle + identity);
});
