import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { type BuildOptions, type BuildResult, build, type Plugin } from 'esbuild';

/** The functions, each a folder with its `main.ts`. */
export const functionNames = ['api', 'hr', 'web', 'workflow', 'relay', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));
const slim = (file: string) => fileURLToPath(new URL(`slim/${file}`, import.meta.url));

/** Where a function begins. */
export const entryOf = (name: FunctionName): string => `${root}functions/${name}/main.ts`;

/**
 * The OpenAPI document is the largest file of the API and the one that is read least: it travels packed, a tenth of its
 * size. Unpacking it takes no longer than reading it as source would.
 */
const packedDocument: Plugin = {
  name: 'packed-document',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]openapi\.json$/ }, async ({ path }) => {
      const packed = brotliCompressSync(JSON.stringify(JSON.parse(await readFile(path, 'utf8'))));
      return {
        loader: 'js',
        contents: `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${packed.toString('base64')}', 'base64')).toString());`,
      };
    });
  },
};

/**
 * Zod's way from a schema to JSON Schema hangs on every schema, and no function of ours goes it: the API's description is
 * written beforehand. Each of its functions refuses, by name.
 */
const noJsonSchemas: Plugin = {
  name: 'no-json-schemas',
  setup({ onLoad }) {
    onLoad(
      { filter: /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => {
        const names = Object.keys(await import(path));
        return {
          contents: `const refuse = () => { throw new Error('This bundle was built without JSON Schemas'); };
export { ${names.map((name) => `refuse as ${name}`).join(', ')} };`,
        };
      },
    );
  },
};

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
  plugins: [packedDocument, noJsonSchemas],
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

/** Bundles a function into `index.js` in `outdir`. Throws, naming the place, when it does not build. */
export function bundleFunction(name: FunctionName, outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({ ...bundling, entryPoints: { index: entryOf(name) }, outdir });
}
