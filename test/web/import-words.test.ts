import { expect, test } from 'vitest';
import { changeSentences } from '#functions/web/views/hr/import-words.ts';
import type { ImportChange } from '#shared/contract/imports.ts';
import type { columns } from '#shared/people-files/columns.ts';

/** A value of each field before and after a change, and what a person reads of it. */
const rows: Record<keyof typeof columns, [from: unknown, to: unknown, said: string]> = {
  id: ['ada', 'ada-novak', 'Id: ada-novak, was ada'],
  name: ['Ada', 'Ada Novak', 'Name: Ada Novak, was Ada'],
  email: ['a@example.com', 'ada@example.com', 'Mail: ada@example.com, was a@example.com'],
  externalId: [null, '7', 'Employee number: 7, was nothing'],
  ladder: [null, 'software-engineer-track', 'Ladder: software-engineer-track, was nothing'],
  level: ['L1', 'L2', 'Level: L2, was L1'],
  track: ['tech-lead', null, 'Track: nothing, was tech-lead'],
  levelSince: [null, '2026-03-01', 'Level since: 2026-03-01, was nothing'],
  trackChangedOn: [null, '2026-03-01', 'Track changed on: 2026-03-01, was nothing'],
  team: ['Harbour', 'Island', 'Team: Island, was Harbour'],
  odc: ['North', 'South', 'ODC: South, was North'],
  roles: [['engineer'], ['engineer', 'tech-lead'], 'Roles: engineer and tech lead, was engineer'],
  hrUnits: [[], ['North', 'South'], 'HR for: North and South, was nothing'],
  techLeadId: ['tess-lead', 'tina-lead', 'Tech lead: tina-lead, was tess-lead'],
  odcLeadId: [null, 'omar-odc', 'ODC lead: omar-odc, was nothing'],
  headOfDepartmentId: [null, 'hana-head', 'Head of department: hana-head, was nothing'],
  deliveryDirectorId: [null, 'dario-director', 'Delivery director: dario-director, was nothing'],
  leave: [
    [],
    [
      { from: '2026-12-01', to: '2026-12-20', deputyId: 'olga-odc' },
      { from: '2027-02-01', to: '2027-02-02', deputyId: null },
    ],
    'Away: 2026-12-01/2026-12-20 olga-odc; 2027-02-01/2027-02-02, was nothing',
  ],
  active: [true, false, 'Works here: no, was yes'],
};

test.each(Object.entries(rows))('a change of %s is read in words', (field, [from, to, said]) => {
  const change = { changes: [{ field, from, to }] } as unknown as ImportChange;
  expect(changeSentences(change, false)).toEqual([said]);
  // Whoever is new had nothing before.
  expect(changeSentences(change, true)).toEqual([said.replace(/, was .*/, '')]);
});
