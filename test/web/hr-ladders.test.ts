import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readCase } from '#shared/cases/read.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor, proposed } from './hr.ts';
import { path, second, startHrSite, words } from './hr-ladder-site.ts';
import type { Site } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
const sites: Site[] = [];
beforeEach(async () => {
  ({ site, hugo, hedy } = await startHrSite());
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

test('two people of HR publish a version from tomorrow; cases opened today keep the old one, and tomorrow’s get the new one', async () => {
  const saved = await hugo.upload(path, `# As YAML.\n${stringify(JSON.parse(textOf(second)))}`);
  expect([saved.status, saved.location]).toEqual([303, `${path}/draft?done=save-draft`]);
  const draft = await hugo.get(saved.location ?? '');
  expect(words(draft)).toContain('Uploaded by Hugo Hr, 2 March 2026 at 09:00 UTC');
  expect(words(draft)).toContain('The draft is saved. Only HR can read it.');
  expect(words(draft)).toMatch(
    /Compared with version 1, .*Rules L2 to L3 now needs 4 in every competency, was 3\. Only texts Summary is reworded\./,
  );
  expect(words(draft)).toMatch(
    /What the check found (\d+ warnings? A draft with warnings can still be published|No errors)/,
  );
  expect(fieldsOfCommand(draft, 'propose-publication').from).toBe('2026-03-02');

  const sent = await hugo.command(draft, `${path}/draft`, 'propose-publication', { from: '2026-03-03' });
  expect([sent.status, sent.location]).toEqual([303, `${path}/draft?done=propose-publication`]);
  const own = await hugo.get(`${path}/draft`);
  expect(words(own)).toContain('You uploaded this draft, so another person of HR must confirm it');
  expect(fieldsOfCommand(own, 'confirm-publication')).toEqual({});
  expect(words(await hedy.get('/hr/ladders'))).toContain(
    'Draft of version 2: proposed from 3 March 2026, waits for a second person of HR.',
  );

  const theirs = await hedy.get(`${path}/draft`);
  expect(words(theirs)).toContain(`The draft that you confirm has the hash ${second.hash}.`);
  expect(words(theirs)).toMatch(
    /You publish version 2, for new cases from 3 March 2026\. Compared with version 1, 1 rule changes, and 1 text is reworded\./,
  );
  const today = await site.world.open('erin-engineer');
  const confirmed = await hedy.command(theirs, `${path}/draft`, 'confirm-publication');
  expect([confirmed.status, confirmed.location]).toEqual([303, `${path}?done=confirm-publication`]);

  const after = words(await hedy.get(confirmed.location ?? ''));
  expect(after).toContain('It is published. Open cases stay on their version.');
  expect(after).toMatch(
    /Version 2 Coming For new cases from 3 March 2026 Published by Hugo Hr and Hedy Hr, 2 March 2026/,
  );
  expect(after).toMatch(/Version 1 In force .*Published when Rungs was set up/);
  expect(after).toMatch(
    /The record holds\. .*4 events.*Hedy Hr confirmed the proposal of Hugo Hr: version 2 is published from 3 March 2026\..*Hugo Hr proposed version 2 from 3 March 2026\..*Hugo Hr uploaded a draft of version 2\..*Version 1 was published from 2 March 2026\./,
  );
  expect(words(await hedy.get('/hr/ladders'))).toContain('Version 2 comes into force on 3 March 2026.');

  const sameDay = await site.world.open('eli-engineer');
  site.world.clock.advanceDays(1);
  const tomorrow = await site.world.open('omid-other');
  const versionOf = async (caseId: string) =>
    (await readCase(site.world.outside, await actorOf(site.world.outside, 'hugo-hr'), caseId)).view.ladder.version;
  expect(await Promise.all([today, sameDay, tomorrow].map(versionOf))).toEqual([1, 1, 2]);
  const again = await hrVisitor(site, 'hugo-hr');
  expect(words(await again.get(path))).toMatch(/Version 2 In force .*Version 1 No longer for new cases/);
});

test('the page of a ladder says if its hash chain was tampered with', async () => {
  const { table } = site.world.outside;
  await proposed(hugo, second, '2026-03-03');
  const [, event] = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.chainPartition(`ladder:${first.id}`) },
  });
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...event, at: '2026-03-01T09:00:00.000Z' } }),
  );
  expect(words(await hedy.get(path))).toContain('The record does not hold. Please tell the operators of Rungs.');
});
