import { expect, test } from 'vitest';
import { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { evidenceOf } from '#shared/domain/case/state/contents.ts';
import { namesTheEngineer } from '#shared/domain/case/state/evidence-checks.ts';
import { isAllowedLink, isSameLink } from '#shared/domain/case/state/links.ts';
import { digestOf } from '#shared/ledger/hash.ts';
import { evidence, portfolioForL3 } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { playTo } from '#test/support/play.ts';
import { startOn } from '#test/support/scene.ts';

const erin = 'erin-engineer';
const text = { format: 'markdown' as const, content: '# Why we cache\n\nReads were slow, and their number doubled.' };
const adr = { ...evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }), url: null };
const amend = { ...adr, type: 'amend-evidence' as const, evidence: 'e1' };

function atPortfolio() {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  return scene;
}

const refOf = (state: Case) => evidenceOf(state)[0]?.text;

test('a piece that others must be able to open has a link or an attached text', () => {
  const scene = atPortfolio();
  expect(scene.faults(erin, { ...adr, text: null })).toEqual(['url']);
  scene.must(erin, { ...adr, text });
  expect(scene.faults(erin, { ...amend, text: null })).toEqual(['url']);
});

test('the words of the piece prove its text by a salted digest, and do not hold it', () => {
  const scene = atPortfolio();
  scene.must(erin, { ...adr, text });
  const stored = scene.events.at(-1)?.text;
  expect(stored?.content).toEqual(text);
  expect(refOf(scene.state)).toEqual({
    format: 'markdown',
    bytes: Buffer.byteLength(text.content),
    digest: stored && digestOf(stored),
  });
  expect(JSON.stringify(scene.state)).not.toContain('Reads were slow');
  const other = atPortfolio();
  other.must(erin, { ...adr, note: 'Other.', text });
  other.must(erin, { ...amend, text });
  expect(refOf(other.state)?.digest).not.toBe(refOf(scene.state)?.digest);
});

test('a change keeps the text, replaces it, or takes it away', () => {
  const scene = atPortfolio();
  scene.must(erin, { ...adr, text });
  const first = refOf(scene.state);
  scene.must(erin, { ...amend, note: 'More.' });
  expect([refOf(scene.state), scene.events.at(-1)?.text]).toEqual([first, null]);
  scene.must(erin, {
    ...amend,
    text: { format: 'plain', content: 'Writes were slow too, so we wrote in batches from then on.' },
  });
  expect(refOf(scene.state)).toMatchObject({ format: 'plain', bytes: 58 });
  scene.must(erin, { ...amend, url: 'https://example.com/adr', text: null });
  expect(refOf(scene.state)).toBeUndefined();
});

test('carrying a piece over copies its text, and one that was erased does not count', () => {
  const before = atPortfolio();
  before.must(erin, { ...adr, text });
  const last = { caseId: before.state.head.id, outcome: 'withdrawn', closedAt: '2025-09-03T09:00:00.000Z' } as const;
  const scene = startOn('L2-L3', ladder, { last, previous: before.state });
  playTo(scene, 'portfolio');
  const carry = { type: 'carry-evidence', evidence: ['e1'] } as const;
  expect(scene.faults(erin, { ...carry, evidence: ['e1'] })).toEqual(['evidence.0']);
  scene.facts.previousTexts = { [refOf(before.state)?.digest ?? '']: text };
  scene.must(erin, { ...carry, evidence: ['e1'] });
  const copy = scene.events.at(-1)?.text;
  expect(copy?.content).toEqual(text);
  expect(refOf(scene.state)?.digest).toBe(copy && digestOf(copy));
});

test.each([
  ['x'.repeat(65_536), true],
  ['x'.repeat(65_537), false],
  ['\u00e9'.repeat(32_769), false],
  ['\u200b', false],
  ['a\u202eb', false],
])('a text holds 64 KB at most, and nothing that hides: case %#', (content, isFine) => {
  expect(PersonCommand.safeParse({ ...adr, text: { format: 'plain', content } }).success).toBe(isFine);
});

