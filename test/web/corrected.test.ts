import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tell } from '#shared/cases/telling.ts';
import { limits } from '#shared/contract/names.ts';
import { loadHead } from '#shared/store/cases.ts';
import { endedCase } from '#test/support/ended.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, confirm, propose } from '#test/support/two-people.ts';
import { startWorld } from '#test/support/world.ts';
import { fieldsOfCommand, hrVisitor } from './hr.ts';
import { type Site, startSite, wordsOf } from './visit.ts';

/** A case whose outcome two people of HR corrected, on every page that shows an outcome. */

let site: Site;
let caseId: string;
let proposal: string;
const outside = () => site.world.outside;
const dayNow = () =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(site.world.clock.now());
const pageFor = async (who: string, path: string) => {
  const visitor = await (path.startsWith('/hr') ? hrVisitor(site, who) : site.visitor(who));
  return visitor.get(path);
};
const look = async (who: string, path: string) => {
  const { status, html } = await pageFor(who, path);
  return status === 200 ? wordsOf(html) : String(status);
};
let closedOn: string;
let correctedOn: string;
const corrected = () => `Corrected on ${correctedOn} by Hugo Hr and Hedy Hr, for HR. Until then it was: Promoted.`;

beforeAll(async () => {
  const hana = person('hana-hr', { roles: ['hr'] });
  site = await startSite({}, await startWorld([...smallOrganisation, hana]));
  caseId = await endedCase(site.world, 'approve');
  await changeByTwo(outside(), 'tess-lead', { roles: ['tech-lead', 'hr'] });
  closedOn = dayNow();
  site.world.clock.advanceDays(3);
  correctedOn = dayNow();
  const { version = 0 } = (await loadHead(outside().table, caseId)) ?? {};
  proposal = await propose(outside(), 'hugo-hr', { kind: 'correct-outcome', of: caseId, version, to: 'not-promoted' });
});
afterAll(() => site.stop());

test('the page of the proposal says whose case it is, and who is told', async () => {
  const words = await look('hedy-hr', `/hr/proposals/${proposal}`);
  expect(words).toContain('Outcome of the case of Erin Engineer State');
  expect(words).toContain('The outcome of the case of Erin Engineer becomes Not promoted this time, was Promoted.');
  expect(words).toContain('If the level has seats, theirs becomes free.');
  expect(words).toContain('Everybody who took part in the case is told.');
  const { html } = await pageFor('hedy-hr', `/hr/proposals/${proposal}`);
  expect(html.indexOf(`href="/cases/${caseId}"`)).toBeLessThan(html.indexOf('<h2>Confirm</h2>'));
});

test('an expired proposal is shown as expired, and says what it would have changed', async () => {
  const now = site.world.clock.now().toISOString();
  site.world.clock.advanceDays(100);
  const words = await look('hana-hr', `/hr/proposals/${proposal}`);
  expect(words).toContain('State Expired');
  expect(words).toContain('What it would have changed The outcome');
  expect(words).not.toMatch(/Not decided yet|Once it is confirmed/);
  site.world.clock.set(now);
});

test('a case whose outcome cannot be corrected says so to HR, and is not there for anybody else', async () => {
  const cancelled = await site.world.open('eli-engineer');
  const open = await look('hedy-hr', `/hr/corrections/${cancelled}`);
  await site.world.act('hugo-hr', cancelled, { type: 'cancel', reason: 'It was opened by mistake.' });
  await site.world.step(cancelled);
  const read = (who: string) => pageFor(who, `/hr/corrections/${cancelled}`);
  expect(wordsOf((await read('hedy-hr')).html)).toContain('Only ‘promoted’ and ‘not promoted’ are corrected');
  expect([open, (await read('tess-lead')).status]).toEqual(['409', 404]);
});

test('the home and the list of changes say whose case it is, not its id', async () => {
  for (const path of ['/', '/hr/proposals']) {
    const words = await look('hedy-hr', path);
    expect(words).toContain('Outcome of the case of Erin Engineer');
    expect(words).not.toContain(caseId);
  }
});

