import { describe, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import { Role } from '#shared/contract/ladder.ts';
import { decidePerson, leadsOf } from '#shared/domain/directory/decide.ts';
import { inputOf } from '#test/support/directory.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';

const byId = Object.fromEntries(smallOrganisation.map((one) => [one.id, one]));
const erin = byId['erin-engineer'] ?? person('erin-engineer');
const hugo = byId['hugo-hr'] ?? person('hugo-hr');
const now = '2026-03-02T09:00:00.000Z';
const context = (actor = hugo) => ({ now, actor, leads: byId, ladder: softwareEngineerTrack, seats: [] });

const decide = (more: Partial<PersonInput>, actor = hugo) =>
  decidePerson(erin, erin.id, { ...inputOf(erin), ...more }, context(actor));

describe('the directory', () => {
  test.each(Role.options)('is kept by HR alone: a person with the role %s', (role) => {
    expect(decide({}, person('somebody', { roles: [role] })).ok).toBe(role === 'hr');
  });

  test('is not kept by somebody who has left', () => {
    expect(decide({}, person('gone', { roles: ['hr'], active: false }))).toMatchObject({
      rejection: { code: 'forbidden' },
    });
  });

  test('lets nobody change their own record', () => {
    expect(decidePerson(hugo, hugo.id, inputOf(hugo), context())).toMatchObject({ rejection: { code: 'forbidden' } });
    const hedy = byId['hedy-hr'] ?? hugo;
    expect(decidePerson(hedy, hedy.id, inputOf(hedy), context()).ok).toBe(true);
  });

  test.each<[string, Partial<PersonInput>, string]>([
    ['a tech lead who is nobody', { techLeadId: 'nobody' }, 'techLeadId'],
    ['a tech lead who is none', { techLeadId: 'eli-engineer' }, 'techLeadId'],
    ['an ODC lead who is a tech lead', { odcLeadId: 'tess-lead' }, 'odcLeadId'],
    ['a head of department who is none', { headOfDepartmentId: 'dario-director' }, 'headOfDepartmentId'],
    ['a delivery director who is none', { deliveryDirectorId: 'hana-head' }, 'deliveryDirectorId'],
    ['themselves as their lead', { techLeadId: 'erin-engineer', roles: ['tech-lead'] }, 'techLeadId'],
    ['a level that the ladder does not have', { level: 'L9' }, 'level'],
    ['a ladder without a level', { level: null }, 'level'],
    ['a level without a ladder', { ladder: null }, 'level'],
    ['a track without a ladder', { ladder: null, level: null, track: 'tech-lead' }, 'track'],
    ['a track that the ladder does not have', { level: 'L4', track: 'staff' }, 'track'],
    ['a track of another level', { level: 'L5', track: 'tech-lead' }, 'track'],
    ['a track at a level that has none', { level: 'L2', track: 'tech-lead' }, 'track'],
  ])('refuses %s, with the place', (_what, more, path) => {
    expect(decide(more)).toMatchObject({ rejection: { code: 'invalid-input', faults: [{ path }] } });
  });

  test('refuses a ladder that is not in force', () => {
    const decision = decidePerson(erin, erin.id, inputOf(erin), { ...context(), ladder: null });
    expect(decision).toMatchObject({ rejection: { faults: [{ path: 'ladder' }] } });
  });

  test('takes vacancies, and somebody on no ladder', () => {
    const free = { techLeadId: null, odcLeadId: null, headOfDepartmentId: null, deliveryDirectorId: null };
    expect(decide({ ...free, ladder: null, level: null }).ok).toBe(true);
    expect(leadsOf({ ...inputOf(erin), ...free })).toEqual([]);
  });

  test('takes a track of the level, none where there are some, and the days that go with them', () => {
    expect(decide({ level: 'L4', track: null }).ok).toBe(true);
    const said = { level: 'L4', track: 'principal-engineer', levelSince: '2025-06-01', trackChangedOn: '2026-01-01' };
    expect(decide(said)).toMatchObject({ after: said, event: { data: said } });
  });

  test('names the tracks there are when it refuses one', () => {
    const decision = decide({ level: 'L5', track: 'tech-lead' });
    if (decision.ok) throw new Error('There is no such track at L5');
    expect(decision.rejection.faults?.[0]?.reason).toContain('solution-architect, distinguished-engineer, or null');
  });

  test('records the facts in the open, and name and mail address as words for HR', () => {
    const decision = decide({ name: 'Erin Newname', team: 'Island' });
    if (!decision.ok) throw new Error(decision.rejection.message);
    const { event, after } = decision;
    expect(after).toMatchObject({ id: erin.id, name: 'Erin Newname', team: 'Island', version: erin.version + 1 });
    expect(event).toMatchObject({
      type: 'person-changed',
      data: { team: 'Island', level: 'L2' },
      body: { name: 'Erin Newname', email: erin.email },
    });
    expect(JSON.stringify(event.data)).not.toMatch(/Newname|@/);
    const added = decidePerson(null, 'nina-new', inputOf(erin), context());
    expect(added).toMatchObject({ event: { type: 'person-added' }, after: { id: 'nina-new', version: 1 } });
  });
});
