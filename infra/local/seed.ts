import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startStack } from './stack.ts';

/** What belongs to one stack and not to its data: each copy has its own. */
const ownFiles = ['signing-key.json', 'mails.jsonl', 'lock', 'clock', 'cache'];

/**
 * Fills an empty folder with what a first start makes, and ends when everything has been acted on. A stack that starts on a
 * copy of the folder has the sample at once. The sample is of today: a folder is good for the sources and the day it was
 * made with.
 */
export async function prepareSeed(folder: string): Promise<void> {
  const stack = await startStack({ port: 0, dataDir: folder });
  await stack.settled();
  await stack.stop();
  for (const file of ownFiles) rmSync(join(folder, file), { recursive: true, force: true });
}
