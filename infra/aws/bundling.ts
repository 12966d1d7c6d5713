import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The functions, each a folder with its `main.ts`. */
export const functionNames = ['api', 'web', 'workflow', 'relay', 'sweep'] as const;
export type FunctionName = (typeof functionNames)[number];

/** Where a function begins. */
export const entryOf = (name: FunctionName): string => `${root}functions/${name}/main.ts`;

/** How functions are bundled; the stacks, the tests and the bench all take it from here. */
export const bundling = {
  target: 'node24',
  mainFields: ['module', 'main'],
  /** By what the SDK's search for credentials is replaced. */
  alias: { '@aws-sdk/credential-provider-node': `${root}functions/runtime/environment-credentials.ts` },
  tsconfig: `${root}tsconfig.json`,
};
