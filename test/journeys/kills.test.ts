import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { apiAt, must, readAll, type Send } from '#infra/local/client/client.ts';
import {
  assessThemselves,
  beginJourney,
  calibrate,
  handInPortfolio,
  type Journey,
  sign,
} from '#infra/local/client/journey.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { freePort } from '#infra/local/engine/engine.ts';
import type { EventView, Verification } from '#shared/contract/view.ts';
import { by } from '#test/support/extent.ts';

const kills = by({ sample: 2, all: 25 });
const program = fileURLToPath(new URL('../../infra/local/program.mjs', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'rungs-kills-'));
let running: ChildProcess | undefined;

afterAll(async () => {
  if (running && running.exitCode === null) {
    const gone = once(running, 'exit');
    running.kill('SIGINT');
    await gone;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the stack in the same way as `npm start`, and waits until it prints that it is ready. */
async function launch(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, 'start'], {
    env: { ...process.env, PORT: String(port), RUNGS_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('ready at') && resolve());
    child.once('exit', (code) => reject(new Error(`the stack ended with ${code} before it was ready`)));
  });
  return child;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Repeats a request until it is answered. If the stack dies, the client cannot know whether the request was carried out. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let at = 0; ; at++) {
    try {
      return await work();
    } catch (error) {
      if (at > 2000 || !(error instanceof Error) || !/fetch failed|Nothing answers|terminated/.test(error.message))
        throw error;
      await pause(25);
    }
  }
}

/** The result of one walk: a case that has ended, and the commands that were acknowledged. */
interface Walk {
  caseId: string;
  outcome: string;
  acknowledged: string[];
}

async function walk(url: string, engineer: string, promote: boolean): Promise<Walk> {
  const patient: Send = (...request) => insist(() => apiAt(url)(...request));
  const acknowledged: string[] = [];
  const tokens = new Map<string, string>();
  const tokenOf = async (who: string) => {
    const token = tokens.get(who) ?? (await insist(() => tokenFor(url, who))).token;
    tokens.set(who, token);
    return token;
  };
  const send: Send = async (...request) => {
    if (request[0] === 'POST') await pause(20 + Math.random() * 60);
    return patient(...request);
  };
  const onStep = ({ what }: { what: string }) => acknowledged.push(what);
  const journey: Journey = await beginJourney({ send, tokenOf, today: new Date(), engineer, onStep });
  const { cast, caseId } = journey;
  await assessThemselves(journey);
  await calibrate(journey);
  await handInPortfolio(journey);
  await sign(journey, cast.techLead, 'approve', 'Yes.');
  if (promote) await sign(journey, cast.odcLead, 'approve', 'Yes.');
  else {
    const body = { type: 'withdraw', reason: 'The next walk needs a new case.' };
    await must(send, 'POST', `/api/cases/${caseId}/commands`, { token: await tokenOf(engineer), body });
    acknowledged.push('withdraw');
  }
  return { caseId, outcome: promote ? 'promoted' : 'withdrawn', acknowledged };
}

const eventOf: Record<string, string> = {
  'open-case': 'case-opened',
  'submit-self-assessment': 'self-assessment-submitted',
  attest: 'attested',
  'submit-review': 'review-submitted',
  'add-evidence': 'evidence-added',
  'submit-portfolio': 'portfolio-submitted',
  'sign-off': 'signed-off',
  withdraw: 'case-withdrawn',
};

function count(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

test(`killed ${kills} times while cases run, the stack loses no acknowledged command and does nothing twice`, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  running = await launch(port);
  let killing = true;
  const walks: Walk[] = [];
  const walkers = ['pavel-sokolov', 'hannah-bright', 'anouk-visser'].map(async (engineer) => {
    while (killing) {
      walks.push(await walk(url, engineer, false));
      // The engineer can open another case as soon as this one is closed.
      await insist(() => must(apiAt(url), 'POST', '/local/sweep'));
      await insist(() => must(apiAt(url), 'POST', '/local/settle'));
    }
    walks.push(await walk(url, engineer, true));
  });

  try {
    for (let at = 0; at < kills; at++) {
      await pause(100 + Math.random() * 500);
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
      running = await launch(port);
    }
  } finally {
    killing = false;
  }
  await Promise.all(walkers);

  await must(apiAt(url), 'POST', '/local/sweep');
  await must(apiAt(url), 'POST', '/local/settle');
  const { token } = await tokenFor(url, 'hr');
  expect(walks.length).toBeGreaterThan(by({ sample: 2, all: 3 }));
  for (const { caseId, outcome, acknowledged } of walks) {
    const read = (path: string) => must(apiAt(url), 'GET', `/api/cases/${caseId}${path}`, { token });
    expect((await read('')).body).toMatchObject({ stage: 'closed', outcome });
    const items = await readAll<EventView>(apiAt(url), `/api/cases/${caseId}/events`, token);
    const ofPeople = items.filter((event) => event.actor.personId !== null).map((event) => event.type);
    expect(count(ofPeople)).toEqual(count(acknowledged.map((type) => eventOf[type] ?? type)));
    expect(items.filter((event) => event.type === 'case-closed')).toHaveLength(1);
    expect(new Set(items.map((event) => event.id)).size).toBe(items.length);
    expect((await read('/verify')).body as unknown as Verification).toMatchObject({ verified: true });
  }
}, 900_000);
