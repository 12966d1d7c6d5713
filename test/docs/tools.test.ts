import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');
const { scripts, engines } = JSON.parse(read('package.json'));
const container = JSON.parse(read('.devcontainer/devcontainer.json'));
const node = read('.nvmrc').trim();

interface Workflow {
  jobs: Record<string, { steps: { run?: string; with?: Record<string, string> }[] }>;
}

const workflows = readdirSync(`${root}.github/workflows`).map((file) => parse(read(`.github/workflows/${file}`)));
const steps = workflows.flatMap(({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps));
const commands = [...steps.flatMap(({ run }) => run ?? []), container.postCreateCommand as string];

/** Whether npm knows this command: `npm ci`, or a script of package.json. */
function isKnown(command: string): boolean {
  const [, script] = /^npm (?:run )?([\w:-]+)/.exec(command) ?? [];
  return script === 'ci' || Object.hasOwn(scripts, script ?? '');
}

test('the commands of the workflows and of the dev container exist', () => {
  expect(commands.length).toBeGreaterThan(2);
  expect(commands.filter((command) => !isKnown(command))).toEqual([]);
  expect(['npm run nothing', 'make'].filter(isKnown)).toEqual([]);
});

test('the files that the workflows read exist', () => {
  const files = steps.flatMap(({ with: given }) => given?.['node-version-file'] ?? []);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(root + file))).toEqual([]);
});

test('everybody works with the same version of Node, and package.json allows it', () => {
  expect(container.image).toContain(`:${node}-`);
  expect(engines.node).toMatch(new RegExp(`^>=${node}\\.`));
});
