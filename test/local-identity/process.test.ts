import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('alone.ts', import.meta.url));

test('a process that runs the issuer prints nothing and ends when its server is closed', async () => {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { timeout: 30_000 });
  await expect(run).resolves.toEqual({ stdout: '', stderr: '' });
});
