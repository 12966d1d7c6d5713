import { readdirSync, readFileSync } from 'node:fs';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { publish, readLadder } from '#shared/ladders/read.ts';

const folder = new URL('../../shared/ladders/', import.meta.url);

/** The published ladders of the product, in the order of their file names. */
export const everyLadder = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => readLadder(readFileSync(new URL(file, folder), 'utf8')));

/** A ladder of the product by its id. */
export function ladderOf(id: string): PublishedLadder {
  const found = everyLadder.find((ladder) => ladder.id === id);
  if (!found) throw new Error(`No ladder has the id ${id}`);
  return found;
}

export const softwareEngineerTrack = ladderOf('software-engineer-track');

const { hash: _hash, ...document } = softwareEngineerTrack;
const waivable = { when: 'There was no occasion.', origin: 'ours' as const };

/** The Software Engineer Track with every requirement waivable. */
export const lenient = publish({
  ...document,
  transitions: document.transitions.map((one) => ({
    ...one,
    portfolio: one.portfolio.map((asked) => ({ ...asked, waivable })),
  })),
});
