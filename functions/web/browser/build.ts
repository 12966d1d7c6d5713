import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A bundled script. Its address contains a hash of the source, so the content at an address never changes. */
export interface Script {
  path: string;
  source: string;
}

/** The sources of the scripts: of the self-check, and of the pickers of people. */
const sources = {
  'self-check': new URL('self-check.ts', import.meta.url),
  picker: new URL('picker.ts', import.meta.url),
};
export const scripts = Object.keys(sources) as (keyof typeof sources)[];

/** Bundles a script. */
export async function buildScript(name: keyof typeof sources): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(sources[name])],
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
