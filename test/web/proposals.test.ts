import { afterAll, beforeEach, expect, test } from 'vitest';
import { proposalDays } from '#shared/contract/names.ts';
import type { ProposedChange } from '#shared/contract/proposals.ts';
import { loadHead } from '#shared/store/cases.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { endedCase } from '#test/support/ended.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld } from '#test/support/world.ts';
import { fieldsOfCommand, hrVisitor } from './hr.ts';
import { type Site, startSite, wordsOf } from './visit.ts';

/** What the pages say of a proposal that the reader cannot decide, or that nobody can confirm any more. */

const line = { techLeadId: 'tess-lead', odcLeadId: 'omar-odc' };
const sites: Site[] = [];
let site: Site;
beforeEach(async () => {
  const more = ['hana-hr', 'heidi-hr'].map((id) => person(id, { roles: ['hr'] }));
  // Somebody of HR with a case of their own proposes what one person alone changes otherwise.
  const hilde = person('hilde-hr', { ...line, roles: ['engineer', 'hr'], level: 'L2' });
  site = await startSite({}, await startWorld([...smallOrganisation, ...more, hilde]));
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

const outside = () => site.world.outside;
async function read(who: string, path: string) {
  const visitor = await (path.startsWith('/hr') ? hrVisitor(site, who) : site.visitor(who));
  const page = await visitor.get(path);
  const forms = ['confirm', 'refuse', 'withdraw'].filter((type) => 'key' in fieldsOfCommand(page, type));
  return { words: wordsOf(page.html), html: page.html, forms };
}
const ended = async () => {
  const id = await endedCase(site.world, 'approve');
  const { version } = (await loadHead(outside().table, id))!;
  return { kind: 'correct-outcome' as const, of: id, version, to: 'not-promoted' as const };
};
const gone = 'It cannot be confirmed now';

test('who corrected a case is asked to decide no other correction of it, and whoever can decide reads that it is over', async () => {
  const change = await ended();
  const [first, second] = [await propose(outside(), 'hugo-hr', change), await propose(outside(), 'hana-hr', change)];
  const path = `/hr/proposals/${second}`;
  expect((await read('hedy-hr', path)).forms).toEqual(['confirm', 'refuse']);
  expect((await read('hedy-hr', '/')).html).toContain(path);
  await confirm(outside(), 'hedy-hr', first, 'I have read the case.');

  const involved = 'You are involved in this: another person decides.';
  const hedy = await read('hedy-hr', path);
  expect(hedy.words).toContain(involved);
  // What stands in the way can be about the parts of others, so it is for those who can decide.
  expect(hedy.words).not.toContain(gone);
  expect(hedy.forms).toEqual([]);
  expect((await read('hedy-hr', '/')).html).not.toContain(path);
  expect((await read('hedy-hr', '/hr/proposals')).words).toContain(involved);

  const heidi = await read('heidi-hr', path);
  expect(heidi.words).toContain(
    `${gone} The record has changed since this was proposed. HR can propose it again. Refuse`,
  );
  expect(heidi.forms).toEqual(['refuse']);
  const hana = await read('hana-hr', path);
  expect(hana.words).not.toContain('Waits for a second person Another');
  expect(hana.forms).toEqual(['withdraw']);
});

test('a correction of which the engineer’s record has moved on says so before anybody confirms it', async () => {
  const id = await propose(outside(), 'hugo-hr', await ended());
  expect((await read('hedy-hr', `/hr/proposals/${id}`)).words).not.toContain(gone);
  await changeByTwo(outside(), 'erin-engineer', { level: 'L4' });
  const { words, forms } = await read('heidi-hr', `/hr/proposals/${id}`);
  expect(words).toContain(`${gone} The engineer’s record no longer says what the case wrote`);
  expect(forms).toEqual(['refuse']);
});

test('the person of a record, and those who came to HR after the proposal, read why they do not decide', async () => {
  const id = await propose(outside(), 'hugo-hr', await changeOf(outside(), 'hana-hr', { roles: ['hr', 'tech-lead'] }));
  site.world.clock.advanceDays(1);
  await changeByTwo(outside(), 'tess-lead', { roles: ['tech-lead', 'hr'] });
  for (const [who, why] of [
    ['hana-hr', 'You are involved in this'],
    ['tess-lead', 'You got yours after that.'],
  ] as const) {
    const page = await read(who, `/hr/proposals/${id}`);
    expect(page.words).toContain(why);
    expect(page.forms).toEqual([]);
    expect((await read(who, '/')).html).not.toContain(id);
  }
});

test('each form says that a change of its record waits already, until that is decided or expired', async () => {
  const waits = 'A change of this record waits for a second person already.';
  await site.world.step(await site.world.open('hilde-hr'));
  const input = cycleInput({});
  const opening = await propose(outside(), 'hilde-hr', { kind: 'cycle', of: 'annual', version: null, input });
  await confirm(outside(), 'hugo-hr', opening);
  const calendar = { timeZone: 'Europe/Lisbon', weekend: [6, 7], holidays: [] };
  const correction = await ended();
  const changes: [ProposedChange, string[]][] = [
    [await changeOf(outside(), 'omid-other', { roles: ['tech-lead', 'hr'] }), ['/hr/people/omid-other']],
    [{ kind: 'calendar', of: 'North', version: null, input: calendar }, ['/hr/calendars/North']],
    [{ kind: 'cycle-close', of: 'annual', version: 1 }, ['/hr/cycles/annual', '/hr/cycles/annual/close']],
    [correction, [`/hr/corrections/${correction.of}`]],
  ];
  for (const [change, paths] of changes) {
    for (const path of paths) expect((await read('hana-hr', path)).words, path).not.toContain(waits);
    const id = await propose(outside(), 'hilde-hr', change);
    for (const path of paths) {
      const { words, html } = await read('hana-hr', path);
      expect(words, path).toContain(waits);
      expect(html).toContain(`/hr/proposals/${id}`);
    }
  }
  site.world.clock.advanceDays(proposalDays);
  for (const path of changes.flatMap(([, paths]) => paths))
    expect((await read('hana-hr', path)).words, path).not.toContain(waits);
});

test('a proposal for a cycle calls it by its name, also if it is to be closed', async () => {
  await site.world.step(await site.world.open('hilde-hr'));
  const change = { kind: 'cycle' as const, of: 'annual', version: null, input: cycleInput({ name: 'Autumn' }) };
  const opening = await propose(outside(), 'hilde-hr', change);
  expect((await read('hana-hr', `/hr/proposals/${opening}`)).words).toContain('Cycle ‘Autumn’');
  await confirm(outside(), 'hugo-hr', opening);
  await propose(outside(), 'hilde-hr', { kind: 'cycle-close', of: 'annual', version: 1 });
  expect((await read('hana-hr', '/hr/proposals')).words).toContain('Close of the cycle ‘Autumn’');
});

test('two proposals for one person say in the list and on the home what each changes', async () => {
  await propose(outside(), 'hugo-hr', await changeOf(outside(), 'tess-lead', { roles: ['tech-lead', 'hr'] }));
  await propose(outside(), 'hugo-hr', await changeOf(outside(), 'tess-lead', { levelSince: '2025-01-07' }));
  for (const path of ['/', '/hr/proposals']) {
    const { words } = await read('hedy-hr', path);
    expect(words).toMatch(/Roles?.*tech lead.*HR/);
    expect(words).toContain('7 January 2025');
  }
});
