import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiAt } from './client/client.ts';
import { monthsInWords } from './client/cost.ts';
import { groundAt } from './client/ground.ts';
import type { Step } from './client/journey.ts';
import { proofOf, type Walked } from './client/proof.ts';
import { scenarios } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';

// `npm run walk` plays scenarios through the HTTP API. It uses a running stack, or starts and stops one itself.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const running = process.env.RUNGS_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

/** The options of the command line. Throws on an unknown one, and names all. */
function options() {
  try {
    return parseArgs({
      options: {
        scenario: { type: 'string', default: 'l2-l3' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'advance-clock': { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const known = '--scenario NAME (or all), --list, --json and --advance-clock';
    throw new Error(`${(cause as Error).message.split('. ')[0]}. The options are ${known}.`, { cause });
  }
}

const asked = options();
const say = (line: string) => {
  if (!asked.json) console.log(line);
};

function isRunning(): Promise<boolean> {
  return apiAt(running)('GET', '/api/health').then(
    (answer) => answer.status === 200,
    () => false,
  );
}

/** The requested scenarios. Throws if there is no scenario of that name, and lists all names. */
function wanted(): [string, Scenario][] {
  if (asked.scenario === 'all') return Object.entries(scenarios);
  const scenario = scenarios[asked.scenario];
  if (scenario) return [[asked.scenario, scenario]];
  throw new Error(`there is no scenario ${asked.scenario}. There are ${Object.keys(scenarios).join(', ')}, or all.`);
}

/** Plays one scenario. Throws if the scenario fails or if the chain of a case does not verify. */
async function walk(url: string, name: string, scenario: Scenario): Promise<void> {
  const steps: Step[] = [];
  say(`${name}: ${scenario.about}\n`);
  const ground = groundAt(url, (step) => {
    steps.push(step);
    say(`${String(steps.length).padStart(2)}. ${step.who.padEnd(20)} ${step.what.padEnd(32)} now at ${step.stage}`);
  });
  await scenario.play(ground);
  const cases: Walked[] = [];
  for (const journey of ground.journeys) cases.push(await proofOf(journey));
  const last = cases.at(-1);
  if (asked.json) return console.log(JSON.stringify({ scenario: name, ...last, steps, cases }));
  // With many scenarios, the timelines would be too long to read.
  if (last && asked.scenario !== 'all') {
    say(`\nTimeline of ${last.caseId}`);
    for (const { seq, at, type, by } of last.timeline)
      say(`${String(seq).padStart(3)}  ${at}  ${type.padEnd(26)} ${by ?? 'the system'}`);
  }
  for (const { caseId, outcome, chain, cost } of cases)
    say(
      `\nCase: ${caseId}\nOutcome: ${outcome ?? 'none yet'}\nAudit chain: verified, ${chain.events} events\n` +
        `Cost: ${cost.transitions} states entered, ${cost.historyEvents} history events, ${cost.requests} requests, ` +
        `${cost.readUnits} read and ${cost.writeUnits} write units, ${cost.mails} mails; with logs and the sweep ` +
        `${(cost.dollars * 100).toFixed(3)} US cents\n`,
    );
  if (last && asked.scenario !== 'all')
    say(['If every case is like this one, in AWS:', ...monthsInWords(last.cost.dollars), ''].join('\n'));
}

async function walkOn(url: string, walks: [string, Scenario][]): Promise<void> {
  for (const [name, scenario] of walks)
    await walk(url, name, scenario).catch((error: unknown) => {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
}

/** Uses the running stack if there is one. A scenario that moves the clock uses it only with `--advance-clock`. */
async function main(): Promise<void> {
  if (asked.list) {
    for (const [name, { about, advancesClock }] of Object.entries(scenarios))
      console.log(`${name.padEnd(24)} ${about}${advancesClock ? ' (moves the clock)' : ''}`);
    return;
  }
  const walks = wanted();
  if (await isRunning()) {
    const moves = walks.some(([, { advancesClock }]) => advancesClock);
    if (!moves || asked['advance-clock']) {
      if (moves) say(`The clock of the running stack at ${running} moves on, for every case on it.`);
      return walkOn(running, walks);
    }
    say('This moves the clock, and the running stack keeps its own: give --advance-clock to move that one.');
  }
  say('Starting a stack for this walk, in a folder that goes with it.');
  const dataDir = mkdtempSync(join(tmpdir(), 'rungs-walk-'));
  // Loaded only here, because it is most of the program and a running stack does not need it.
  const { startStack } = await import('./stack.ts');
  const stack = await startStack({ port: 0, dataDir });
  try {
    await walkOn(stack.url, walks);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`The walk did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
