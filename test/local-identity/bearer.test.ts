import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stillClock } from '#test/support/outside.ts';
import { audience, clientId, type Mounted, mountIssuer } from './mounted.ts';

let folder: string;
const running: Mounted[] = [];
const mount = async (...how: Parameters<typeof mountIssuer>) => {
  const mounted = await mountIssuer(...how);
  running.push(mounted);
  return mounted;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-identity-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((mounted) => mounted.stop()));
  rmSync(folder, { recursive: true });
});

describe('a minted bearer token', () => {
  test('is verified like the tokens of the code flow', async () => {
    const mounted = await mount();
    const { payload, protectedHeader } = await mounted.verify(await mounted.mint('erin-engineer'));
    expect(payload).toMatchObject({ iss: mounted.issuer, aud: audience, sub: 'erin-engineer', client_id: clientId });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  });

  test('is valid for exactly eight hours by the injected clock', async () => {
    const clock = stillClock('2026-03-02T09:00:00.000Z');
    const mounted = await mount({ clock });
    const token = await mounted.mint('erin-engineer');
    const { payload } = await mounted.verify(token, { at: new Date('2026-03-02T16:59:59.000Z') });
    expect(payload).toMatchObject({ iat: Date.parse('2026-03-02T09:00:00Z') / 1000 });
    await expect(mounted.verify(token, { at: new Date('2026-03-02T17:00:00.000Z') })).rejects.toMatchObject({
      code: 'ERR_JWT_EXPIRED',
    });
  });

  test('has a different id each time, even in the same second', async () => {
    const mounted = await mount({ clock: stillClock() });
    const ids = [await mounted.mint('erin-engineer'), await mounted.mint('erin-engineer')].map(
      (one) => decodeJwt(one).jti,
    );
    expect(ids).toEqual([expect.any(String), expect.any(String)]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('is not valid at another API', async () => {
    const mounted = await mount();
    const token = await mounted.mint('erin-engineer');
    await expect(mounted.verify(token, { audience: 'urn:another:api' })).rejects.toMatchObject({ claim: 'aud' });
  });

  test('of another API is not valid here', async () => {
    const keyFile = join(folder, 'key.json');
    const [here, other] = [await mount({ keyFile }), await mount({ keyFile, audience: 'urn:another:api' })];
    await expect(here.verify(await other.mint('erin-engineer'))).rejects.toMatchObject({
      code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    });
  });

  test('of another issuer is not valid here', async () => {
    const [here, other] = [await mount(), await mount()];
    await expect(here.verify(await other.mint('erin-engineer'))).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
  });
});

describe('the signing key', () => {
  test('stays the same after a restart, so that tokens stay valid', async () => {
    const keyFile = join(folder, 'key.json');
    const before = await mount({ keyFile });
    const token = await before.mint('erin-engineer');
    await before.stop();
    running.splice(0);
    const after = await mount({ keyFile }, Number(new URL(before.origin).port));
    expect((await after.verify(token)).payload.sub).toBe('erin-engineer');
  });

  test('is readable only by its owner, and no other file is left', async () => {
    await mount({ keyFile: join(folder, 'key.json') });
    expect(readdirSync(folder)).toEqual(['key.json']);
    expect(statSync(join(folder, 'key.json')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['half a key', (key: string) => key.slice(0, 40)],
    ['only the public half', (key: string) => JSON.stringify({ ...JSON.parse(key), d: undefined })],
  ])('stops the start if the file has %s, and the error says what to do', async (_case, damage) => {
    const keyFile = join(folder, 'key.json');
    await mount({ keyFile });
    writeFileSync(keyFile, damage(readFileSync(keyFile, 'utf8')));
    await expect(mountIssuer({ keyFile })).rejects.toThrow(
      /key\.json has no signing key. Remove the file and start again/,
    );
  });
});
