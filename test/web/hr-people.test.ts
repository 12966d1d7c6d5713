import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recoverHr } from '#shared/directory/recovery.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
const engineers = Array.from({ length: 16 }, (_, at) => ({
  ...smallOrganisation[0]!,
  id: `ada-number-${at}`,
  name: `Ada Number ${at}`,
  email: `ada-number-${at}@example.com`,
}));
let taken = 0;
beforeAll(async () => {
  const more = Array.from({ length: 110 }, (_, at) => person(`crowd-${at}`));
  site = await startSite({}, await startWorld([...smallOrganisation, ...engineers, ...more]));
  [hugo, hedy] = [await hrVisitor(site, 'hugo-hr'), await hrVisitor(site, 'hedy-hr')];
});
afterAll(() => site.stop());

const now = (id: string) => loadPerson(site.world.outside.table, id);
const words = ({ html }: Page) => wordsOf(html);

/** A person whose record is unchanged: their id, the address of their page, and the values of its form. */
async function fresh() {
  const id = engineers[taken++]!.id;
  const path = `/hr/people/${id}`;
  return { id, path, fields: fieldsOf((await hugo.get(path)).html) };
}

test('HR changes level, team, roles and reporting line; the page shows what changed and that the record holds', async () => {
  const { id, path, fields } = await fresh();
  expect(fields).toMatchObject({
    level: 'software-engineer-track/L2',
    techLeadId: 'tess-lead',
    'roles.engineer': 'yes',
  });
  const changed = {
    ...fields,
    level: 'software-engineer-track/L3',
    team: 'Lighthouse',
    'roles.tech-lead': 'yes',
    techLeadId: '',
    odcLeadId: 'olga-odc',
  };
  const asked = await hugo.post(path, changed);
  expect([asked.status, asked.html.includes('id="f-reason-fault"')]).toEqual([409, true]);
  expect(asked.html).toContain('<button type="submit">Propose</button>');
  const stops = 'it stops, and another person of HR says how it goes on.';
  const form = wordsOf((await hugo.get(path)).html);
  expect(form).toContain('Why, for the second person (needed if another person of HR has to confirm)');
  expect(form).not.toContain('second person (optional)');
  expect(form).toContain('stops their open case, and another person of HR says how it goes on.');
  const again = fieldsOf(asked.html);
  expect(again).toMatchObject({ level: 'software-engineer-track/L3', team: 'Lighthouse' });
  const proposed = await hugo.post(path, { ...again, reason: 'She leads the team now.' });
  expect(proposed.status).toBe(303);
  const proposal = proposed.location?.split('?')[0] ?? '';
  expect((await hugo.post(path, { ...again, reason: 'She leads the team now.' })).location).toBe(proposed.location);
  expect((await now(id))?.version).toBe(1);

  const own = await hugo.get(proposed.location ?? '');
  expect(words(own)).toContain('It is proposed. Nothing has changed yet: another person has to confirm it.');
  expect(words(own)).toContain('She leads the team now.');
  expect(fieldsOfCommand(own, 'confirm')).toEqual({});
  const theirs = await hedy.get(proposal);
  expect(words(theirs)).toMatch(
    /It gives or takes a role other than engineer, or somebody .* joins or leaves\. It changes a level, .* without a promotion case\..*Once it is confirmed Level is now L3, was L2\. Team is now Lighthouse, was Harbour\. Roles are now engineer and tech lead, were engineer\./,
  );
  expect(words(theirs)).toContain(`The person and their leads are told. If they have an open case, ${stops}`);
  expect(words(await hedy.get('/hr/proposals'))).toContain('Proposed by Hugo Hr');
  const waiting = 'Changes that wait for a second person';
  expect(words(await (await site.visitor('hedy-hr')).get('/'))).toContain(waiting);
  const proposers = words(await (await site.visitor('hugo-hr')).get('/'));
  expect(proposers).not.toContain(waiting);
  expect(proposers).toMatch(/you proposed waits? for another person/);
  expect(words(await (await site.visitor('erin-engineer')).get('/'))).not.toContain(waiting);
  const sent = await hedy.command(theirs, proposal, 'confirm');
  expect([sent.status, sent.location]).toEqual([303, `${proposal}?done=confirm`]);
  expect(words(await hedy.get(sent.location ?? ''))).toMatch(
    /It is confirmed, and the record is changed\..*Confirmed by Hedy Hr.*What it changed Level is now L3, was L2\. Team is now Lighthouse, was Harbour\. Roles are now engineer and tech lead, were engineer\. Tech lead is now nobody, was Tess Lead\. ODC lead is now Olga Odc, was Omar Odc\./,
  );
  expect(await now(id)).toMatchObject({
    level: 'L3',
    team: 'Lighthouse',
    roles: ['engineer', 'tech-lead'],
    techLeadId: null,
    odcLeadId: 'olga-odc',
    version: 2,
  });
  const page = await hugo.get(path);
  expect(words(page)).toMatch(
    /The record holds\..*Level is now L3, was L2\. Team is now Lighthouse, was Harbour\. Roles are now engineer and tech lead, were engineer\. Tech lead is now nobody, was Tess Lead\. ODC lead is now Olga Odc, was Omar Odc\. By Hedy Hr .*Added to the directory\. By Rungs/,
  );
});