test('whoever confirms it says why: the form comes back without a reason, and with what was written', async () => {
  const path = `/hr/proposals/${proposal}`;
  const visitor = await hrVisitor(site, 'hedy-hr');
  const page = await visitor.get(path);
  expect(fieldsOfCommand(page, 'confirm')).toHaveProperty('why', '');
  const empty = await visitor.command(page, path, 'confirm');
  expect(empty.status).toBe(422);
  expect(wordsOf(empty.html)).toContain('Why you confirm it: Say why, for everybody who reads the case');
  const long = await visitor.command(page, path, 'confirm', { why: 'x'.repeat(limits.comment + 1) });
  expect(long.status).toBe(422);
  expect(fieldsOfCommand(long, 'confirm').why).toHaveLength(limits.comment + 1);
});

describe('after the correction', () => {
  beforeAll(async () => {
    await confirm(outside(), 'hedy-hr', proposal, 'I have read the case.');
    const { audit } = (await loadHead(outside().table, caseId))!;
    await tell(outside(), caseId, audit.seq);
    site.world.clock.advanceDays(2);
  });
  const everybody = ['erin-engineer', 'tess-lead', 'omar-odc', 'hugo-hr', 'hana-hr'];

  test.each(everybody)(
    '%s reads on the page of the case what it is, what it was, since when and by whom',
    async (who) => {
      const words = await look(who, `/cases/${caseId}`);
      expect(words).toContain(`Not promoted this time, ${correctedOn}`);
      expect(words).toContain(corrected());
      expect(words).toContain('As agreed. Why Hedy Hr confirmed it: I have read the case.');
      expect(words).not.toContain(`Promoted, ${closedOn}`);
      expect(words).toContain('The level is again what it was before the case.');
      expect(words).not.toContain('stays as it is for now');
    },
  );

  test('the page of the proposal still says what it changed', async () => {
    expect(await look('hana-hr', `/hr/proposals/${proposal}`)).toContain(
      'What it changed The outcome of the case of Erin Engineer becomes Not promoted this time, was Promoted.',
    );
    expect(await look('hana-hr', `/hr/proposals/${proposal}`)).toContain('Why it was confirmed I have read the case.');
  });

  test.each(everybody)('%s reads in the history both outcomes and both people', async (who) => {
    const words = await look(who, `/cases/${caseId}/history`);
    expect(words).toContain('The case was closed: Promoted');
    expect(words).toContain(
      'Two people of HR corrected the outcome: Not promoted this time, was Promoted, proposed by Hugo Hr Hedy Hr, HR',
    );
  });

  test.each(everybody)('%s reads it in the list of cases', async (who) => {
    expect(await look(who, '/cases?state=closed')).toContain(
      `Not promoted this time on ${correctedOn}, corrected by HR; until then it was: Promoted`,
    );
  });

  test.each(['erin-engineer', 'omar-odc', 'hana-hr'])('%s reads it in a notice', async (who) => {
    expect(await look(who, '/notices')).toContain(
      'was wrong, and Hugo Hr and Hedy Hr corrected it for HR. It was: Promoted. It is now: Not promoted this time.',
    );
  });

  test('the record of the engineer says that the level is taken back, and links to the case', async () => {
    const { html } = await pageFor('hana-hr', '/hr/people/erin-engineer');
    const [, undone = ''] = html.split('The promotion is taken back: the level is L2 again.');
    expect(undone).toContain(`<a href="/cases/${caseId}">`);
  });

  test('the outcome can be corrected again only while the record says what it says after the correction', async () => {
    const isOffered = async () => (await look('hana-hr', `/cases/${caseId}`)).includes('correct the outcome');
    expect(await isOffered()).toBe(true);
    await changeByTwo(outside(), 'erin-engineer', { level: 'L4' });
    expect(await isOffered()).toBe(false);
    const refused = await pageFor('hana-hr', `/hr/corrections/${caseId}`);
    expect(refused.status).toBe(409);
    expect(wordsOf(refused.html)).toContain('The engineer’s record is not what the case began with');
    await changeByTwo(outside(), 'erin-engineer', { level: 'L2' });
    expect(await isOffered()).toBe(true);
  });

  test('an appeal says against which outcome it is, and that this one was corrected', async () => {
    await site.world.act('erin-engineer', caseId, {
      type: 'appeal',
      ground: 'procedure',
      statement: 'The promotion was right.',
      against: null,
    });
    await site.world.step(caseId);
    for (const who of everybody) {
      const words = await look(who, `/cases/${caseId}`);
      expect(words).toContain('The outcome is: Not promoted this time.');
      expect(words).toContain(corrected());
      expect(await look(who, '/cases')).toContain('Appeal, outcome: Not promoted this time');
    }
  });
});
