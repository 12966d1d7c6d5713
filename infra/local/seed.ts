import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startStack } from './stack.ts';

/** Files that belong to one stack and not to its data. Each copy makes its own. */
const ownFiles = ['signing-key.json', 'mails.jsonl', 'lock', 'clock', 'cache', 'issuer'];

/**
 * Fills an empty folder with the data of a first start. Resolves when everything that was written is processed. A stack
 * that starts on a copy of the folder has the sample at once. The folder can only be used on the day when it was made,
 * and with the same sources.
 */
export async function prepareSeed(folder: string): Promise<void> {
  const stack = await startStack({ port: 0, dataDir: folder });
  await stack.settled();
  await stack.stop();
  for (const file of ownFiles) rmSync(join(folder, file), { recursive: true, force: true });
}