test('a proposal is refused with a reason, or withdrawn by the person who made it', async () => {
  const { id, path, fields } = await fresh();
  const raised = { ...fields, level: 'software-engineer-track/L4', reason: 'As agreed.' };
  const { location: first } = await hugo.post(path, raised);
  const refused = first?.split('?')[0] ?? '';
  const page = await hedy.get(refused);
  const empty = await hedy.command(page, refused, 'refuse');
  expect([empty.status, empty.html.includes('id="f-reason-fault"')]).toEqual([422, true]);
  expect(words(empty)).toContain('Say why, for the person who proposed it');
  const long = await hedy.command(empty, refused, 'refuse', { reason: 'No. '.repeat(1_100) });
  expect([long.status, words(long).includes('eep this to 4000 characters; it has 4399 now')]).toEqual([422, true]);
  const said = await hedy.command(empty, refused, 'refuse', { reason: 'Not outside a case.' });
  expect(words(await hedy.get(said.location ?? ''))).toMatch(
    /It is refused\. The record stays as it is\..*Refused by Hedy Hr.*Not outside a case\..*What it would have changed Level is now L4, was L2\./,
  );

  const { location: second } = await hugo.post(path, {
    ...fieldsOf((await hugo.get(path)).html),
    ...raised,
    key: 'again',
  });
  const withdrawn = second?.split('?')[0] ?? '';
  const done = await hugo.command(await hugo.get(withdrawn), withdrawn, 'withdraw');
  expect(words(await hugo.get(done.location ?? ''))).toMatch(
    /Withdrawn by Hugo Hr.*What it would have changed Level is now L4, was L2\./,
  );
  const late = await hedy.post(withdrawn, { type: 'confirm', key: 'late' });
  expect([late.status, words(late).includes('This proposal is withdrawn already.')]).toEqual([409, true]);
  expect((await now(id))?.version).toBe(1);
});

test('a proposal and the history call ladders and tracks by their titles', async () => {
  const { path, fields } = await fresh();
  const level = 'software-engineer-track/L4/principal-engineer';
  const { location } = await hugo.post(path, { ...fields, level, reason: 'As agreed.' });
  const proposal = location?.split('?')[0] ?? '';
  const is = 'Level is now L4, was L2. Track is now Principal Engineer, was none.';
  expect(words(await hedy.get(proposal))).toContain(is);
  await hedy.command(await hedy.get(proposal), proposal, 'confirm');
  expect(words(await hugo.get(path))).toContain(is);
  const { location: gone } = await hugo.post(path, {
    ...fieldsOf((await hugo.get(path)).html),
    level: '',
    levelSince: '',
    reason: 'As agreed.',
  });
  expect(words(await hedy.get(gone?.split('?')[0] ?? ''))).toContain(
    'Ladder is now none, was Software Engineer Track. Level is now none, was L4. Track is now none, was Principal Engineer.',
  );
});

