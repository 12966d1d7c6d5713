import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSeed } from '#infra/local/seed.ts';

const variable = 'RUNGS_TEST_SEED';

/** Runs before the tests of the levels that start stacks. Makes the folder with the sample organisation, once for each run. */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env[variable]) return;
  const folder = mkdtempSync(join(tmpdir(), 'rungs-seed-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await prepareSeed(folder);
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
