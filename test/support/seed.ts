import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSeed } from '#infra/local/seed.ts';

const variable = 'RUNGS_TEST_SEED';

/** Before the tests of a level that starts stacks: makes the folder with the sample organisation, once for the run. */
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

/** A data folder of its own with the sample organisation in it; whoever asks removes it. */
export function copySeed(): string {
  const seed = process.env[variable];
  if (!seed) throw new Error('Only tests of the levels stack and browser can start from the prepared folder');
  const folder = mkdtempSync(join(tmpdir(), 'rungs-test-'));
  cpSync(seed, folder, { recursive: true });
  return folder;
}
