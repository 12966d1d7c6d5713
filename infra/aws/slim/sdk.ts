import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Errors that the DynamoDB operations of ours can answer with; those of backups, exports, replicas and the like cannot come. */
const errors = [
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'InternalServerError',
  'ItemCollectionSizeLimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
];

const refusing = (name: string) =>
  `export class ${name} { constructor() { throw new Error('This bundle was built without ${name}'); } }`;

/** Files of the SDK, each with what stands in for it. */
const standIns: [file: RegExp, contents: string][] = [
  // Lambda configures the SDK by the environment: no profiles in a home directory, no metadata service.
  [
    /[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    `export { CONFIG_PREFIX_SEPARATOR } from './constants';
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  ],
  [/[\\/]getInstanceMetadataRegion\.js$/, 'export const getInstanceMetadataRegion = async () => undefined;'],
  // Node hashes by itself.
  [/[\\/]Sha256Js\.js$/, refusing('Sha256Js')],
  // Pages are read one after the other by ourselves, and no table is ever scanned.
  [/[\\/]lib-dynamodb[\\/]dist-es[\\/]pagination[\\/]index\.js$/, ''],
  // Nobody asks for retries that adapt.
  [/[\\/]AdaptiveRetryStrategy\.js$/, refusing('AdaptiveRetryStrategy')],
  [/[\\/]DefaultRateLimiter\.js$/, refusing('DefaultRateLimiter')],
];

/** What no function of ours ever runs in Lambda, in files of the SDK that cannot be replaced as a package. */
export const lessOfTheSdk: Plugin = {
  name: 'less-of-the-sdk',
  setup({ onLoad }) {
    for (const [filter, contents] of standIns) onLoad({ filter }, () => ({ contents }));
    // It tells its version and nothing else.
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-\w+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
    onLoad({ filter: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const kept = (line: string) => errors.some((name) => line.endsWith(`, ${name});`));
      return { contents: text.replace(/^n0_registry\.registerError\(.*\);$/gm, (line) => (kept(line) ? line : '')) };
    });
  },
};
