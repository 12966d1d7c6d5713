import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunction, bundling, type FunctionName, functionNames } from '#infra/aws/bundling.ts';

/** A bundle as it is deployed: its file, the size of all its files, and its source files. */
export interface Bundle {
  file: string;
  bytes: number;
  inputs: string[];
}

/** Builds every function in the same way as the stacks. `remove` deletes the result. */
export async function buildBundles(): Promise<{ bundles: Record<FunctionName, Bundle>; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-bundles-'));
  const entries = await Promise.all(
    functionNames.map(async (name) => {
      const { metafile } = await bundleFunction(name, join(folder, name));
      const file = join(folder, name, 'index.js');
      const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
      return [name, { file, bytes, inputs: Object.keys(metafile.inputs) }] as const;
    }),
  );
  return {
    bundles: Object.fromEntries(entries) as Record<FunctionName, Bundle>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The handler that a bundle exports, loaded in the same way as in Lambda. */
export function handlerOf<T>(bundle: Bundle): T {
  return (createRequire(import.meta.url)(bundle.file) as { handler: T }).handler;
}

/** What a bundle of this source, built like the functions, exports. */
export async function load<T>(contents: string): Promise<T> {
  const stdin = { contents, resolveDir: bundling.absWorkingDir };
  const { outputFiles } = await build({ ...bundling, stdin, write: false, outdir: 'out' });
  const loaded = { exports: {} as T };
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(loaded, loaded.exports, createRequire(import.meta.url));
  return loaded.exports;
}
