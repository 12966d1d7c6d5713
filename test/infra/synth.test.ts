import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { functionNames } from '#infra/aws/bundling.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rungs-cdk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('`npx cdk synth` describes and checks the whole system without an AWS account and without output', async () => {
  const output = join(folder, 'out');
  // The environment has no credentials, no region and no home with AWS profiles.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));
  const child = spawn(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', output], {
    cwd: root,
    env: { ...env, HOME: folder, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const [code] = await once(child, 'close');

  expect(text.replace(/^npm warn .*$/gm, '').trim()).toBe('');
  expect(code).toBe(0);
  const { pluginReports } = JSON.parse(readFileSync(join(output, 'validation-report.json'), 'utf8'));
  expect(pluginReports).toMatchObject([{ pluginName: 'AwsSolutions', conclusion: 'success' }]);
  const assets = readdirSync(output).filter((name) => name.startsWith('asset.'));
  expect(assets).toHaveLength(functionNames.length);
  // Beside the code there is only the compressed OpenAPI document.
  for (const asset of assets)
    expect(readdirSync(join(output, asset)).filter((file) => !/\.br$/.test(file))).toEqual(['index.js']);
  expect(existsSync(join(output, 'Rungs.template.json'))).toBe(true);
});
