import { describe, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { leadFields, lineRoles, type ProposalMatter } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { decidePerson, leadsOf, type PersonContext } from '#shared/domain/directory/decide.ts';
import type { OpenCase } from '#shared/domain/directory/involvement.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';

const byId = Object.fromEntries(smallOrganisation.map((one) => [one.id, one]));
const erin = byId['erin-engineer'] ?? person('erin-engineer');
const hugo = byId['hugo-hr'] ?? person('hugo-hr');
const now = '2026-03-02T09:00:00.000Z';
const context = (actor = hugo): PersonContext => ({
  now,
  actor,
  leads: byId,
  deputies: byId,
  ladder: softwareEngineerTrack,
  seats: [],
  reservedBy: null,
  hasCase: false,
  hasSignIn: true,
  hasPart: false,
  signInKey: 'mail',
  casesOfActor: [],
  places: { teams: ['Harbour', 'Island', 'Elsewhere'], odcs: ['North'] },
  addressHolder: null,
  numberHolder: null,
  hr: ['hugo-hr', 'hedy-hr'],
  byTwo: true,
  isLoaded: false,
});

const decide = (more: Partial<PersonInput>, actor = hugo) =>
  decidePerson(erin, erin.id, { ...inputOf(erin), ...more }, context(actor));

describe('the directory', () => {
  test.each(Role.options)('is changed only by HR: the role %s', (role) => {
    const somebody = person('somebody', { roles: [role] });
    const alone = decidePerson(
      erin,
      erin.id,
      { ...inputOf(erin), name: 'Erin Moved' },
      { ...context(somebody), byTwo: false },
    );
    expect(alone.ok).toBe(role === 'hr');
    // Where HR has nobody left for it, a delivery director confirms what HR proposed.
    expect(decide({ name: 'Erin Moved' }, somebody).ok).toBe(role === 'hr' || role === 'delivery-director');
  });

  test('cannot be changed by a person of HR who is not active', () => {
    expect(decide({}, person('gone', { roles: ['hr'], active: false }))).toMatchObject({
      rejection: { code: 'forbidden' },
    });
  });

  test('does not let a person change their own record', () => {
    expect(decidePerson(hugo, hugo.id, inputOf(hugo), context())).toMatchObject({ rejection: { code: 'forbidden' } });
    const hedy = byId['hedy-hr'] ?? hugo;
    expect(decidePerson(hedy, hedy.id, { ...inputOf(hedy), name: 'Hedy Moved' }, context()).ok).toBe(true);
  });

  test('takes no change that leaves a record as it is', () => {
    expect(decide({})).toMatchObject({ rejection: { code: 'already-done' } });
    expect(decide({ roles: [...erin.roles].reverse() })).toMatchObject({ rejection: { code: 'already-done' } });
    expect(decide({ email: 'erin@example.org' }).ok).toBe(true);
  });

  test('is not changed by a person of HR with a case of their own, where the case rests on the record', () => {
    const hilde = person('hilde-hr', { roles: ['engineer', 'hr'], level: 'L2' });
    const olga = person('olga-other', { team: 'Island' });
    const adoptions = [
      { evidence: 'e-1', piece: 3, turn: 1, to: olga.id, askedAt: null, dueAt: null, answer: null, nameBy: null },
    ];
    const on = (more: Partial<OpenCase['head']>) => ({
      engineer: hilde,
      head: { engineerId: hilde.id, slots: [], past: [], delegations: [], adoptions: [], ...more },
    });
    const move = (one: Person, own: OpenCase, team: string) =>
      decidePerson(one, one.id, { ...inputOf(one), team }, { ...context(hilde), casesOfActor: [own] }).ok;
    // Who is named to confirm that their team has adopted something, and who held a part before.
    expect(move(olga, on({ adoptions }), 'Elsewhere')).toBe(false);
    expect(move(olga, on({ past: [olga.id] }), 'Elsewhere')).toBe(false);
    // Who would come to another team, and could then be named.
    expect(move(erin, on({}), 'Island')).toBe(false);
    expect(move(olga, on({}), 'Elsewhere')).toBe(true);
    const elsewhere = { ...on({ past: [hilde.id] }), engineer: olga };
    expect(move(erin, { ...elsewhere, head: { ...elsewhere.head, engineerId: olga.id } }, 'Elsewhere')).toBe(true);
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
    const input = { ...inputOf(erin), ladder: 'withdrawn' };
    const decision = decidePerson(erin, erin.id, input, { ...context(), ladder: null });
    expect(decision).toMatchObject({ rejection: { faults: [{ path: 'ladder' }] } });
  });

  test('refuses a lead who has left', () => {
    const leads = { ...byId, 'gone-lead': person('gone-lead', { roles: ['tech-lead'], active: false }) };
    const decision = decidePerson(
      erin,
      erin.id,
      { ...inputOf(erin), techLeadId: 'gone-lead' },
      { ...context(), leads },
    );
    expect(decision).toMatchObject({ rejection: { faults: [{ path: 'techLeadId' }] } });
  });

  test('is changed although its lead has lost the role, or its level is not in the newest version of the ladder', () => {
    const leads = { ...byId, 'tess-lead': person('tess-lead', { roles: ['engineer'] }) };
    const input = { ...inputOf(erin), team: 'Island' };
    expect(decidePerson(erin, erin.id, input, { ...context(), leads }).ok).toBe(true);
    const old = { ...erin, level: 'L9' };
    expect(decidePerson(old, old.id, { ...input, level: 'L9' }, context()).ok).toBe(true);
    expect(decidePerson(old, old.id, { ...input, level: 'L9' }, { ...context(), ladder: null }).ok).toBe(true);
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

  test.each<[string, Partial<PersonInput>, string | null]>([
    ['leaves', { active: false }, now],
    ['loses a role', { roles: ['tech-lead'] }, now],
    ['gets another level', { level: 'L3' }, now],
    ['gets another ladder', { ladder: null, level: null }, now],
    ['gets one more role', { roles: ['engineer', 'tech-lead'] }, erin.lostAt],
    ['moves to another team', { team: 'Island' }, erin.lostAt],
  ])('says when a person last lost something: one who %s', (_what, more, lostAt) => {
    expect(decide(more)).toMatchObject({ after: { lostAt } });
  });

  test('names the possible tracks if it refuses one', () => {
    const decision = decide({ level: 'L5', track: 'tech-lead' });
    if (decision.ok) throw new Error('There is no such track at L5');
    expect(decision.rejection.faults?.[0]?.reason).toContain(
      'solution-architect, distinguished-engineer, or leave it empty',
    );
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

  const alone = (before: Person | null, after: Partial<PersonInput>, more: Partial<PersonContext> = {}) => {
    const given = { ...inputOf(before ?? erin), ...after };
    return decidePerson(before, before?.id ?? 'nina-new', given, { ...context(), byTwo: false, ...more });
  };
  const tess = byId['tess-lead'] ?? erin;
  const left = { ...erin, active: false };
  const newMail = { email: 'new@example.com' };
  const number = { externalId: 'N-2' };
  const byNumber = { signInKey: 'employee-number' } as const;

  test.each<[string, Person | null, Partial<PersonInput>, Partial<PersonContext>, ProposalMatter[]]>([
    ['a role is given', erin, { roles: ['engineer', 'hr'] }, {}, ['roles']],
    ['a role is taken', tess, { roles: ['engineer'] }, {}, ['roles']],
    ['somebody with a role is deactivated', tess, { active: false }, {}, ['roles']],
    [
      'somebody with a role comes back',
      { ...tess, active: false },
      { active: true },
      {},
      ['roles', 'joins-above-first-level'],
    ],
    ['a leaver with a role gets another mail address', { ...tess, active: false }, newMail, {}, ['mail']],
    [
      'a leaver with a role gets another employee number',
      { ...tess, active: false },
      number,
      byNumber,
      ['employee-number'],
    ],
    ['a level is raised', erin, { level: 'L4' }, {}, ['level']],
    ['the day of a level changes', erin, { levelSince: '2020-01-01' }, {}, ['level']],
    [
      'the day of a change of track changes',
      { ...erin, trackChangedOn: '2026-01-01' },
      { trackChangedOn: null },
      {},
      ['level'],
    ],
    ['a level is lowered', erin, { level: 'L1' }, {}, ['level']],
    ['somebody leaves their ladder', erin, { ladder: null, level: null }, {}, ['level']],
    ['a track is given', { ...erin, level: 'L4' }, { track: 'tech-lead' }, {}, ['level']],
    ['somebody new is above the first level', null, { level: 'L2' }, {}, ['joins-above-first-level']],
    ['somebody above the first level comes back', left, { active: true }, {}, ['joins-above-first-level']],
    ['a line changes during a case', erin, { techLeadId: null }, { hasCase: true }, ['line']],
    ['the mail address of somebody who has never signed in changes', erin, newMail, { hasSignIn: false }, ['mail']],
    ['the mail address of somebody with a part changes', erin, newMail, { hasPart: true }, ['mail']],
    ['the mail address of somebody with a role changes', tess, newMail, {}, ['mail']],
    ['the mail address of a leaver who has never signed in changes', left, newMail, { hasSignIn: false }, ['mail']],
    ['the mail address of an engineer with a sign-in changes', erin, newMail, {}, []],
    [
      'the number of somebody who has never signed in changes',
      erin,
      number,
      { ...byNumber, hasSignIn: false },
      ['employee-number'],
    ],
    ['the number of somebody with a part changes', erin, number, { ...byNumber, hasPart: true }, ['employee-number']],
    ['the number of somebody with a role changes', tess, number, byNumber, ['employee-number']],
    [
      'the number of somebody with a role is taken away',
      { ...tess, externalId: 'N-1' },
      { externalId: null },
      byNumber,
      ['employee-number'],
    ],
    ['the number of an engineer with a sign-in changes', erin, number, byNumber, []],
    ['the number is written in small letters', { ...tess, externalId: 'N-1' }, { externalId: 'n-1' }, byNumber, []],
    ['a number changes where people sign in by mail', tess, number, {}, []],
    ['the mail address is written in capital letters', tess, { email: tess.email.toUpperCase() }, {}, []],
    ['somebody new is at the first level', null, { level: 'L1' }, {}, []],
    ['somebody new is on no ladder', null, { ladder: null, level: null }, {}, []],
    ['a line changes and there is no case', erin, { techLeadId: null }, {}, []],
    ['a team changes during a case', erin, { team: 'Island' }, { hasCase: true }, []],
    ['an engineer is deactivated', erin, { active: false }, {}, []],
    ['a role of somebody who has left changes', { ...tess, active: false }, { roles: ['engineer'] }, {}, []],
  ])('takes two people exactly if it must: %s', (_what, before, after, more, matters) => {
    expect(alone(before, after, { ...more, byTwo: true })).toMatchObject({ ok: true, matters });
    const decision = alone(before, after, more);
    expect(decision.ok ? 'ok' : decision.rejection.code).toBe(matters.length > 0 ? 'takes-two-people' : 'ok');
  });

  describe('of a person of HR who takes part in an open case', () => {
    const slot = { id: 'calibration.tech-lead', stage: 'calibration', part: 'reviewer', role: 'tech-lead' } as const;
    const casesOfActor = [
      {
        head: {
          engineerId: 'eli-engineer',
          slots: [{ ...slot, personId: 'petra-peer', substitutedBy: null }],
          past: [],
          delegations: [],
          adoptions: [],
        },
        engineer: byId['eli-engineer'] ?? erin,
      },
    ];
    test.each<[string, boolean]>([
      ['eli-engineer', false],
      ['petra-peer', false],
      ['tess-lead', false],
      ['omar-odc', false],
      ['hana-head', false],
      ['dario-director', false],
      ['olga-odc', true],
      ['omid-other', true],
    ])('does not reach the record of %s, on which the case rests: %s', (id, isFree) => {
      const before = byId[id] ?? person(id, { roles: ['engineer'] });
      for (const byTwo of [true, false]) {
        const change = alone(before, { team: 'Elsewhere' }, { casesOfActor, byTwo });
        expect(change.ok ? 'ok' : change.rejection.code).toBe(isFree ? 'ok' : 'forbidden');
      }
      // A name is no fact of a case. The notices of a case go to the mail address.
      expect(alone(before, { name: 'Another Name' }, { casesOfActor }).ok).toBe(true);
      expect(alone(before, { email: 'mine@example.com' }, { casesOfActor, byTwo: true }).ok).toBe(isFree);
    });
  });

  test('nobody of HR joins or leaves the line of somebody with an open case by their own hand', () => {
    const actor = person('hedda-hr', { roles: ['hr', 'tech-lead'] });
    const leads = { ...byId, 'hedda-hr': actor };
    const more = { hasCase: true, byTwo: true, leads, actor };
    expect(alone(erin, { techLeadId: 'hedda-hr' }, more)).toMatchObject({ rejection: { code: 'forbidden' } });
    expect(alone({ ...erin, techLeadId: 'hedda-hr' }, { techLeadId: null }, more)).toMatchObject({
      rejection: { code: 'forbidden' },
    });
    expect(alone(erin, { techLeadId: 'hedda-hr' }, { ...more, hasCase: false }).ok).toBe(true);
  });

  test('a mail address belongs to one person', () => {
    const taken = { addressHolder: 'eli-engineer' };
    const refused = { rejection: { code: 'invalid-input', faults: [{ path: 'email' }] } };
    expect(alone(erin, { email: 'eli@example.com' }, taken)).toMatchObject(refused);
    expect(alone(null, { level: 'L1' }, taken)).toMatchObject(refused);
    expect(alone(erin, { email: 'new@example.com' }, { addressHolder: erin.id }).ok).toBe(true);
  });

  test.each<[string, Partial<PersonInput>]>([
    ['takes the role', { roles: ['engineer'] }],
    ['deactivates the person', { active: false }],
  ])('two active people of HR always remain: a change that %s is refused', (_what, after) => {
    const hedy = byId['hedy-hr'] ?? hugo;
    const by = (hr: string[]) => alone(hedy, after, { hr, byTwo: true });
    expect(by(['hugo-hr', 'hedy-hr'])).toMatchObject({ rejection: { code: 'too-few-of-hr' } });
    expect(by(['hugo-hr', 'hedy-hr', 'hana-hr']).ok).toBe(true);
  });
});
