import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A bundled script. Its address contains a hash of the source, so the content at an address never changes. */
export interface Script {
  path: string;
  source: string;
}

/** The scripts of the product, by the name of their file: of the self-check, and of the pickers of people. */
export const scripts = ['self-check', 'picker'] as const;

/** Bundles a script. */
export async function buildScript(name: (typeof scripts)[number]): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
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
  return { path: `/assets/${name}.${hash}.js`, source };
}

/** The content of the committed file. */
export function fileOf(script: Script): string {
  return `${JSON.stringify(script, null, 2)}\n`;
}
