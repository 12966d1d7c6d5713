import { fileURLToPath } from 'node:url';
import { type BuildOptions, type BuildResult, build } from 'esbuild';
import { packedDocument } from './slim/document.ts';
import { lessOfTheSdk } from './slim/sdk.ts';

/** The functions. Each is a folder with a `main.ts`. */
export const functionNames = ['api', 'hr', 'web', 'workflow', 'relay', 'sweep', 'imports'] as const;
export type FunctionName = (typeof functionNames)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));
const slim = (file: string) => fileURLToPath(new URL(`slim/${file}`, import.meta.url));

/** The entry file of a function. */
export const entryOf = (name: FunctionName): string => `${root}functions/${name}/main.ts`;

/** How functions are bundled. The stack, the tests and the bench use this. */
export const bundling = {
  absWorkingDir: root,
  tsconfig: `${root}tsconfig.json`,
  bundle: true,
  minify: true,
  platform: 'node',
  // The oldest Node that must run a bundle. Lambda's Node is newer, but the Node of a laptop can be this old.
  target: 'node20',
  format: 'cjs',
  // The bundler can drop unused parts of the SDK's ES modules, but not of its CommonJS. That saves more than a third of
  // the API's bytes.
  mainFields: ['module', 'main'],
  // Parts of the SDK that our functions never run in Lambda. Each file says why.
  alias: {
    '@aws-sdk/credential-provider-node': `${root}functions/runtime/environment-credentials.ts`,
    '@aws-sdk/middleware-endpoint-discovery': slim('endpoint-discovery.ts'),
    '@smithy/core/event-streams': slim('event-streams.ts'),
  },
  plugins: [packedDocument, lessOfTheSdk],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

/** Bundles a function into `index.js` in `outdir`. Throws an error that names the place if the build fails. */
export function bundleFunction(name: FunctionName, outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({ ...bundling, entryPoints: { index: entryOf(name) }, outdir });
}
