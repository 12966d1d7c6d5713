import { expect, test } from 'vitest';
import { Absence } from '#shared/cases/away.ts';
import { CalendarInput, OdcName } from '#shared/contract/calendar.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { ConfirmationAnswer } from '#shared/contract/confirmations.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { PersonInput } from '#shared/contract/directory.ts';
import { SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import { Ladder, PublishedLadder } from '#shared/contract/ladder.ts';
import { ReadUpTo } from '#shared/contract/notices.ts';
import { PlaceInput } from '#shared/contract/places.ts';
import { ProposalCommand, ProposalInput } from '#shared/contract/proposals.ts';
import { DraftCommand } from '#shared/contract/publishing.ts';
import { ScoreRequest } from '#shared/contract/score.ts';
import { line, lines, visibly } from '#shared/contract/text.ts';
import * as z from '#shared/contract/zod.ts';
import { faultsOfLengths } from '#shared/domain/ladder/lint/lengths.ts';
import { parseLadder } from '#shared/ladders/read.ts';
import { everyLadder } from '#test/support/ladders.ts';

/** Everything that a person can send, except a ladder, which is a file: see the tests at the end. */
const inputs = {
  PersonCommand,
  OpenCase,
  Absence,
  PersonInput,
  CycleInput,
  CalendarInput,
  OdcName,
  SelfAssessmentDraft,
  ConfirmationAnswer,
  DraftCommand,
  PlaceInput,
  ProposalCommand,
  ProposalInput,
  ReadUpTo,
  ScoreRequest,
};

type Schema = z.core.$ZodType & { _zod: { def: Record<string, unknown> & { type: string } } };

/** Every schema of a text inside a schema, with its place. Keys of records count too. */
function textsIn(schema: Schema, place: string): [place: string, schema: Schema][] {
  const { def } = schema._zod;
  const inner = (one: unknown, more: string) => textsIn(one as Schema, `${place}${more}`);
  switch (def.type) {
    case 'string':
      return [[place, schema]];
    case 'object':
      return Object.entries(def.shape as Record<string, unknown>).flatMap(([name, one]) => inner(one, `.${name}`));
    case 'union':
      return (def.options as Schema[]).flatMap((one) => inner(one, `/${nameOf(one)}`));
    case 'array':
      return inner(def.element, '[]');
    case 'record':
      return [...inner(def.keyType, '{key}'), ...inner(def.valueType, '{}')];
    case 'nullable':
    case 'optional':
    case 'default':
      return inner(def.innerType, '');
    case 'number':
    case 'int':
    case 'boolean':
    case 'literal':
    case 'enum':
    case 'null':
      return [];
    default:
      throw new Error(`${place} is a ${def.type}: say here which texts are in it`);
  }
}

function nameOf({ _zod: { def } }: Schema): string {
  const type = (def.shape as Record<string, Schema> | undefined)?.type?._zod.def.values as string[] | undefined;
  return type?.[0] ?? '';
}

const texts = Object.entries(inputs).flatMap(([name, schema]) => textsIn(schema as unknown as Schema, name));
const takes = (schema: z.core.$ZodType, text: string) => z.safeParse(schema, text).success;

test('the search finds the texts of every command', () => {
  const places = texts.map(([place]) => place);
  expect(places).toEqual(
    expect.arrayContaining([
      'PersonCommand/withdraw.reason',
      'PersonCommand/add-evidence.fields{}/',
      'PersonInput.team',
    ]),
  );
  expect(places.length).toBeGreaterThan(100);
});

test.each([
  ['half an emoji', 'so \ud83d'],
  ['NUL', 'a\u0000b'],
  ['a control character', 'a\u0007b'],
  ['an override of direction', 'a\u202eb'],
  ['an isolate of direction', 'a\u2067b'],
  ['a megabyte', 'a'.repeat(1024 * 1024)],
])('no text that a person sends can have %s', (_what, text) => {
  expect(texts.filter(([, schema]) => takes(schema, text)).map(([place]) => place)).toEqual([]);
});

test.each(['', ' ', '\u200b\u200b\u200b', '\u3164', '\u2800', '\u0301', '\n'])(
  'a reason needs a visible character, and %j has none',
  (text) => {
    const empty = PersonCommand.safeParse({ type: 'withdraw', reason: text });
    expect(empty.error?.issues.map(({ path, message }) => [path, message])).toEqual([[['reason'], 'say why']]);
  },
);

test('text is stored in one form: composed letters, LF, and no blanks at its ends', () => {
  expect(lines(20).parse('  Zu\u0308rich\r\nand\rHue ')).toBe('Zürich\nand\nHue');
  expect(line(20).parse('\u200b')).toBe('');
  expect(lines(2).parse(' ab ')).toBe('ab');
});

test('a family of emoji, Arabic and Vietnamese pass as they are, and a title has one line', () => {
  for (const text of ['👩‍👩‍👧 grew', 'مرحبا', 'Đà Nẵng', 'a\u200db']) expect(line(40).parse(text)).toBe(text);
  expect(takes(line(40), 'one\ntwo')).toBe(false);
});

test('a reason on which others rely has so many characters that people can see', () => {
  const reason = lines(100).check(visibly(5));
  for (const text of ['a b c d e', 'ééééé', '🙂🙂🙂🙂🙂']) expect(reason.safeParse(text).success, text).toBe(true);
  for (const text of ['abcd', 'a\u200bb\u200bc\u200bd\u200b', 'a   b   c   d', 'e\u0301e\u0301e\u0301e\u0301'])
    expect(reason.safeParse(text).success, text).toBe(false);
});

test('a reason that is left empty is refused once', () => {
  const { error } = PersonCommand.safeParse({ type: 'decide-stop', decision: 'end', reason: ' ' });
  expect(error?.issues.map(({ message }) => message)).toEqual(['say why']);
});

/** Every kind of place in the shipped ladders that has a text, with what writes another text there. */
function placesOfLadders() {
  const found = new Map<string, (text: string) => unknown>();
  const walk = (value: unknown, kind: string, write: (value: unknown) => unknown) => {
    if (typeof value === 'string' && !found.has(kind)) found.set(kind, write);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value))
      if (Array.isArray(value)) walk(one, `${kind}[]`, (more) => write(value.with(Number(key), more)));
      else walk(one, `${kind}.${key}`, (more) => write({ ...value, [key]: more }));
  };
  for (const { hash: _, ...ladder } of everyLadder) walk(ladder, '', (whole) => whole);
  return [...found];
}

