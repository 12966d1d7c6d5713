import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseLadder } from '#shared/ladders/read.ts';

const text = readFileSync(new URL('../../shared/ladders/software-engineer-track.yaml', import.meta.url), 'utf8');

function changed(from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The file does not say ${from}`);
  return text.replace(from, to);
}

const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

function findingsOf(source: string) {
  const read = parseLadder(source);
  return read.ok ? [] : read.findings;
}

describe('a document that is not a ladder gets findings for', () => {
  test('nothing, if its shape is valid, even if its rules have faults', () => {
    expect(findingsOf(text)).toEqual([]);
    expect(findingsOf(changed('totalWeight: 11.5', 'totalWeight: 12'))).toEqual([]);
  });

  test.each<[string, string, string, RegExp]>([
    [
      'an unknown field',
      changed('    title: Technical Mastery', '    titel: Technical Mastery'),
      'competencies.technical-mastery.titel',
      /spelling/,
    ],
    ['an unknown field at the top', `colour: red\n${text}`, 'colour', /take it out/],
    [
      'a number that is too high',
      changed('dueDays: 14', 'dueDays: 400'),
      'trackChange.path.track.dueDays',
      /365 or less/,
    ],
    [
      'a key that comes twice',
      changed('hireBar: L3', 'hireBar: L3\nhireBar: L4'),
      `line ${lineOf('hireBar: L3') + 1}`,
      /unique.*hireBar/,
    ],
    ['a bracket left open', 'levels: [', 'line 1', /\]/],
    ['an empty document', '', 'document', /block of fields/],
    ['a list', '- a\n- b', 'document', /block of fields/],
    ['brackets nested too deep', '['.repeat(100_000), 'document', /levels out/],
    ['blocks nested too deep', `${'{a: '.repeat(3000)}1${'}'.repeat(3000)}`, 'document', /levels out/],
    ['more levels than a ladder has', `a: ${'['.repeat(60)}${']'.repeat(60)}`, 'document', /levels out/],
    ['an alias of itself', 'a: &a [*a, *a]', 'document', /levels out|written? .*out/i],
  ])('%s', (_what, source, place, mend) => {
    const found = findingsOf(source).find((one) => one.place.startsWith(place));
    expect(found).toMatchObject({ severity: 'error', code: 'shape', message: expect.stringMatching(/\.$/) });
    expect(found?.mend).toMatch(mend);
  });

  test('a few bytes of aliases that would expand to a billion entries', () => {
    const ten = (name: string) => Array(10).fill(`*${name}`).join(', ');
    const lines = ['a: &l0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth <= 8; depth++) lines.push(`k${depth}: &l${depth} [${ten(`l${depth - 1}`)}]`);
    expect(findingsOf(lines.join('\n'))).toMatchObject([{ code: 'shape', message: /aliases/ }].map(matching));
  });

  test('the first 200 faults, and then how many more there are', () => {
    const found = findingsOf(`levels:\n${'- 1\n'.repeat(1000)}`);
    expect(found).toHaveLength(201);
    expect(found.at(-1)?.message).toMatch(/^There are 8\d\d more faults\.$/);
  });

  test('10,000 keys, without comparing each key with every other', () => {
    const keys = Array.from({ length: 10_000 }, (_, at) => `key-${at}: 1`).join('\n');
    expect(findingsOf(keys).length).toBeGreaterThan(200);
  });
});

const matching = ({ message, ...rest }: { code: string; message: RegExp }) => ({
  ...rest,
  message: expect.stringMatching(message),
});
