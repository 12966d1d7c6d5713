import { existsSync, readFileSync } from 'node:fs';
import { Ladder, type PublishedLadder } from '#shared/contract/ladder.ts';
import type { Finding } from '#shared/contract/publishing.ts';
import * as z from '#shared/contract/zod.ts';
import { compare } from '#shared/domain/ladder/compare/compare.ts';
import { lint } from '#shared/domain/ladder/lint/lint.ts';
import { readLadder } from '#shared/ladders/read.ts';

// `npm run --silent ladder -- <command>` does on the command line what HR's pages do with a ladder file. Exits with 1
// on errors.
const usage = `Say what to do:
  ladder -- lint FILE...           check ladder files (YAML or JSON) and print what to mend
  ladder -- compare BEFORE AFTER   say in words what a new version changes
  ladder -- hash FILE              print the hash by which a case would pin this document
  ladder -- schema                 print the JSON Schema of ladder files`;

const commands: Record<string, (files: string[]) => number> = {
  lint: (files) => (files.length > 0 ? Math.max(...files.map(lintFile)) : fail(usage)),
  compare: ([before, after]) => {
    if (!before || !after) return fail(usage);
    const changes = compare(read(before), read(after));
    for (const { kind, sentence } of changes) console.log(`${kind}  ${sentence}`);
    if (changes.length === 0) console.log('Nothing changes.');
    return 0;
  },
  hash: ([file]) => {
    if (!file) return fail(usage);
    console.log(read(file).hash);
    return 0;
  },
  schema: () => {
    console.log(JSON.stringify(z.toJSONSchema(Ladder, { io: 'input' }), null, 2));
    return 0;
  },
};

function lintFile(file: string): number {
  const ladder = read(file);
  const findings = lint(ladder);
  for (const finding of findings) console.log(lineOf(file, finding));
  const errors = findings.filter((one) => one.severity === 'error').length;
  const warnings = findings.length - errors;
  console.log(`${file}: ${ladder.title}, version ${ladder.version}: ${errors} errors, ${warnings} warnings`);
  return errors > 0 ? 1 : 0;
}

function lineOf(file: string, { severity, code, place, message, mend }: Finding): string {
  return `${file}: ${severity} ${code} at ${place}\n  ${message}\n  ${mend}`;
}

/** The ladder in a file. Throws, and says what to mend, if there is no such file or no ladder in it. */
function read(file: string): PublishedLadder {
  if (!existsSync(file)) throw new Error(`There is no file ${file}. Give the path of a ladder file.`);
  return readLadder(readFileSync(file, 'utf8'));
}

function fail(message: string): number {
  console.error(message);
  return 1;
}

const [name = '', ...files] = process.argv.slice(2);
try {
  process.exitCode = commands[name]?.(files) ?? fail(usage);
} catch (error) {
  process.exitCode = fail(error instanceof Error ? error.message : String(error));
}
