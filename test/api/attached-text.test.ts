import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownTextsOf } from '#shared/cases/facts.ts';
import { readText } from '#shared/cases/read.ts';
import { verifyCase } from '#shared/cases/record.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { type EvidenceBody, evidenceOf } from '#shared/domain/case/state/contents.ts';
import { loadCase } from '#shared/store/cases.ts';
import { type Key, keys } from '#shared/store/keys.ts';
import { textShape } from '#shared/store/texts.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { engineerAt } from '#test/security/cast.ts';
import { canary, caseAt, startSecurityWorld } from '#test/security/places.ts';
import { actorOf } from '#test/support/actor.ts';
import { apiOn } from '#test/support/api.ts';
import type { World } from '#test/support/world.ts';
import { startSite } from '#test/web/visit.ts';

let world: World;
let of: { caseId: string; path: string; key: Key };
beforeAll(async () => {
  world = await startSecurityWorld();
  of = await withText();
});
afterAll(() => world.stop());

const engineer = engineerAt('portfolio');

/** A case with a text attached to its piece e1, and where the text is stored. */
async function withText() {
  const caseId = await caseAt(world, 'portfolio');
  const state = await loadCase(world.outside.table, caseId);
  const ref = state && evidenceOf(state).find((one) => one.id === 'e1')?.text;
  if (!ref) throw new Error('The piece has no text');
  return { caseId, path: `${caseId}/evidence/e1/text`, key: keys.text(caseId, ref.digest) };
}

test('the API gives the text as it was written, the page shows it, and the case itself does not hold it', async () => {
  const { caseId, path } = of;
  const api = await apiOn(world);
  const { status, body } = await api.get(engineer, `/api/cases/${path}`);
  const content = expect.stringContaining(`${canary} text`);
  expect([status, body]).toMatchObject([200, { evidence: 'e1', format: 'plain', content }]);
  const site = await startSite({}, world);
  const page = await (await site.visitor(engineer)).get(`/cases/${path}`);
  expect(page.html).toContain(`${canary} text`);
  const whole = await api.get(engineer, `/api/cases/${caseId}`);
  expect(JSON.stringify(whole.body)).not.toContain(`${canary} text`);
  expect(whole.body.attached).toMatchObject({ e1: { format: 'plain' } });
  expect((await api.get(engineer, `/api/cases/${caseId}/evidence/e9/text`)).status).toBe(404);
});

test('a piece is compared with the texts of its own requirement, and no other text is read for it', async () => {
  const state = await loadCase(world.outside.table, of.caseId);
  const pieces = state ? evidenceOf(state) : [];
  const first = pieces.find(({ id }) => id === 'e1');
  const beside = pieces.filter(({ requirement, text }) => text && requirement === first?.requirement).length;
  const other = pieces.find((one) => !pieces.some(({ requirement, text }) => text && requirement === one.requirement));
  if (!state || !first?.text || !other) throw new Error('The portfolio has no requirement without a text');
  const read = async (command: Partial<PersonCommand>, piece: EvidenceBody) => {
    const texts = await ownTextsOf(world.outside, state, { ...piece, ...command } as PersonCommand);
    return Object.keys(texts).length;
  };
  const text = { format: 'plain', content: 'Words' } as const;
  const add = { type: 'add-evidence' } as const;
  const amend = (id: string) => ({ type: 'amend-evidence', evidence: id }) as const;
  expect(await read({ ...add, text }, first)).toBe(beside);
  expect(await read({ ...add, text: null }, first)).toBe(0);
  expect(await read({ ...add, text }, other)).toBe(0);
  // A text that stays is compared as well.
  expect(await read({ ...amend(first.id), text: undefined }, first)).toBe(beside);
  expect(await read({ ...amend(first.id), text: undefined, requirement: other.requirement }, first)).toBe(1);
  expect(await read({ ...amend(first.id), text: null }, first)).toBe(0);
  expect(await read({ ...amend(other.id), text: undefined }, other)).toBe(0);
  expect(await read({ type: 'carry-evidence', evidence: ['e1'] }, first)).toBe(pieces.filter((one) => one.text).length);
});

test('a text that was erased by law is gone, and the record still holds', async () => {
  const { caseId, path, key } = of;
  await transact(world.outside.table, [writesOf(world.outside.table).remove('other', key)]);
  const api = await apiOn(world);
  expect((await api.get(engineer, `/api/cases/${path}`)).status).toBe(404);
  expect((await api.get(engineer, `/api/cases/${caseId}`)).status).toBe(200);
  expect(await verifyCase(world.outside, await actorOf(world.outside, engineer), caseId)).toMatchObject({
    verified: true,
  });
});

test('a text that was altered in the store is not shown', async () => {
  const { caseId, key } = of;
  const { table } = world.outside;
  const other = textShape.content({ salt: 'salt', content: { format: 'plain', content: 'Something else.' } });
  await transact(table, [writesOf(table).put('other', { ...other, ...key })]);
  const read = readText(world.outside, await actorOf(world.outside, engineer), caseId, 'e1');
  await expect(read).rejects.toThrow('has been altered');
});
