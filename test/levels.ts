import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isFileDrawn } from './support/extent.ts';

/** The levels of tests by what their files start. `vitest.config.ts` puts them into projects. */
const levels = {
  /** A real browser on the whole stack, or on the sign-in page alone. */
  browser: /^test\/(browser\/|local-identity\/picker-accessibility)/,
  /** Templates of the CDK, and the bundles that ship. */
  cdk: /^test\/(infra\/(?!journey)|workflow\/(synthesize|definition))/,
  /** Take away a check of ours to see that a test notices. They alone are in a process of their own. */
  isolated: /^test\/(case\/separation|security\/worlds)-without/,
  /** The whole local stack, in this process or in one of its own. */
  stack: /^test\/(journeys\/|infra\/journey|local\/(sample|seed|start)|reliability\/year|sweep\/failed-executions)/,
  /** Code of ours on the embedded engine: a table, Step Functions, API and pages in this process. */
  store:
    /^test\/(api|hr|security|stepfunctions|local\/(memory-table|picked|scale-addresses|writes)|web\/(?!statuses)|case\/stored|cycles\/cycles|directory\/(changers|directory|entering|find|places|recovery)|importing|long\/population|notices\/(gathered|reading|relay|untold)|organisation\/(cycles|invite|set-up)|proposals|publishing\/publishing|scim|reliability\/crash-points|rounds|sweep\/share|store\/(?!limits|stored-shapes)|workflow\/walk)/,
  /** Nothing but code of ours and files. */
  unit: /^/,
};

export type Level = keyof typeof levels;
const levelNames = Object.keys(levels) as Level[];

type Files = Record<Level, string[]>;

/** The files of tests by level: the first level that names a file. */
export function filesByLevel(): Files {
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => `test/${file}`)
    .sort();
  const levelOf = (file: string) => levelNames.find((level) => levels[level].test(file));
  return Object.fromEntries(
    levelNames.map((level) => [level, files.filter((file) => levelOf(file) === level)]),
  ) as Files;
}

/** Files that each sample has, so that it shows something of everything. It also has all files of the level `unit`. */
const inEachSample =
  /^test\/(browser\/journey|journeys\/(commands|kills|scenarios)|local\/start|api\/routes|infra\/rights|long\/population|reliability\/crash-points|security\/matrix|stepfunctions\/races|store\/(guarded|races)|web\/pages|workflow\/definition)/;

/** Files that no sample has: they take half a minute each, and others show something of the same. */
const inNoSample = /^test\/(browser\/(?!journey)|infra\/synth)/;

/** The files of a sample: those that each sample has, and a drawn quarter of the others. `number` selects them. */
export function sampleOf(files: Files, number?: number): Files {
  const sampled = (level: Level) => {
    const others = files[level].filter((file) => !inEachSample.test(file) && !inNoSample.test(file));
    const drawn = new Set(others.filter((_file, at) => isFileDrawn(at, number)));
    return files[level].filter((file) => inEachSample.test(file) || drawn.has(file));
  };
  const { unit } = files;
  return { ...(Object.fromEntries(levelNames.map((level) => [level, sampled(level)])) as Files), unit };
}
