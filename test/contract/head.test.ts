import { expect, test } from 'vitest';
import { CaseHead } from '#shared/contract/case.ts';
import { headAt } from '#test/support/head-of-case.ts';

test('a head that holds a number which is no longer counted is read without it', () => {
  const counts = { everybody: 4, objections: [] };
  const head = headAt('calibration', { counts });
  expect(CaseHead.parse({ ...head, counts: { ...counts, underSeal: 0 } })).toEqual(head);
});