const ofLadders = placesOfLadders();

test('the search finds the texts of a ladder', () => {
  expect(ofLadders.map(([kind]) => kind)).toEqual(
    expect.arrayContaining([
      '.title',
      '.scale[].aliases[]',
      '.trackChange.steps[].title',
      '.competencies[].guides.3.voice',
    ]),
  );
});

test('no text of a ladder that is uploaded can have 5,000 characters, and no name more than one line', () => {
  const taken = (kinds: typeof ofLadders, text: string) =>
    kinds.filter(([, write]) => {
      const parsed = Ladder.safeParse(write(text));
      return parsed.success && faultsOfLengths(parsed.data).length === 0;
    });
  expect(taken(ofLadders, 'a'.repeat(5000)).map(([kind]) => kind)).toEqual([]);
  const names = ofLadders.filter(([kind]) => /\.(title|shortTitle|parityWith|aliases\[\])$/.test(kind));
  expect(taken(names, 'a\nb').map(([kind]) => kind)).toEqual([]);
});

test('a ladder with a title without end is refused at the door, with its place, and read if it was published before', () => {
  const { hash, ...ladder } = everyLadder[0]!;
  const area = { id: 'craft', title: 'a'.repeat(301), origin: 'ours' };
  const long = { ...ladder, areas: [...ladder.areas, area] };
  const read = parseLadder(JSON.stringify(long));
  expect(read.ok ? [] : read.findings).toEqual([
    {
      severity: 'error',
      code: 'text-too-long',
      place: 'areas.craft.title',
      message: 'This text has 301 characters.',
      mend: 'Write 300 characters or fewer.',
    },
  ]);
  expect(PublishedLadder.safeParse({ ...long, hash }).success).toBe(true);
});
