import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from './print.ts';

const program = fileURLToPath(new URL('../infra/local/program.mjs', import.meta.url));
const rounds = 3;
/** What follows a start, such as notices of the sample, is over after this time. */
const calmMs = 5000;
const idleMs = 20_000;
/** Linux counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

/** A start of the stack: seconds until it is ready, and the CPU seconds of all its processes until then. */
export interface Start {
  seconds: number;
  cpu: number;
}

/**
 * Starts the local stack as `npm start` does: three times in an empty folder without the prepared sample, in one with it,
 * and again in that folder. Gives the medians, and the part of one core that the idle stack and its engine use.
 */
export async function measureStack(): Promise<Record<'first' | 'prepared' | 'later', Start> & { idle: number }> {
  await prepare();
  const [first, prepared, later]: [Start[], Start[], Start[]] = [[], [], []];
  let idle = 0;
  for (let round = 1; round <= rounds; round++) {
    const [one, other] = [mkdtempSync(join(tmpdir(), 'rungs-bench-')), mkdtempSync(join(tmpdir(), 'rungs-bench-'))];
    // With an engine that is named, a start does not use the prepared sample.
    first.push(await start(one, { RUNGS_ENGINE: 'dynoxide' }));
    prepared.push(await start(other));
    const isLast = round === rounds;
    later.push(
      await start(other, {}, async (pid) => {
        if (isLast) idle = await idleOf(pid);
      }),
    );
    for (const folder of [one, other]) rmSync(folder, { recursive: true, force: true });
  }
  return { first: medianOf(first), prepared: medianOf(prepared), later: medianOf(later), idle };
}

async function prepare(): Promise<void> {
  await once(spawn(process.execPath, [program, 'prepare'], { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
}

async function start(dataDir: string, more = {}, then = async (_pid: number): Promise<void> => {}): Promise<Start> {
  const env = { ...process.env, PORT: '0', RUNGS_DATA_DIR: dataDir, ...more };
  const begun = performance.now();
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(child);
  const found = { seconds: (performance.now() - begun) / 1000, cpu: cpuOf(child.pid as number) };
  await then(child.pid as number);
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
  return found;
}

async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    said += chunk;
    if (said.includes('is ready at')) return;
  }
  throw new Error(`The stack did not start: ${said}`);
}

async function idleOf(pid: number): Promise<number> {
  await sleep(calmMs);
  const [from, begun] = [cpuOf(pid), performance.now()];
  await sleep(idleMs);
  return (cpuOf(pid) - from) / ((performance.now() - begun) / 1000);
}

/** The CPU seconds of a process and of all its descendants. */
function cpuOf(pid: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.flatMap((name) => statOf(name)));
  const mine = (id: number): boolean => id === pid || (parents.has(id) && mine(parents.get(id)?.parent as number));
  let ticks = 0;
  for (const [id, stat] of parents) if (mine(id)) ticks += stat.ticks;
  return ticks / ticksPerSecond;
}

/** Parent and CPU time of a process, from proc(5). Empty: it has ended. */
function statOf(id: string): [number, { parent: number; ticks: number }][] {
  try {
    // The name of the program is in parentheses and can contain spaces.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [[Number(id), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]];
  } catch {
    return [];
  }
}

const medianOf = (starts: Start[]): Start => ({
  seconds: median(starts.map((one) => one.seconds)),
  cpu: median(starts.map((one) => one.cpu)),
});
