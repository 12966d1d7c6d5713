import { describe, expect, test } from 'vitest';
import { fileLimits } from '#shared/contract/file-names.ts';
import type { FileFault } from '#shared/contract/files.ts';
import { columns, personFields } from '#shared/people-files/columns.ts';
import { readPeopleFile } from '#shared/people-files/people-file.ts';

/** A file of people, as far as it can be read by itself. test/csv has the encodings and the marks of CSV. */

const read = (text: string) => readPeopleFile(Buffer.from(text));
const faultsOf = (text: string): FileFault[] => {
  const found = read(text);
  if (found.ok) throw new Error('The file is taken');
  return found.faults;
};
const rowsOf = (text: string) => {
  const found = read(text);
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.file.rows;
};

test('a row is read by its headings, in any order, with every field of a record', () => {
  const rows = rowsOf(
    [
      'Works here,Roles,Mail,Id,Name,Team,ODC,Ladder,Level,Track,Level since,Track changed on,Tech lead,ODC lead,Head of department,Delivery director',
      'yes,"engineer, Tech lead",Ada@Example.com,ada-novak,Ada Novak,Harbour,Northport,software-engineer-track,L4,tech-lead,2025-03-31,,,omar@example.com,hana-head,',
    ].join('\n'),
  );
  expect(rows).toEqual([
    {
      row: 2,
      id: 'ada-novak',
      given: {
        active: true,
        roles: ['engineer', 'tech-lead'],
        email: 'Ada@Example.com',
        name: 'Ada Novak',
        team: 'Harbour',
        odc: 'Northport',
        ladder: 'software-engineer-track',
        level: 'L4',
        track: 'tech-lead',
        levelSince: '2025-03-31',
        trackChangedOn: null,
        techLeadId: null,
        odcLeadId: 'omar@example.com',
        headOfDepartmentId: 'hana-head',
        deliveryDirectorId: null,
      },
      unread: [],
    },
  ]);
});

test('a field whose column is missing says nothing, and an empty cell says nothing in it', () => {
  expect(rowsOf('id,level\nada-novak,\n')).toEqual([{ row: 2, id: 'ada-novak', given: { level: null }, unread: [] }]);
});

test.each(
  personFields.flatMap((field) =>
    [field, columns[field].title, ...columns[field].aliases].map((name) => [name, field]),
  ),
)('the heading %s is the field %s, in any case and with any signs', (heading, field) => {
  for (const written of [heading, heading.toUpperCase(), ` ${heading.replaceAll(/[ -]/g, '_')} `, `"${heading}"`]) {
    const other = field === 'id' ? 'Team' : 'Id';
    const found = read(`${other},${written}\n`);
    expect(found.ok && found.file.places[field as 'id']).toBeDefined();
  }
});

test('unknown headings are listed with their columns, and their cells are not read', () => {
  const found = read('Id,Salary,Team,Notes\nada-novak,"=1+1",Harbour,whatever\n');
  expect(found.ok && [found.file.unknown, found.file.rows]).toEqual([
    ['B (Salary)', 'D (Notes)'],
    [{ row: 2, id: 'ada-novak', given: { team: 'Harbour' }, unread: [] }],
  ]);
});

describe('a cell is taken as it is meant', () => {
  test.each<[string, string, string, unknown]>([
    ['an id in capital letters', 'id', 'ADA-Novak', undefined],
    ['blanks around a name', 'name', '  Ada Novak ', 'Ada Novak'],
    ['a name in letters with separate marks', 'name', 'Rene\u0301e', 'Ren\u00e9e'],
    ['a name in another script', 'name', '東京 太郎', '東京 太郎'],
    ['a role by its title', 'roles', 'Head of Department', ['head-of-department']],
    ['a role twice', 'roles', 'engineer; engineer', ['engineer']],
    ['roles in several ways', 'roles', 'engineer|HR', ['engineer', 'hr']],
    ['yes in capital letters', 'active', 'TRUE', true],
    ['1 for yes', 'active', '1', true],
    ['no', 'active', 'No', false],
    ['a lead by their mail address', 'techLeadId', 'Tess@Example.com', 'tess@example.com'],
    ['a vacancy', 'techLeadId', ' ', null],
    ['no ladder', 'ladder', '', null],
    ['a day', 'levelSince', '2024-02-29', '2024-02-29'],
  ])('%s', (_what, field, cell, value) => {
    const [row] = rowsOf(field === 'id' ? `Id\n${cell}\n` : `Id,${field}\nada-novak,"${cell}"\n`);
    expect(field === 'id' ? row?.id : row?.given[field as 'name']).toEqual(field === 'id' ? 'ada-novak' : value);
  });
});

