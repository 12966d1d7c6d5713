import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventView, Verification } from '#shared/contract/view.ts';
import { apiAt, must, type Send } from './client.ts';
import { type CaseUsage, dollarsOf } from './cost.ts';
import { assessThemselves, beginJourney, calibrate, closed, handInPortfolio, sign } from './journey.ts';
import { startStack } from './stack.ts';
import { tokenFor } from './tokens.ts';

// `npm run walk`: one L2 to L3 case through the HTTP API of a running stack, or of one that it starts and ends itself.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const asJson = process.argv.includes('--json');
const say = (line: string) => {
  if (!asJson) console.log(line);
};

const running = process.env.RUNGS_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

async function isRunning(send: Send): Promise<boolean> {
  return send('GET', '/api/health').then(
    (answer) => answer.status === 200,
    () => false,
  );
}

async function walk(url: string): Promise<void> {
  const send = apiAt(url);
  const tokens = new Map<string, string>();
  const tokenOf = async (personId: string) => {
    const token = tokens.get(personId) ?? (await tokenFor(url, personId)).token;
    tokens.set(personId, token);
    return token;
  };
  const { personId: engineer } = await tokenFor(url, 'engineer');
  const steps: { who: string; what: string; stage: string; outcome: string | null }[] = [];
  say(`Walking a case of ${engineer} from L2 to L3 at ${url}\n`);
  const journey = await beginJourney({
    send,
    tokenOf,
    today: new Date(),
    engineer,
    onStep: (step) => {
      steps.push(step);
      say(`${String(steps.length).padStart(2)}. ${step.who.padEnd(20)} ${step.what.padEnd(24)} now at ${step.stage}`);
    },
  });
  const { caseId, cast } = journey;
  await assessThemselves(journey);
  await calibrate(journey);
  await handInPortfolio(journey);
  await sign(
    journey,
    cast.techLead,
    'approve',
    'I have worked beside them all year: this is the work of the next level.',
  );
  await sign(journey, cast.odcLead, 'approve', 'The evidence is convincing. Congratulations.');
  const { outcome } = await closed(journey);

  const token = await tokenOf(engineer);
  const { body: events } = await must<{ items: EventView[] }>(send, 'GET', `/api/cases/${caseId}/events`, { token });
  const { body: chain } = await must<Verification>(send, 'GET', `/api/cases/${caseId}/verify`, { token });
  const { body: usage } = await must<CaseUsage>(send, 'GET', `/local/cost?caseId=${caseId}`);
  const { transitions, historyEvents, requests, readUnits, writeUnits } = usage;
  const cost = { transitions, historyEvents, requests, readUnits, writeUnits, dollars: dollarsOf(usage) };
  const proof = { verified: chain.verified, events: chain.events };
  if (asJson) {
    console.log(JSON.stringify({ caseId, outcome, steps, chain: proof, cost }));
    return;
  }
  say(`\nOutcome: ${outcome}\n\nTimeline of ${caseId}`);
  for (const event of events.items)
    say(
      `${String(event.seq).padStart(3)}  ${event.at}  ${event.type.padEnd(26)} ${event.actor.personId ?? 'the system'}`,
    );
  say(
    `\nAudit chain: ${chain.verified ? 'verified' : `NOT verified: ${chain.faults.join('; ')}`}, ${chain.events} events`,
  );
  say(
    `Cost: ${transitions} states entered, ${historyEvents} history events, ${requests} requests, ${readUnits} read and ${writeUnits} write units, ` +
      `${(cost.dollars * 100).toFixed(3)} US cents`,
  );
}

async function main(): Promise<void> {
  if (await isRunning(apiAt(running))) return walk(running);
  say('No stack is running; starting one for this walk.');
  const dataDir = mkdtempSync(join(tmpdir(), 'rungs-walk-'));
  const stack = await startStack({ port: 0, dataDir });
  try {
    await walk(stack.url);
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
