import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import { eventRows } from '#shared/domain/case/events/index.ts';
import { event, headAt, later } from '#test/support/head-of-case.ts';
import { reviewBy, reviewed } from './rows/events.ts';
import { rows } from './rows/index.ts';
import { toldBy } from './told-by.ts';

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
    // Once they are open, and before they are written, it does.
    expect(toldBy(escalated, { ...some, revealed: true })).toMatchObject([{ data: { people: ['paul-peer'] } }]);
  });
});
