import { Composer, type CST, type Document, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml';
import { Ladder, type PublishedLadder } from '../contract/ladder.ts';
import type { Finding } from '../contract/publishing.ts';
import { faultOfCharacters, plainText } from '../contract/text.ts';
import * as z from '../contract/zod.ts';
import { faultsOfLengths } from '../domain/ladder/lint/lengths.ts';
import { hashOf } from '../ledger/hash.ts';
import { shapeFinding, shapeFindings } from './findings.ts';
import { mend } from './mend.ts';

/**
 * The limits of a ladder file. A file beyond them is a mistake or an attack. The largest of the four ladders has 17,000
 * parts: words, signs and blanks, as YAML divides a text.
 */
const most = { characters: 2 * 1024 * 1024, parts: 100_000, aliases: 50, depth: 40 } as const;

/** The ladder in a document, or every fault of its shape. `message` has all faults as one text. */
export type Read = { ok: true; ladder: PublishedLadder } | { ok: false; findings: Finding[]; message: string };

/**
 * Reads a ladder from YAML (or JSON), fills in defaults and gives it with its hash: SHA-256 over the canonical JSON of
 * the document. Does not check its policy: see `lint`.
 */
export function parseLadder(text: string): Read {
  const read = documentOf(text);
  if ('finding' in read) return { ok: false, findings: [read.finding], message: read.message };
  const parsed = Ladder.safeParse(read.document, { error: mend });
  if (parsed.success) {
    const findings = faultsOfLengths(parsed.data);
    if (findings.length === 0) return { ok: true, ladder: publish(parsed.data) };
    const faults = findings.map((one) => `${one.place}: ${one.message} ${one.mend}`);
    return { ok: false, findings, message: ['The ladder is not valid:', ...faults].join('\n') };
  }
  const message = `The ladder is not valid:\n${z.prettifyError(parsed.error)}`;
  return { ok: false, findings: shapeFindings(parsed.error, read.document), message };
}

/**
 * Does the same, but throws an error if the document is not a ladder. It says where each fault is and how to mend it.
 */
export function readLadder(text: string): PublishedLadder {
  const read = parseLadder(text);
  if (!read.ok) throw new Error(read.message);
  return read.ladder;
}

/** A ladder with the hash by which cases pin it. */
export function publish(ladder: Ladder): PublishedLadder {
  return { ...ladder, hash: hashOf(ladder) };
}

function documentOf(text: string): { document: unknown } | { finding: Finding; message: string } {
  const refuse = (message: string, mending: string, line?: number) => ({
    finding: shapeFinding(line === undefined ? 'document' : `line ${line}`, `${message}.`, mending),
    message: `${message}: ${mending}`,
  });
  if (text.length > most.characters)
    return refuse(`A ladder file holds at most ${most.characters} characters`, 'shorten it');
  // Other encodings read as UTF-8 leave these two characters behind.
  if (['\u0000', '\uFFFD'].some((one) => text.includes(one)))
    return refuse('The ladder file is not written in UTF-8', 'save it as UTF-8 and send it again');
  const tooDeep = () =>
    refuse(`The ladder file is nested more than ${most.depth} deep`, 'no part of a ladder is: take levels out');
  const lines = new LineCounter();
  const notYaml = (message: string, at: number) => {
    const { line, col } = lines.linePos(at);
    return refuse('The ladder file is not YAML', `${message} at line ${line}, column ${col}`, line);
  };
  // The parser keeps a list of what is open. What follows calls itself for each level, and the engine of regular
  // expressions ends the process when it runs out of stack. So both are bounded while the text is divided.
  const tokens: CST.Token[] = [];
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let parts = 0;
  for (const part of new Lexer().lex(text)) {
    if (++parts > most.parts) return refuse(`A ladder file has at most ${most.parts} words and signs`, 'shorten it');
    tokens.push(...parser.next(part));
    // The document itself and a word are open too.
    if (parser.stack.length > most.depth + 2) return tooDeep();
  }
  tokens.push(...parser.end());
  try {
    // The composer would compare every key with every other key, which is slow. `repeatedKey` needs only one pass.
    const [yaml, second] = new Composer({ uniqueKeys: false }).compose(tokens, true, text.length);
    if (!yaml) throw new Error('A text always has a document');
    const [error] = yaml.errors;
    if (error) return notYaml(error.message, error.pos[0]);
    if (second) return notYaml('a second document begins', second.range[0]);
    const repeated = repeatedKey(yaml);
    if (repeated) return notYaml(`keys of a block must be unique, and ${repeated.key} comes again`, repeated.at);
    const strange = bringTextsInOneForm(yaml);
    if (strange)
      return refuse(
        'The ladder file has a text that people cannot read',
        strange.fault,
        lines.linePos(strange.at).line,
      );
    const document = yaml.toJS({ maxAliasCount: most.aliases });
    return isDeeper(document, most.depth) ? tooDeep() : { document };
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    return refuse(
      `The ladder file uses aliases that cannot be followed, or too many of them (${cause.message})`,
      'write those parts out',
    );
  }
}

/**
 * Brings every text into the form in which text is stored. Gives a text with characters that no text may have, and its
 * offset. Null if there is none.
 */
function bringTextsInOneForm(yaml: Document): { fault: string; at: number } | null {
  let found: { fault: string; at: number } | null = null;
  visit(yaml, {
    Scalar(_, text) {
      const { value, range } = text;
      if (typeof value !== 'string') return undefined;
      const plain = plainText(value);
      text.value = plain;
      const fault = faultOfCharacters(plain);
      if (fault === null) return undefined;
      found = { fault, at: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** A key that comes twice in one block, and the offset of the second one. Null if there is none. */
function repeatedKey(yaml: Document): { key: string; at: number } | null {
  let found: { key: string; at: number } | null = null;
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = { key: String(key.value), at: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

/** Whether lists and blocks are nested deeper than `levels`. Stops looking at that depth. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}
