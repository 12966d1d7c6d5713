import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Extent } from './support/extent.ts';

/** The levels of tests by what their files start. `vitest.config.ts` puts them into projects. */
const levels = {
  /** A real browser on the whole stack, or on the sign-in page alone. */
  browser: /^test\/(browser\/|local-identity\/picker-accessibility)/,
  /** Templates of the CDK, and the bundles that ship. */
  cdk: /^test\/(infra\/(?!journey)|workflow\/(synthesize|definition))/,
  /** Takes away a check of ours to see that a test notices. It alone is in a process of its own. */
  isolated: /^test\/case\/separation/,
  /** The whole local stack, in this process or in one of its own. */
  stack: /^test\/(journeys\/|infra\/journey|local\/(sample|seed|start)|reliability\/year)/,
  /** Code of ours on the embedded engine: a table, Step Functions, API and pages in this process. */
  store:
    /^test\/(api|hr|security|stepfunctions|local\/(memory-table|writes)|web\/(?!statuses)|case\/stored|cycles\/cycles|directory\/directory|long\/population|notices\/(reading|relay)|organisation\/cycles|publishing\/publishing|reliability\/crash-points|rounds|store\/(?!limits|stored-shapes)|workflow\/walk)/,
  /** Nothing but code of ours and files. */
  unit: /^/,
};

export type Level = keyof typeof levels;
const levelNames = Object.keys(levels) as Level[];

/** What a sample leaves out, because other files show something of the same. */
const notInSample = /^test\/(browser\/(?!journey)|infra\/synth)/;

/** The files of tests that a run of this extent takes, by level: the first level that names a file. */
export function filesByLevel(extent: Extent): Record<Level, string[]> {
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => `test/${file}`)
    .filter((file) => extent !== 'sample' || !notInSample.test(file));
  const levelOf = (file: string) => levelNames.find((level) => levels[level].test(file));
  return Object.fromEntries(
    levelNames.map((level) => [level, files.filter((file) => levelOf(file) === level)]),
  ) as Record<Level, string[]>;
}
