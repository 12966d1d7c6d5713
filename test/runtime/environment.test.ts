import { expect, test } from 'vitest';
import { readEnvironment } from '#functions/runtime/environment.ts';

const whole = {
  RUNGS_TABLE: 'rungs',
  RUNGS_SIGN_IN_KEY: 'employee-number',
  RUNGS_INTRANET_HOSTS: 'wiki.intranet,docs.intranet',
  RUNGS_TIME_ZONE: 'Asia/Ho_Chi_Minh',
};

test('the settings on which decisions rest are read as they are given', () => {
  expect(readEnvironment(whole)).toMatchObject({ ...whole, RUNGS_INTRANET_HOSTS: ['wiki.intranet', 'docs.intranet'] });
  expect(readEnvironment({ ...whole, RUNGS_INTRANET_HOSTS: '' }).RUNGS_INTRANET_HOSTS).toEqual([]);
});

test.each(Object.keys(whole))('a function without %s fails at start and names it, whatever it does', (name) => {
  expect(() => readEnvironment({ ...whole, [name]: undefined })).toThrow(name);
});
