import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuildResult, build } from 'esbuild';
import { packedDocument } from './slim/document.ts';
import { lessOfTheSdk } from './slim/sdk.ts';
import { usedShapesOnly } from './slim/zod.ts';

/** The functions, each a folder with its `main.ts`. */
export const functionNames = ['api', 'hr', 'web', 'workflow', 'relay', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));
const slim = (file: string) => fileURLToPath(new URL(`slim/${file}`, import.meta.url));

/** Where a function begins. */
export const entryOf = (name: FunctionName): string => `${root}functions/${name}/main.ts`;

/** How functions are bundled; the stack, the tests and the bench all take it from here. */
export const bundling = {
  absWorkingDir: root,
  tsconfig: `${root}tsconfig.json`,
  bundle: true,
  minify: true,
  platform: 'node',
  // The oldest Node that has to run a bundle: Lambda's is newer, the one on a laptop may not be.
  target: 'node20',
  format: 'cjs',
  // The SDK's ES modules can be shaken, its CommonJS cannot: a third of the bytes.
  mainFields: ['module', 'main'],
  // Parts of the SDK that no function of ours ever runs in Lambda. Each file says why.
  alias: {
    '@aws-sdk/credential-provider-node': `${root}functions/runtime/environment-credentials.ts`,
    '@aws-sdk/middleware-endpoint-discovery': slim('endpoint-discovery.ts'),
    '@smithy/core/event-streams': slim('event-streams.ts'),
  },
  plugins: [packedDocument, usedShapesOnly, lessOfTheSdk],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

/** Bundles a function into `index.js` in `outdir`. Throws, naming the place, when it does not build. */
export function bundleFunction(name: FunctionName, outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({ ...bundling, entryPoints: { index: entryOf(name) }, outdir });
}
