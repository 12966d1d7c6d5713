import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PublishedLadder } from '#shared/contract/ladder.ts';
import { readLadder } from '#shared/ladders/read.ts';

const text = readFileSync(new URL('../../shared/ladders/software-engineer-track.yaml', import.meta.url), 'utf8');

/**
 * The file with its first `from` replaced. Throws if there is none, so that no test uses the unchanged file by
 * accident.
 */
function changed(from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The file does not say ${from}`);
  return text.replace(from, to);
}

function refusal(source: string): string {
  try {
    readLadder(source);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The ladder was read');
}

describe('a correct ladder file', () => {
  const ladder = readLadder(text);

  test('reads as a published ladder', () => {
    expect(PublishedLadder.parse(ladder)).toEqual(ladder);
  });

  test('is hashed over its sorted JSON with the defaults filled in', () => {
    const { hash, ...document } = ladder;
    expect(document.tracks[0]?.strong).toEqual({});
    expect(hash).toBe(createHash('sha256').update(sorted(document)).digest('hex'));
  });

  test('keeps its hash with other comments, order or spacing, and as JSON', () => {
    const { hash, ...document } = ladder;
    expect(readLadder(`# Another comment.\n${text}\n\n`).hash).toBe(hash);
    const backwards = Object.fromEntries(Object.entries(document).reverse());
    expect(readLadder(JSON.stringify(backwards)).hash).toBe(hash);
  });

  test('has every text in one form: composed letters, LF, and no blanks at its ends', () => {
    const said = JSON.stringify('  Zu\u0308rich\r\nTrack ');
    const { faq } = readLadder(
      changed('\nfaq:', `\nfaq:\n  - { id: new, question: ${said}, answer: so, restsOn: [title], origin: ours }`),
    );
    expect(faq[0]?.question).toBe('Z\u00fcrich\nTrack');
  });

  test('gets another hash if its content changes', () => {
    expect(readLadder(changed('dueDays: 14', 'dueDays: 15')).hash).not.toBe(ladder.hash);
    expect(readLadder(changed('floor: 1, origin: source', 'floor: 1, origin: ours')).hash).not.toBe(ladder.hash);
  });
});

describe('a ladder file with a mistake is refused, with the place and what to do', () => {
  test.each<[string, string, string[]]>([
    [
      'an unknown field',
      changed('    title: Technical Mastery', '    titel: Technical Mastery'),
      [
        "a ladder has no 'titel' here: correct the spelling or take it out",
        'at competencies[0]',
        'it is missing: add it, text',
        'at competencies[0].title',
      ],
    ],
    ['a malformed id', changed('id: frameworks', 'id: Frame Works'), ['lower-case words', 'dimensions[1].id']],
    [
      'text instead of a number',
      changed('dueDays: 14', 'dueDays: soon'),
      ['write a number', 'trackChange.path[0].dueDays'],
    ],
    ['a rule of an unknown kind', changed('kind: majority', 'kind: lottery'), ['give one of majority', 'rule.kind']],
    [
      'a reviewer with an unknown role',
      changed('role: peer-at-target-level', 'role: friend'),
      ['tech-lead', 'peer-at-target-level', 'transitions[2].path[3].reviewers[1].role'],
    ],
    [
      'a transition that does not say whether there are exceptions',
      changed('    exceptions: forbidden\n', ''),
      ['‘forbidden’ or ‘confirmed-by-hr’', 'at transitions[0].exceptions'],
    ],
    ['an unknown origin', changed('origin: source', 'origin: hearsay'), ['give one of source, ours', 'at origin']],
    ['a weight of zero', changed('    weight: 2\n', '    weight: 0\n'), ['more than 0', 'competencies[0].weight']],
    [
      'a weight with three decimals',
      changed('weight: 2\n', 'weight: 2.125\n'),
      ['two decimals', 'competencies[0].weight'],
    ],
    [
      'a level id with a space',
      changed('expected: { L1', 'expected: { "L 1"'),
      ['no such key', 'competencies[0].expected'],
    ],
    ['a stage of 400 days', changed('dueDays: 14', 'dueDays: 400'), ['give 365 or less', 'path[0].dueDays']],
    ['no competencies', 'competencies: []', ['give 1 or more entries', 'at competencies']],
    ['a field that is given twice', changed('hireBar: L3', 'hireBar: L3\nhireBar: L4'), ['not YAML', 'unique', 'line']],
    ['a bracket left open', 'levels: [', ['not YAML', 'line 1']],
    ['two documents', 'levels: 1\n---\nlevels: 2', ['a second document begins at line 2, column 1']],
    ['5,000 blocks in one line, one in the other', '{a: '.repeat(5000), ['nested more than 40 deep']],
    ['5,000 lists in one line, one in the other', '- '.repeat(5000), ['nested more than 40 deep']],
    ['half a million brackets left open', '['.repeat(500_000), ['nested more than 40 deep']],
    ['10,000 brackets that close nothing', ']'.repeat(10_000), ['not YAML', 'line 1, column 1']],
    ['100,000 items of a list', '- 1\n'.repeat(100_000), ['at most 100000 words and signs']],
    ['a quarter of a million empty texts', '"'.repeat(512 * 1024), ['at most 100000 words and signs']],
    ['Latin-1', Buffer.from('title: t\u00e4tig', 'latin1').toString('utf8'), ['not written in UTF-8']],
    ['an override of direction', 'title: "a\\u202eb"', ['cannot read', 'direction']],
    ['half an emoji', 'title: "a\\ud83d"', ['cannot read', 'broken']],
    [
      'a title that nobody can see',
      changed('    title: Technical Mastery', '    title: "\\u200b"'),
      ['competencies[0].title'],
    ],
    ['UTF-16', Buffer.from('\ufefftitle: x', 'utf16le').toString('utf8'), ['not written in UTF-8']],
    ['an empty file', '', ['write a block of fields']],
    [
      'an alias of an unknown anchor',
      'levels: *nowhere',
      ['aliases that cannot be followed', 'nowhere', 'write those parts out'],
    ],
  ])('%s', (_, source, said) => {
    const message = refusal(source);
    for (const part of said) expect(message).toContain(part);
  });

  test('a few bytes of aliases that would expand to a billion entries are refused', () => {
    const ten = (name: string) => Array(10).fill(`*${name}`).join(', ');
    const lines = ['a: &l0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth <= 8; depth++) lines.push(`k${depth}: &l${depth} [${ten(`l${depth - 1}`)}]`);
    expect(refusal(lines.join('\n'))).toContain('or too many of them');
  });

  test('a file of more than 2,097,152 characters is refused before it is parsed', () => {
    expect(refusal('#'.repeat(2 * 1024 * 1024 + 1))).toContain('at most 2097152 characters');
  });
});

/** JSON with sorted keys. For a document of plain text and short numbers this is its canonical form. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${sorted(one)}`).join(',')}}`;
}
