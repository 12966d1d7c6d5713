import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesByLevel, type Level, sampleOf } from '#test/levels.ts';
import { importsOf, root, sourcesOf } from './imports.ts';

const files = filesByLevel();
const loads = new Map<string, string[]>();
for (const { from, to, typeOnly } of ['test', 'infra', 'functions', 'shared'].flatMap(importsOf))
  if (!typeOnly) loads.set(from, [...(loads.get(from) ?? []), to]);

/** Everything that a file loads, directly or through what it imports. */
function loadedBy(file: string, found = new Set<string>()): Set<string> {
  for (const one of loads.get(file) ?? [])
    if (!found.has(one)) {
      found.add(one);
      loadedBy(one, found);
    }
  return found;
}

describe('the levels of tests', () => {
  const engine = 'infra/local/engine/engine.ts';
  const stack = 'infra/local/stack.ts';
  const browser = 'test/support/browser.ts';
  const cdk = 'aws-cdk-lib/core';
  const mayNot: [Level, string[]][] = [
    ['unit', [engine, stack, browser, cdk]],
    ['isolated', [stack, browser, cdk]],
    ['cdk', [engine, stack, browser]],
    ['store', [stack, browser, cdk]],
    ['stack', [browser]],
  ];

  test.each(mayNot)('%s: no file loads what a higher level starts', (level, heavy) => {
    expect(files[level].length).toBeGreaterThan(0);
    const strange = files[level].flatMap((file) => {
      const loaded = loadedBy(file);
      return heavy.filter((one) => loaded.has(one)).map((one) => `${file} loads ${one}`);
    });
    expect(strange).toEqual([]);
  });

  test('only the isolated level replaces a module: elsewhere files share a process, where that does nothing', () => {
    const mocking = sourcesOf('test').filter((file) =>
      /\bvi\.(mock|doMock)\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(mocking).toEqual(files.isolated);
  });

  test('four samples in a row have every file that a sample can have, and each has less than half of them', () => {
    const samples = [0, 1, 2, 3].map((number) => sampleOf(files, number));
    const together = new Set(samples.flatMap((sample) => Object.values(sample).flat()));
    const never = Object.values(files).flatMap((all) => all.filter((file) => !together.has(file)));
    expect(never).toEqual([
      ...files.browser.filter((file) => file !== 'test/browser/journey.test.ts' && file.startsWith('test/browser/')),
      'test/infra/synth.test.ts',
    ]);
    for (const sample of samples) expect(sample.store.length).toBeLessThan(files.store.length / 2);
  });
});
