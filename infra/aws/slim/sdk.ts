import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The errors that our DynamoDB operations can get. Errors of backups, exports, replicas and the like never come. */
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

/** Files of the SDK, and what replaces each. */
const replacements: [file: RegExp, contents: string][] = [
  // Lambda configures the SDK through the environment. It has no profiles in a home directory and no metadata service.
  [
    /[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    `export { CONFIG_PREFIX_SEPARATOR } from './constants';
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  ],
  [/[\\/]getInstanceMetadataRegion\.js$/, 'export const getInstanceMetadataRegion = async () => undefined;'],
  // Only streams of events are signed with it.
  [
    /[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    `export class HeaderFormatter { format() { throw new Error('This bundle was built without HeaderFormatter'); } }`,
  ],
  // Node has its own hash functions.
  [/[\\/]Sha256Js\.js$/, refusing('Sha256Js')],
  // Our own code reads page after page, and it never scans a table.
  [/[\\/]lib-dynamodb[\\/]dist-es[\\/]pagination[\\/]index\.js$/, ''],
  // We do not use adaptive retries.
  [/[\\/]AdaptiveRetryStrategy\.js$/, refusing('AdaptiveRetryStrategy')],
  [/[\\/]DefaultRateLimiter\.js$/, refusing('DefaultRateLimiter')],
];

/** Replaces files of the SDK that our functions never run in Lambda and that are not packages of their own. */
export const lessOfTheSdk: Plugin = {
  name: 'less-of-the-sdk',
  setup({ onLoad }) {
    for (const [filter, contents] of replacements) onLoad({ filter }, () => ({ contents }));
    // The SDK only reads the version from this file.
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-\w+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
    // Nobody reads the names of the regions.
    onLoad({ filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/"description": "[^"]*"/g, ''),
    }));
    onLoad({ filter: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const kept = (line: string) => errors.some((name) => line.endsWith(`, ${name});`));
      return { contents: text.replace(/^n0_registry\.registerError\(.*\);$/gm, (line) => (kept(line) ? line : '')) };
    });
  },
};