test('the texts of one requirement differ in what people can see', () => {
  const scene = atPortfolio();
  const postmortem = { ...portfolioForL3[2], url: null } as typeof adr;
  const says = (content: string) => ({ format: 'plain' as const, content });
  const long = 'It splits the queue into one queue for each customer.';
  expect(scene.faults(erin, { ...adr, text: says('.') })).toEqual(['text.content']);
  expect(scene.faults(erin, { ...adr, text: says(`${'x'.repeat(39)}\u200b\n`) })).toEqual(['text.content']);
  scene.must(erin, { ...adr, text: says(long) });
  expect(scene.faults(erin, { ...adr, text: says(long) })).toEqual(['text.content']);
  expect(scene.faults(erin, { ...adr, text: says(long.replace(' the', '\n\u200bthe')) })).toEqual(['text.content']);
  scene.must(erin, { ...adr, text: says(`${long} It took two weeks.`) });
  const change = { ...adr, type: 'amend-evidence' as const, evidence: 'e2' };
  expect(scene.faults(erin, { ...change, text: says(long) })).toEqual(['text.content']);
  scene.must(erin, { ...change, note: 'More.' });
  scene.must(erin, { ...postmortem, text: says(long) });
  expect(scene.faults(erin, { ...change, evidence: 'e3' })).toEqual(['text.content']);
});

test('two pieces that are carried over together need two texts', () => {
  const long = { format: 'plain' as const, content: 'It splits the queue into one queue for each customer.' };
  const before = atPortfolio();
  before.facts.ownTexts = {};
  before.must(erin, { ...adr, text: long });
  before.must(erin, { ...adr, text: long });
  const last = { caseId: before.state.head.id, outcome: 'withdrawn', closedAt: '2025-09-03T09:00:00.000Z' } as const;
  const scene = startOn('L2-L3', ladder, { last, previous: before.state });
  playTo(scene, 'portfolio');
  const digests = evidenceOf(before.state).flatMap(({ text: ref }) => ref?.digest ?? []);
  scene.facts.previousTexts = Object.fromEntries(digests.map((digest) => [digest, long]));
  expect(scene.faults(erin, { type: 'carry-evidence', evidence: ['e1', 'e2'] })).toEqual(['evidence.1']);
  scene.must(erin, { type: 'carry-evidence', evidence: ['e1'] });
  expect(scene.faults(erin, { type: 'carry-evidence', evidence: ['e2'] })).toEqual(['evidence.0']);
});

test.each([
  ['https://x.com/a', 'https://x.com/a?', true],
  ['https://x.com/a', 'https://x.com/%61', true],
  ['https://x.com/a?q=b', 'https://x.com/a?q=%62', true],
  ['https://x.com/%2f', 'https://x.com/%2F', true],
  ['https://x.com/a', 'https://x.com./a', true],
  ['https://x.com/a%2Fb', 'https://x.com/a/b', false],
  ['https://x.com/a?q=b', 'https://x.com/a?q=c', false],
])('whether %s and %s are one link: %s', (one, other, isSame) => {
  expect(isSameLink(one, other)).toBe(isSame);
});

test.each([
  'https://localhost/a',
  'https://dev.localhost:8443/a',
  'https://localhost./a',
  'https://127.0.0.1/a',
  'https://0x7f.1/a',
  'https://[::1]/a',
  'https://0.0.0.0/',
])('%s is no link: on every machine it leads to that machine', (link) => {
  expect(isAllowedLink(link, [])).toBe(false);
  expect(isAllowedLink('https://local.example.com/127.0.0.1', [])).toBe(true);
});

test.each(['Erin  ENGINEER', 'Engineer, Erin', 'Er\u200bin Engineer', 'erin-engineer'])(
  '%j is the engineer',
  (name) => {
    const engineer = { id: 'erin-engineer', name: 'Erin Engineer', email: 'erin@example.com' } as Person;
    expect(namesTheEngineer(name, engineer)).toBe(true);
    expect(namesTheEngineer('Erin Engel', engineer)).toBe(false);
  },
);
