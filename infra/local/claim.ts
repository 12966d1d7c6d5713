import { join } from 'node:path';
import { checkEngine } from './engine/engine.ts';
import { type Front, listen } from './front.ts';
import { makeFolder } from './runtime/files.ts';
import { checkFormat } from './runtime/format.ts';
import { takeFolder } from './runtime/lock.ts';

/** What only one stack can use at a time: its address and its data folder. */
export interface Claim {
  front: Front;
  /** Releases the folder. The front is closed separately. */
  letGo(): void;
}

/**
 * Takes a port (0 takes a free one) and a data folder, before anything slow begins. Throws, and says what to do, if the
 * port is in use, if the folder is a file, if another stack uses it, if another version made it, or if there is no
 * database engine.
 */
export async function claim(port: number, dataDir: string): Promise<Claim> {
  checkEngine();
  makeFolder(dataDir);
  const letGo = takeFolder(join(dataDir, 'lock'));
  try {
    checkFormat(dataDir);
    return { front: await listen(port), letGo };
  } catch (error) {
    letGo();
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`, { cause: error });
  }
}

/** Checks before a slow step whether a start could take both. Throws like `claim`. */
export async function couldStart(port: number, dataDir: string): Promise<void> {
  const { front, letGo } = await claim(port, dataDir);
  await front.close();
  letGo();
}
