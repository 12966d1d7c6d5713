import { describe, expect, test } from 'vitest';
import { readPeopleFile } from '#shared/people-files/people-file.ts';
import { faultsInOrder, knownOf, resolve } from '#shared/people-files/resolve.ts';
import { person, smallOrganisation } from '#test/support/people.ts';

/** Who the rows of a file are about, and what their records come to. */

const nobody = knownOf([]);
const directory = (people = smallOrganisation) => knownOf(people);

function resolved(text: string, known = nobody) {
  const read = readPeopleFile(Buffer.from(text));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return resolve(read.file, known);
}
const rowsOf = (text: string, known = nobody) => {
  const found = resolved(text, known);
  if (found.faults.length > 0) throw new Error(JSON.stringify(found.faults));
  return found.rows;
};
const faultsOf = (text: string, known = nobody) => {
  return faultsInOrder(resolved(text, known).faults);
};

const head = 'Id,Name,Mail,Team,ODC,Roles,Tech lead';

test('a new person is on no ladder, an engineer, and works here, unless the file says otherwise', () => {
  expect(rowsOf('Name,Mail,Team,ODC\nSøren Åkesson,soren@example.com,Harbour,Northport\n')).toEqual([
    {
      row: 2,
      id: 'soren-akesson',
      before: null,
      input: expect.objectContaining({
        name: 'Søren Åkesson',
        ladder: null,
        level: null,
        roles: ['engineer'],
        active: true,
      }),
    },
  ]);
});

test('a person who is known keeps what the file does not say', () => {
  const erin = smallOrganisation.find(({ id }) => id === 'erin-engineer')!;
  const [row] = rowsOf('Id,Team\nerin-engineer,Island\n', directory());
  expect(row?.before).toBe(erin);
  const { id: _id, version: _version, lostAt: _lost, ...record } = erin;
  expect(row?.input).toEqual({ ...record, team: 'Island' });
});

test('without an id, a person is found by mail address, in whatever case it is written', () => {
  expect(rowsOf('Mail,Team\nERIN-Engineer@Example.com,Island\n', directory())[0]?.id).toBe('erin-engineer');
});

const numbered = smallOrganisation.map((one) => (one.id === 'erin-engineer' ? { ...one, externalId: 'A-17' } : one));

test('without an id, a person is found by employee number first, also if their mail address is another one', () => {
  const [row] = rowsOf('Employee number,Mail\na-17,erin@elsewhere.example.com\n', directory(numbered));
  expect(row).toMatchObject({
    id: 'erin-engineer',
    input: { email: 'erin@elsewhere.example.com', externalId: 'a-17' },
  });
});

test.each([
  ['who is known by another row', 'Staff number,Mail\nA-17,\nA-17,', 3, /row 2 is about the same person/],
  [
    'of two new people',
    'Employee number,Name,Mail,Team,ODC\n9,Ada One,a@x.org,T,O\n9,Bo Two,b@x.org,T,O',
    3,
    /row 2 has the same employee number/,
  ],
  [
    'whom the directory knows by another id',
    'Id,Employee number\neli-engineer,a-17',
    2,
    /‘erin-engineer’ has this employee number/,
  ],
  [
    'whose number and mail address are of two people',
    'Employee number,Mail\nA-17,eli-engineer@example.com',
    2,
    /‘eli-engineer’ has this mail address/,
  ],
] as const)('one employee number is for one person: a row %s', (_who, text, row, reason) => {
  const rows = text.replace('A-17,\nA-17,', 'A-17,e1@x.org\nA-17,e2@x.org');
  expect(faultsOf(rows, directory(numbered))).toEqual([
    expect.objectContaining({ row, reason: expect.stringMatching(reason) }),
  ]);
});

test('whoever may not read a person cannot find out by a file what their mail address or employee number is', () => {
  const isNorth = ({ odc }: { odc: string }) => odc === 'North';
  const known = knownOf(
    [...smallOrganisation, person('bo-south', { odc: 'South', email: 'b@example.com', externalId: 'S-1' })],
    isNorth,
  );
  const rows = [
    'Id,Employee number\nerin-engineer,S-1\n',
    'Employee number,Mail\nS-1,new@example.com\n',
    'Id,Employee number\nbo-south,\n,S-1\n',
    'Id,Mail\nbo-south,n@example.com\n,b@example.com\n',
    `${head}\nada,Ada A,ada@example.com,T,O,engineer,b@example.com\n`,
  ];
  for (const text of rows) {
    const told = JSON.stringify(faultsOf(text, known));
    expect(told).toContain('another person');
    expect(told).not.toMatch(/bo-south|same person/);
  }
});

test('two people cannot change their employee numbers with each other in one file, and a number can be given up', () => {
  const both = numbered.map((one) => (one.id === 'eli-engineer' ? { ...one, externalId: 'B-2' } : one));
  const known = directory(both);
  expect(faultsOf('Id,Employee number\nerin-engineer,B-2\neli-engineer,A-17\n', known)).toEqual([
    expect.objectContaining({ reason: expect.stringContaining('take a mail address or an employee number') }),
  ]);
  // Whoever gives the number up comes first.
  const rows = rowsOf('Id,Employee number\nerin-engineer,B-2\neli-engineer,C-3\n', known);
  expect(rows.map(({ id, input }) => [id, input.externalId])).toEqual([
    ['eli-engineer', 'C-3'],
    ['erin-engineer', 'B-2'],
  ]);
  expect(rowsOf('Id,Employee number\nerin-engineer,\n', known)[0]?.input.externalId).toBeNull();
});

