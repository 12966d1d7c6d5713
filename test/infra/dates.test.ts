import * as theirs from '@smithy/core/serde';
import { describe, expect, it } from 'vitest';
import * as ours from '#infra/aws/slim/dates.ts';

describe('the dates of the bundles are those of the SDK', () => {
  it.each([0, 1_764_362_096, 1_764_362_096.789, '1764362096.5'])('in seconds: %s', (value) => {
    expect(ours.parseEpochTimestamp(value)).toEqual(theirs.parseEpochTimestamp(value));
  });

  it.each(['2026-11-28T21:34:56Z', '2026-11-28T21:34:56.789Z', '2026-11-28T21:34:56+07:00'])('in text: %s', (value) => {
    expect(ours.parseRfc3339DateTimeWithOffset(value)).toEqual(theirs.parseRfc3339DateTimeWithOffset(value));
  });

  it('in a header', () => {
    const text = 'Sat, 28 Nov 2026 21:34:56 GMT';
    expect(ours.parseRfc7231DateTime(text)).toEqual(theirs.parseRfc7231DateTime(text));
    expect(ours.dateToUtcString(new Date(text))).toBe(theirs.dateToUtcString(new Date(text)));
  });

  it('none, and nothing that is not a date', () => {
    expect(ours.parseEpochTimestamp(undefined)).toBeUndefined();
    expect(() => ours.parseEpochTimestamp('soon')).toThrow(TypeError);
    expect(() => ours.parseRfc7231DateTime('soon')).toThrow(TypeError);
  });
});
