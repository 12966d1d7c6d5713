import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const variable = 'RUNGS_TEST_SEED';
const program = fileURLToPath(new URL('../../infra/local/program.mjs', import.meta.url));

/**
 * Runs before the tests of the levels that start stacks. Makes the folder with the sample organisation, once for each run,
 * by the bundle of `npm start`.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env[variable]) return;
  const folder = mkdtempSync(join(tmpdir(), 'rungs-seed-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, 'prepare']);
    if (!stdout) throw new Error(stderr);
    cpSync(stdout.trim(), folder, { recursive: true });
  } catch (error) {
    remove();
    throw error;
  }
  process.env[variable] = folder;
  return remove;
}

/** A new data folder with the sample organisation in it. The caller removes it. */
export function copySeed(): string {
  const seed = process.env[variable];
  if (!seed) throw new Error('Only tests of the levels stack and browser can start from the prepared folder');
  const folder = mkdtempSync(join(tmpdir(), 'rungs-test-'));
  cpSync(seed, folder, { recursive: true });
  return folder;
}