test('a change of roles alone is not said to stop a case', async () => {
  const { path, fields } = await fresh();
  const { location } = await hugo.post(path, { ...fields, 'roles.tech-lead': 'yes', reason: 'She leads the team.' });
  const theirs = words(await hedy.get(location?.split('?')[0] ?? ''));
  expect(theirs).toContain('The person and their leads are told.');
  expect(theirs).not.toContain('If they have an open case');
});

test('the list of people marks who has left', async () => {
  const { id } = await fresh();
  const person = await now(id);
  const marked = async () =>
    words(await (await site.visitor('erin-engineer')).get('/people')).includes(`${id} Has left`);
  expect(await marked()).toBe(false);
  await site.change({ ...person!, active: false });
  expect(await marked()).toBe(true);
});

test('a change that is sent twice is made once', async () => {
  const { id, path, fields } = await fresh();
  const sent = { ...fields, team: 'Lighthouse' };
  expect([(await hugo.post(path, sent)).status, (await hugo.post(path, sent)).status]).toEqual([303, 303]);
  expect((await now(id))?.version).toBe(2);
});

test('the history says that the operator named a person of HR', async () => {
  await recoverHr(site.world.outside, [{ id: 'olga-odc', input: null, isVouched: false }]);
  const page = wordsOf((await hugo.get('/hr/people/olga-odc')).html);
  expect(page).toContain('Roles are now ODC lead and HR, were ODC lead.');
  expect(page).toContain('By the operator of Rungs, for the day on which HR could not sign in');
  expect(wordsOf((await (await site.visitor('hedy-hr')).get('/notices')).html)).toContain(
    'Olga Odc is of HR, named by the operator of Rungs',
  );
});

test('HR gives an employee number by the form, and the history says so; nobody else gets the same one', async () => {
  const { path, fields } = await fresh();
  expect((await hugo.post(path, { ...fields, externalId: ' E-77 ' })).status).toBe(303);
  const page = await hugo.get(path);
  expect(fieldsOf(page.html)).toMatchObject({ externalId: 'E-77' });
  expect(words(page)).toContain('Employee number is now E-77, was none.');
  const other = await fresh();
  const refused = await hugo.post(other.path, { ...other.fields, externalId: 'e-77' });
  expect([refused.status, words(refused)]).toEqual([
    422,
    expect.stringContaining('Another person has this employee number'),
  ]);
});

test('a form that is sent as it was changes nothing, says so, and adds nothing to the history', async () => {
  const { id, path, fields } = await fresh();
  const page = await hugo.post(path, fields);
  expect([page.status, words(page).includes('Nothing was changed: the record says this already.')]).toEqual([
    409,
    true,
  ]);
  expect((await now(id))?.version).toBe(1);
});

test('changes that a colleague made meanwhile are shown and kept, and saving again keeps both', async () => {
  const { id, path, fields } = await fresh();
  await hedy.post(path, { ...fieldsOf((await hedy.get(path)).html), odc: 'South', techLeadId: '' });
  const late = await hugo.post(path, { ...fields, team: 'Lighthouse' });
  expect(late.status).toBe(412);
  expect(words(late)).toContain(
    'ODC is now South, was North. Tech lead is now nobody, was Tess Lead: Hedy Hr, 2 March 2026',
  );
  expect(words(late)).toContain('The form below contains these changes and yours.');
  expect(await now(id)).toMatchObject({ team: 'Harbour', odc: 'South', version: 2 });
  expect((await hugo.post(path, fieldsOf(late.html))).status).toBe(303);
  expect(await now(id)).toMatchObject({ team: 'Lighthouse', odc: 'South', techLeadId: null, version: 3 });
});

