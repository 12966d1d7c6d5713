import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { bundling, entryOf } from '#infra/aws/bundling.ts';
import { buildBundles } from '#test/support/bundles.ts';

const { bundles, remove } = await buildBundles();
afterAll(remove);

/** Files of a bundle that have no business in AWS: the laptop's world, and ways to credentials that are not there. */
const strangers = (inputs: string[]) =>
  inputs.filter((file) => /infra\/local\/|oidc-provider|@dynoxide|@aws-sdk\/credential-provider-/.test(file));

/** What a bundle of this source would be made of, built as the functions are. */
async function inputsOf(contents: string): Promise<string[]> {
  const stdin = { contents, resolveDir: bundling.absWorkingDir };
  const { metafile } = await build({ ...bundling, stdin, write: false });
  return Object.keys(metafile.inputs);
}

describe('the bundles that ship', () => {
  it('hold nothing of the laptop and no search for credentials', () => {
    for (const [name, { inputs }] of Object.entries(bundles)) expect([name, strangers(inputs)]).toEqual([name, []]);
  });

  it.each([
    ['the page to pick a person', "export * from '#infra/local/identity/picker.ts';", /picker\.ts/],
    ['an issuer of its own', "export * from 'oidc-provider';", /oidc-provider/],
    ['a search for credentials', "export * from '@aws-sdk/credential-provider-sso';", /credential-provider-sso/],
  ])('would be noticed to hold %s', async (_what, source, stranger) => {
    expect(strangers(await inputsOf(source)).join()).toMatch(stranger);
  });

  it('are small: the API is at most 450 KB', () => {
    expect(bundles.api.bytes).toBeLessThanOrEqual(450_000);
  });

  it('are smaller by a quarter for what is replaced in them', async () => {
    const whole = await build({ ...bundling, alias: {}, plugins: [], entryPoints: [entryOf('api')], write: false });
    expect(bundles.api.bytes / (whole.outputFiles[0]?.contents.length ?? 0)).toBeLessThan(0.75);
  });
});
