import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundling } from '#infra/aws/bundling.ts';
import { buildBundles } from '#test/support/bundles.ts';
import { costOfAWalk } from './case-cost.ts';
import { commandCosts } from './command-cost.ts';
import { echoCosts } from './echo.ts';
import { firstCalls } from './first-call.ts';
import { printImports } from './import.ts';
import { ladderReads } from './ladder-text.ts';
import { medianStart } from './module-start.ts';
import { type Figure, print } from './print.ts';
import { printScale } from './scale.ts';
import { scoringRates } from './scoring.ts';
import { measureStack } from './stack.ts';

// `npm run bench` prints the figures of docs/figures.md, as medians of one run. Both sides of a ratio come from the same run.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
if (process.argv.includes('--scale')) {
  await printScale();
  process.exit(0);
}
if (process.argv.includes('--import')) {
  await printImports();
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
const { bundles, remove } = await buildBundles();

/** Bundles a baseline from this folder in the same way as the functions. */
async function bareBundle(source: string): Promise<string> {
  const outfile = join(folder, `${source}.js`);
  await build({ ...bundling, entryPoints: [join(import.meta.dirname, `${source}.ts`)], outfile });
  return outfile;
}

const start = medianStart({ api: bundles.api.file, bare: await bareBundle('bare') });
const first = await firstCalls({
  bare: await bareBundle('bare-read'),
  signIn: await bareBundle('bare-sign-in'),
  api: bundles.api.file,
  workflow: bundles.workflow.file,
});
const reads = await ladderReads();
const commands = await commandCosts();
const walk = await costOfAWalk();
const scoring = scoringRates();
const echo = await echoCosts();
const stack = await measureStack();

const figures: Figure[] = [
  { what: 'module start, api bundle over a bare one', value: start.api / start.bare, budget: 1.25, unit: 'times' },
  { what: 'module start, api bundle', value: start.api, unit: 'ms' },
  ...(
    [
      ['api, who am I', first.me],
      ['api, a case', first.case],
      ['workflow, where a case stands', first.look],
      ['workflow, opening a stage', first.open],
    ] as const
  ).map(([what, value]) => ({
    what: `load and first call over a bare read: ${what}`,
    value: value / first.bare,
    budget: 1.5,
    unit: 'times',
    before: '2.4 to 2.8 times',
  })),
  {
    what: 'load and first call over a bare read: Hono, a token and one read',
    value: first.signIn / first.bare,
    unit: 'times',
  },
  { what: 'load and first call, a bare read', value: first.bare, unit: 'ms' },
  { what: 'reading a ladder stored as a map, over one stored as text', value: reads.map / reads.text, unit: 'times' },
  { what: 'command over one raw read and one raw transaction', value: commands.ratio, budget: 1.5, unit: 'times' },
  { what: 'command', value: commands.command, unit: 'ms' },
  { what: 'api bundle, minified', value: bundles.api.bytes / 1000, budget: 450, unit: 'KB' },
  ...(['hr', 'web', 'workflow', 'relay', 'sweep'] as const).map((name) => ({
    what: `${name} bundle, minified`,
    value: bundles[name].bytes / 1000,
    unit: 'KB',
  })),
  { what: 'states entered per case', value: walk.transitions, budget: 12, unit: '' },
  { what: 'history events per case', value: walk.historyEvents, budget: 60, unit: '' },
  ...Object.entries(commands.items).map(([type, { items, inbox }]) => ({
    what: `items written, ${type} (and ${inbox} inbox changes)`,
    value: items,
    budget: 3,
    unit: 'items',
  })),
  { what: 'assessments scored and explained', value: Math.round(scoring.score), unit: 'a second' },
  { what: 'assessments scored, bare numbers', value: Math.round(scoring.rate), unit: 'a second' },
  ...(
    [
      ['a form of 512 KB without a session', echo.plain],
      ['such a form, of signs to encode', echo.encoded],
      ['such a form with a file', echo.multipart],
    ] as const
  ).flatMap(([what, { cpu, ratio }]) => [
    { what: `CPU of ${what}`, value: cpu, budget: 10, unit: 'ms' },
    { what: `${what}, over the page that keeps nothing`, value: ratio, unit: 'times' },
  ]),
  { what: 'explanations over the bare score', value: scoring.explanation, budget: 2, unit: 'times' },
  ...(
    [
      ['first start, with the sample of the installation', stack.prepared, 2, '12 to 17 s'],
      ['first start that makes its sample', stack.first, 2, '12 to 17 s'],
      ['later start', stack.later, 1.2, '3.1 s'],
    ] as const
  ).flatMap(([what, { seconds, cpu }, budget, before]) => [
    { what, value: seconds, budget, unit: 's', before },
    { what: `${what}, CPU of server and engine`, value: cpu, unit: 's' },
  ]),
  { what: 'idle stack, server and engine', value: stack.idle * 100, budget: 1, unit: '% of a core', before: '16.5 %' },
  { what: 'requests per case', value: walk.requests, unit: '' },
  { what: 'read units per case', value: walk.readUnits, unit: '' },
  { what: 'write units per case', value: walk.writeUnits, unit: '' },
  { what: 'cost per case', value: walk.dollars * 100, unit: 'US cents' },
];
print(figures);
if (process.argv.includes('--json')) writeFileSync('bench.json', JSON.stringify(figures, null, 2));

remove();
rmSync(folder, { recursive: true, force: true });
