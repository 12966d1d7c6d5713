import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A bundled script. Its address contains a hash of the source, so the content at an address never changes. */
export interface Script {
  path: string;
  source: string;
}

/** Bundles the script of the self-check. */
export async function buildSelfCheck(): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('self-check.ts', import.meta.url))],
    absWorkingDir: fileURLToPath(new URL('../../../', import.meta.url)),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  });
  const source = outputFiles[0]?.text ?? '';
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { path: `/assets/self-check.${hash}.js`, source };
}

/** The content of the committed file. */
export function fileOf(script: Script): string {
  return `${JSON.stringify(script, null, 2)}\n`;
}