test('namesakes who are new get ids of their own, also beside people who are known', () => {
  const text =
    'Name,Mail,Team,ODC\nErin Engineer,a@example.com,T,O\nErin Engineer,b@example.com,T,O\nJosé Díaz,c@example.com,T,O\n';
  expect(rowsOf(text, directory()).map(({ id }) => id)).toEqual(['erin-engineer-2', 'erin-engineer-3', 'jose-diaz']);
});

test('names that no id can be made of get one from the mail address, and if that is too short too, a number', () => {
  const text =
    'Name,Mail,Team,ODC\n東京 太郎,Taro.Tokyo@example.com,T,O\n東京 一,a.b@example.com,T,O\nЮ,1@example.com,T,O\nJ,2@example.com,T,O\n';
  expect(rowsOf(text, directory()).map(({ id }) => id)).toEqual(['taro-tokyo', 'a-b', 'person', 'person-2']);
});

test('leads may come later in the file, by id or by mail address, and are put before those whom they lead', () => {
  const text = `${head}\nada,Ada A,ada@example.com,T,O,engineer,tess@example.com\nben,Ben B,ben@example.com,T,O,engineer,tess\ntess,Tess T,tess@example.com,T,O,tech-lead,\n`;
  const rows = rowsOf(text);
  expect(rows.map(({ id }) => id)).toEqual(['tess', 'ada', 'ben']);
  expect(rows.map(({ input }) => input.techLeadId)).toEqual([null, 'tess', 'tess']);
});

test('a lead of the directory is found, also one who gets the role by this file', () => {
  const text = `${head}\nada,Ada A,ada@example.com,T,O,engineer,tess-lead\nben,Ben B,ben@example.com,T,O,engineer,eli-engineer\n`;
  expect(faultsOf(text, directory())).toMatchObject([{ row: 3, column: 'G (Tech lead)' }]);
  const withRole = `${text}eli-engineer,Eli Engineer,eli-engineer@example.com,Harbour,North,"engineer, tech lead",\n`;
  expect(rowsOf(withRole, directory()).map(({ id }) => id)).toEqual(['ada', 'eli-engineer', 'ben']);
});

describe('a fault beside other rows is named by row and column', () => {
  const one = 'ada,Ada A,ada@example.com,T,O,engineer,';
  test.each<[string, string, ReturnType<typeof knownOf>, [number, string | null, RegExp]]>([
    ['the same id twice', `${head}\n${one}\n${one}`, nobody, [3, 'A (Id)', /row 2 is about the same person/]],
    [
      'the same id in capital letters',
      `${head}\n${one}\nADA,Ada B,b@example.com,T,O,engineer,`,
      nobody,
      [3, 'A (Id)', /row 2/],
    ],
    [
      'the same mail address twice',
      `${head}\n${one}\nben,Ben B,ADA@example.com,T,O,engineer,`,
      nobody,
      [3, 'C (Mail)', /row 2 has the same/],
    ],
    [
      'the mail address of somebody who is not in the file',
      `${head}\nada,Ada A,erin-engineer@example.com,T,O,engineer,`,
      directory(),
      [2, 'C (Mail)', /‘erin-engineer’ has this mail address/],
    ],
    [
      'the same person by id and by mail address',
      'Id,Mail\nerin-engineer,new@example.com\n,erin-engineer@example.com',
      directory(),
      [3, 'B (Mail)', /row 2 is about the same person/],
    ],
    [
      'a lead whom nobody knows',
      `${head}\nada,Ada A,ada@example.com,T,O,engineer,nobody-here`,
      directory(),
      [2, 'G (Tech lead)', /‘nobody-here’ is neither/],
    ],
    [
      'a lead without the role',
      `${head}\n${one}\nben,Ben B,ben@example.com,T,O,engineer,ada`,
      nobody,
      [3, 'G (Tech lead)', /does not work here as tech lead/],
    ],
    [
      'somebody who leads themselves',
      `${head}\ntess,Tess T,t@example.com,T,O,tech-lead,tess`,
      nobody,
      [2, 'G (Tech lead)', /nobody leads themselves/],
    ],
    ['a new person without a mail address', 'Id,Name,Team,ODC\nada,Ada A,T,O', nobody, [2, null, /no column Mail/]],
    [
      'two who lead each other',
      `${head}\ntess,Tess T,t@example.com,T,O,tech-lead,tom\ntom,Tom T,m@example.com,T,O,tech-lead,tess`,
      nobody,
      [3, 'G (Tech lead)', /in a circle: tess, tom, tess/],
    ],
  ])('%s', (_what, text, known, [row, column, reason]) => {
    expect(faultsOf(text, known)).toEqual([{ row, column, reason: expect.stringMatching(reason) }]);
  });

  test('a lead who leaves by the same file', () => {
    const text = 'Id,Works here,Tech lead\ntess-lead,no,\nomid-other,yes,tess-lead\n';
    expect(
      faultsOf(text, directory([...smallOrganisation.filter(({ id }) => id !== 'omid-other'), person('omid-other')])),
    ).toMatchObject([{ row: 3, column: 'C (Tech lead)' }]);
  });
});

test('a line of 20,000 leads, each led by the next, is put in order', () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, at) => `p${at},P ${at},p${at}@example.com,T,O,tech-lead,${at === 19_999 ? '' : `p${at + 1}`}`,
  );
  expect(rowsOf(`${head}\n${rows.join('\n')}`).at(-1)?.id).toBe('p0');
});
