import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction, type FunctionName, functionNames } from '#infra/aws/bundling.ts';

/** A bundle as it ships: its file, its size with what lies beside it, and the files it is made of. */
export interface Bundle {
  file: string;
  bytes: number;
  inputs: string[];
}

/** Builds every function as the stacks do. `remove` deletes what was built. */
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

/** What a bundle exports as its handler, loaded as Lambda loads it. */
export function handlerOf<T>(bundle: Bundle): T {
  return (createRequire(import.meta.url)(bundle.file) as { handler: T }).handler;
}
