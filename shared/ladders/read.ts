import { parse } from 'yaml';
import * as z from 'zod';
import { Ladder, type PublishedLadder } from '../contract/ladder.ts';
import { hashOf } from '../ledger/hash.ts';

/** What a ladder file may say: more is a mistake or an attack. */
const most = { bytes: 2 * 1024 * 1024, aliases: 50 } as const;

/**
 * Reads a ladder from YAML (or JSON), fills in defaults and gives it with its hash: SHA-256 over the canonical JSON of
 * the document. Throws an error that names every fault's place.
 */
export function readLadder(text: string): PublishedLadder {
  if (text.length > most.bytes) throw new Error(`A ladder file holds at most ${most.bytes} characters`);
  const parsed = Ladder.safeParse(parse(text, { maxAliasCount: most.aliases, uniqueKeys: true }));
  if (!parsed.success) throw new Error(`The ladder is not valid:\n${z.prettifyError(parsed.error)}`);
  return publish(parsed.data);
}

/** A ladder with the hash by which cases pin it. */
export function publish(ladder: Ladder): PublishedLadder {
  return { ...ladder, hash: hashOf(ladder) };
}