test.each(['/hr/people/new', '/hr/cycles', '/hr/places', '/open'])(
  'the form at %s does not say that something is still there if nothing was written',
  async (path) => {
    const visitor = path.startsWith('/hr') ? hugo : await site.visitor('omar-odc');
    const refused = await visitor.post(path, fieldsOf((await visitor.get(path)).html));
    expect([refused.status, words(refused).includes('What you wrote is still here.')]).toEqual([422, false]);
  },
);

describe('an invalid change', () => {
  test('comes back filled in, with each fault beside its field', async () => {
    const { id, path, fields } = await fresh();
    const { 'roles.engineer': _role, ...without } = fields;
    const sent = { ...without, email: 'nowhere', team: ' ', level: 'software-engineer-track/L9', odc: 'South' };
    const page = await hugo.post(path, sent);
    expect(page.status).toBe(422);
    for (const field of ['email', 'team', 'roles'])
      expect([field, page.html.includes(`id="f-${field}-fault"`)]).toEqual([field, true]);
    expect(words(page)).toContain('Choose at least one role.');
    expect(fieldsOf(page.html)).toMatchObject({ email: 'nowhere', odc: 'South', level: 'software-engineer-track/L9' });
    expect(fieldsOf(page.html)['roles.engineer']).toBeUndefined();
    const level = await hugo.post(path, { ...fields, level: 'software-engineer-track/L9', odcLeadId: 'tess-lead' });
    expect(level.status).toBe(422);
    expect(words(level)).toContain('Choose a level of a ladder that is in force, or none.');
    expect(words(level)).toContain('Choose a person who has this role today, or nobody.');
    expect((await now(id))?.version).toBe(1);
  });

  test('with a missing or wrong version is refused, and changes nothing', async () => {
    const { id, path, fields } = await fresh();
    for (const version of ['', 'x', '0', '7']) {
      const page = await hugo.post(path, { ...fields, team: 'Lighthouse', version });
      expect([version, page.status]).toEqual([version, 412]);
    }
    for (const was of ['', 'null', '3', '{'])
      expect((await hugo.post(path, { ...fields, team: 'Lighthouse', version: '9', was })).status).toBe(412);
    expect((await now(id))?.version).toBe(1);
  });
});

test('a person of HR cannot change their own record: the page has no form, and a forced one is refused', async () => {
  const path = '/hr/people/hugo-hr';
  const own = await hugo.get(path);
  expect(words(own)).toContain('You cannot change your own record. Ask another person of HR.');
  expect(own.html).not.toContain(`action="${path}"`);
  const { fields } = await fresh();
  const forced = await hugo.post(path, { ...fields, level: 'software-engineer-track/L5' });
  expect(forced.status).toBe(403);
  expect((await now('hugo-hr'))?.level).toBeNull();
});

test('the form offers all people with the role as leads, even in a large directory', async () => {
  const { path } = await fresh();
  const { html } = await hugo.get(path);
  const offered = (line: string) => {
    const [, options = ''] = new RegExp(`<select[^>]* name="${line}"[^>]*>([\\s\\S]*?)</select>`).exec(html) ?? [];
    return [...options.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
  };
  expect(offered('headOfDepartmentId')).toEqual(['', 'hana-head']);
  expect(offered('odcLeadId')).toEqual(['', 'olga-odc', 'omar-odc']);
});

test('a person who has left is signed out at their next page', async () => {
  const { id, path, fields } = await fresh();
  const theirs = await site.visitor(id);
  expect((await theirs.get('/')).status).toBe(200);
  expect((await hugo.post(path, { ...fields, active: 'no' })).location).toBe(`${path}?done=yes`);
  expect((await theirs.get('/')).location).toContain('/sign-in');
  expect(words(await hedy.get(path))).toContain('No longer works here. By Hugo Hr');
});
