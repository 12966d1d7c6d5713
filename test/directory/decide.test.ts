import { describe, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { leadFields, lineRoles } from '#shared/contract/names.ts';
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
  test.each(Role.options)('is changed only by HR: the role %s', (role) => {
    expect(decide({}, person('somebody', { roles: [role] })).ok).toBe(role === 'hr');
  });

  test('cannot be changed by a person of HR who is not active', () => {
    expect(decide({}, person('gone', { roles: ['hr'], active: false }))).toMatchObject({
      rejection: { code: 'forbidden' },
    });
  });

  test('does not let a person change their own record', () => {
    expect(decidePerson(hugo, hugo.id, inputOf(hugo), context())).toMatchObject({ rejection: { code: 'forbidden' } });
    const hedy = byId['hedy-hr'] ?? hugo;
    expect(decidePerson(hedy, hedy.id, inputOf(hedy), context()).ok).toBe(true);
  });

  test.each<[string, Partial<PersonInput>, string]>([
    ['a tech lead who is not in the directory', { techLeadId: 'nobody' }, 'techLeadId'],
    ['a tech lead without that role', { techLeadId: 'eli-engineer' }, 'techLeadId'],
    ['an ODC lead without that role', { odcLeadId: 'tess-lead' }, 'odcLeadId'],
    ['a head of department without that role', { headOfDepartmentId: 'dario-director' }, 'headOfDepartmentId'],
    ['a delivery director without that role', { deliveryDirectorId: 'hana-head' }, 'deliveryDirectorId'],
    ['a person as their own lead', { techLeadId: 'erin-engineer', roles: ['tech-lead'] }, 'techLeadId'],
    ['a level that the ladder does not have', { level: 'L9' }, 'level'],
    ['a ladder without a level', { level: null }, 'level'],
    ['a level without a ladder', { ladder: null }, 'level'],
    ['a track without a ladder', { ladder: null, level: null, track: 'tech-lead' }, 'track'],
    ['a track that the ladder does not have', { level: 'L4', track: 'staff' }, 'track'],
    ['a track of another level', { level: 'L5', track: 'tech-lead' }, 'track'],
    ['a track at a level without tracks', { level: 'L2', track: 'tech-lead' }, 'track'],
  ])('refuses %s, and names the field', (_what, more, path) => {
    expect(decide(more)).toMatchObject({ rejection: { code: 'invalid-input', faults: [{ path }] } });
  });

  test('refuses a ladder that is not in force', () => {
    const decision = decidePerson(erin, erin.id, inputOf(erin), { ...context(), ladder: null });
    expect(decision).toMatchObject({ rejection: { faults: [{ path: 'ladder' }] } });
  });

  test('accepts vacancies, and a person on no ladder', () => {
    const free = { techLeadId: null, odcLeadId: null, headOfDepartmentId: null, deliveryDirectorId: null };
    expect(decide({ ...free, ladder: null, level: null }).ok).toBe(true);
    expect(leadsOf({ ...inputOf(erin), ...free })).toEqual([]);
  });

  test('accepts a track of the level with its days, and also no track', () => {
    expect(decide({ level: 'L4', track: null }).ok).toBe(true);
    const given = { level: 'L4', track: 'principal-engineer', levelSince: '2025-06-01', trackChangedOn: '2026-01-01' };
    expect(decide(given)).toMatchObject({ after: given, event: { data: given } });
  });

  test.each(lineRoles)('records the lead with the role %s', (role) => {
    const lead = { [leadFields[role]]: 'new-lead' };
    const leads = { ...byId, 'new-lead': person('new-lead', { roles: [role] }) };
    const decision = decidePerson(erin, erin.id, { ...inputOf(erin), ...lead }, { ...context(), leads });
    expect(decision).toMatchObject({ after: lead, event: { data: lead } });
  });

  test('names the possible tracks if it refuses one', () => {
    const decision = decide({ level: 'L5', track: 'tech-lead' });
    if (decision.ok) throw new Error('There is no such track at L5');
    expect(decision.rejection.faults?.[0]?.reason).toContain('solution-architect, distinguished-engineer, or null');
  });

  test('records the facts in the open, and the name and the mail address in a body that only HR reads', () => {
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