describe('a fault is named by row and column, with the mend', () => {
  test.each<[string, string, string, RegExp]>([
    ['an id with other signs', 'id', 'ada.novak', /small letters, digits and hyphens/],
    ['an id that is too long', 'id', 'a'.repeat(80), /small letters/],
    ['no name', 'name', '', /give their name/],
    ['a name of blanks that nobody sees', 'name', '\u200b\u200b', /give their name/],
    ['a name of two lines', 'name', 'Ada\nNovak', /on one line/],
    ['a name that turns the text around it', 'name', 'Ada \u202eNovak', /give their name/],
    ['a name with a NUL', 'name', 'Ada\u0001', /give their name/],
    ['a name that is too long', 'name', 'x'.repeat(121), /120 characters/],
    ['a lost letter', 'name', 'Ren\ufffde', /was lost when the file was saved/],
    ['no mail address', 'email', '', /give a mail address/],
    ['two mail addresses', 'email', 'a@example.com, b@example.com', /give a mail address/],
    ['a mail address with a name', 'email', 'Ada <ada@example.com>', /give a mail address/],
    ['a ladder by its title', 'ladder', 'Software Engineer Track', /id of a ladder/],
    ['a level with other signs', 'level', 'L2 (senior)', /level of the ladder/],
    ['a day with dots', 'levelSince', '31.03.2025', /as 2026-03-31/],
    ['a day with slashes', 'levelSince', '03/04/2025', /mean two days/],
    ['a day as a number', 'levelSince', '45747', /as 2026-03-31/],
    ['a day that is none', 'levelSince', '2025-02-29', /as 2026-03-31/],
    ['a day in the year 9999', 'levelSince', '9999-12-31', /as 2026-03-31/],
    ['an unknown role', 'roles', 'engineer, king', /tech-lead/],
    ['no role', 'roles', '', /one or more/],
    ['neither yes nor no', 'active', 'maybe', /yes or no/],
    ['nothing for yes or no', 'active', '', /yes or no/],
    ['a lead by their name', 'techLeadId', 'Tess Lead', /id or the mail address/],
    ['an error of a spreadsheet', 'techLeadId', '#N/A', /id or the mail address/],
    ['a formula', 'email', '=HYPERLINK("http://x.invalid")', /give a mail address/],
  ])('%s', (_what, field, cell, reason) => {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const text = field === 'id' ? `Team,Id\nHarbour,${quoted}\n` : `Id,${field}\nada-novak,${quoted}\n`;
    expect(faultsOf(text)).toEqual([
      { row: 2, column: field === 'id' ? 'B (Id)' : `B (${field})`, reason: expect.stringMatching(reason) },
    ]);
  });

  test('every fault of a file is named at once', () => {
    const text = 'Id,Level since,Works here\nada-novak,31.03.2025,maybe\nBen!,2025-03-31,yes\n';
    expect(faultsOf(text).map(({ row, column }) => [row, column])).toEqual([
      [2, 'B (Level since)'],
      [2, 'C (Works here)'],
      [3, 'A (Id)'],
    ]);
  });
});

describe('a file is refused as a whole', () => {
  test.each<[string, string, number | null, RegExp]>([
    ['with nothing in it', '', null, /empty/],
    [
      'without a heading that says who',
      'Name,Team\nAda Novak,Harbour\n',
      1,
      /who a row is about.*Id, Mail or Employee number/,
    ],
    ['without headings', 'ada-novak,Ada Novak,Harbour\n', 1, /who a row is about/],
    ['with a heading twice', 'Id,Team,Team name\nada-novak,Harbour,Island\n', 1, /another column is Team too/],
    ['with a cell less', 'Id,Name,Team\nada-novak,Ada\n', 2, /has 2 cells, and there are 3 headings/],
    ['with a cell more', 'Id,Name,Team\nada-novak,Novak, Ada,Harbour\n', 2, /has 4 cells.*quotation marks/],
    ['with an open quotation mark', 'Id,Name\nada-novak,"Ada\nben,Ben\n', 2, /never closed/],
    [
      'with more rows than can be',
      `Id\n${'ada-novak\n'.repeat(fileLimits.rows + 1)}`,
      null,
      /50001 rows.*several files/,
    ],
    ['with 100,000 rows', `Id\n${'ada-novak\n'.repeat(100_000)}`, null, /100000 rows/],
  ])('%s', (_what, text, row, reason) => {
    expect(faultsOf(text)).toEqual([
      { row, column: expect.toSatisfy(() => true), reason: expect.stringMatching(reason) },
    ]);
  });

  test('that is a workbook', () => {
    const found = readPeopleFile(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0]));
    expect(found).toEqual({
      ok: false,
      faults: [{ row: null, column: null, reason: expect.stringContaining('workbook') }],
      seen: {},
      file: null,
    });
  });

  test('still says how it was read, and which columns have an unknown name', () => {
    const text = 'Name;E-Mail-Adresse;Level\nRenée;renee@example.com;\n';
    for (const [bytes, encoding] of [
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'UTF-16'],
      [Buffer.from(text, 'latin1'), 'Windows-1252'],
    ] as const)
      expect(readPeopleFile(bytes)).toMatchObject({
        ok: false,
        seen: { encoding, separator: ';', unknown: ['B (E-Mail-Adresse)'] },
      });
  });
});

test('more cells than headings are taken if they are empty', () => {
  const row = { row: 2, id: 'ada-novak', given: { team: 'Harbour' }, unread: [] };
  expect(rowsOf('Id,Team\nada-novak,Harbour,,\n')).toEqual([row]);
});
