import { parse } from 'yaml';
import * as z from 'zod';
import { Ladder, type PublishedLadder } from '../contract/ladder.ts';
import { hashOf } from '../ledger/hash.ts';
import { mend } from './mend.ts';

/** What a ladder file may say: more is a mistake or an attack. */
const most = { characters: 2 * 1024 * 1024, aliases: 50 } as const;

/**
 * Reads a ladder from YAML (or JSON), fills in defaults and gives it with its hash: SHA-256 over the canonical JSON of
 * the document. Throws an error that names every fault's place and its mend.
 */
export function readLadder(text: string): PublishedLadder {
  const parsed = Ladder.safeParse(documentOf(text), { error: mend });
  if (!parsed.success) throw new Error(`The ladder is not valid:\n${z.prettifyError(parsed.error)}`);
  const { competencies, totalWeight } = parsed.data;
  const sum = competencies.reduce((hundredths, one) => hundredths + Math.round(one.weight * 100), 0) / 100;
  if (sum !== totalWeight)
    throw new Error(
      `The ladder is not valid:\n✖ the weights of the competencies come to ${sum}: correct them, or write ${sum} here\n  → at totalWeight`,
    );
  return publish(parsed.data);
}

/** A ladder with the hash by which cases pin it. */
export function publish(ladder: Ladder): PublishedLadder {
  return { ...ladder, hash: hashOf(ladder) };
}

function documentOf(text: string): unknown {
  if (text.length > most.characters)
    throw new Error(`A ladder file holds at most ${most.characters} characters: shorten it`);
  try {
    return parse(text, { maxAliasCount: most.aliases, uniqueKeys: true });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      cause instanceof ReferenceError
        ? `The ladder file uses aliases that cannot be followed, or too many of them (${said}): write those parts out`
        : `The ladder file is not YAML: ${said}`,
      { cause },
    );
  }
}
