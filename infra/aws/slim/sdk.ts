import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** The errors that our DynamoDB operations can get. Errors of backups, exports, replicas, local indexes and the like never come. */
const errors = [
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'InternalServerError',
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

const own = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
const endpoints = (service: string) => `import { endpointsOf } from ${own('endpoints.ts')};
export const defaultEndpointResolver = endpointsOf('${service}');`;

/** Files of the SDK and of Hono, and what replaces each. */
const replacements: [file: RegExp, contents: string][] = [
  // Lambda configures the SDK through the environment. It has no profiles in a home directory and no metadata service.
  [
    /[\\/]node-config-provider[\\/]fromSharedConfigFiles\.js$/,
    `export const fromSharedConfigFiles = () => async () => {
  throw Object.assign(new Error('There are no profiles'), { tryNextLink: true });
};`,
  ],
  [/[\\/]getInstanceMetadataRegion\.js$/, 'export const getInstanceMetadataRegion = async () => undefined;'],
  // We call regional endpoints.
  [/[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/, endpoints('dynamodb')],
  [/[\\/]client-sfn[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/, endpoints('states')],
  [/[\\/]client-sesv2[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/, endpoints('email')],
  [
    /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partition\.js$/,
    `export const getUserAgentPrefix = () => '';
export const partition = () => { throw new Error('This bundle was built without the rules of endpoints'); };
export const setPartitionInfo = partition;
export const useDefaultPartitionInfo = partition;`,
  ],
  [/[\\/]util-endpoints[\\/]aws\.js$/, 'export const awsEndpointFunctions = {};'],
  [/[\\/]serde[\\/]date-utils\.js$/, `export * from ${own('dates.ts')};`],
  // It is for numbers that JavaScript cannot hold. DynamoDB sends numbers as texts, and no other service sends such ones.
  [/[\\/]protocols[\\/]json[\\/]needsReviver\.js$/, 'export const needsReviver = () => false;'],
  [/[\\/]protocols[\\/]json[\\/]jsonReviver\.js$/, 'export const jsonReviver = undefined;'],
  // It names the features that a client uses in the header `user-agent`, which we do not read.
  [/[\\/]middleware-user-agent[\\/]check-features\.js$/, 'export const checkFeatures = async () => {};'],
  // The same header says more of the system than the version of the client.
  [
    /[\\/]util-user-agent-node[\\/]defaultUserAgent\.js$/,
    `export { crtAvailability } from './crt-availability';
export const createDefaultUserAgentProvider = ({ clientVersion }) => async () => [['aws-sdk-js', clientVersion]];
export const defaultUserAgent = createDefaultUserAgentProvider;`,
  ],
  [
    /[\\/]middleware-user-agent[\\/]user-agent-middleware\.js$/,
    `export const userAgentMiddleware = ({ defaultUserAgentProvider }) => (next) => async (args) => {
  args.request.headers['user-agent'] = (await defaultUserAgentProvider()).map((pair) => pair.join('/')).join(' ');
  return next(args);
};
export const getUserAgentMiddlewareOptions = { name: 'getUserAgentMiddleware', step: 'build', priority: 'low', override: true };
export const getUserAgentPlugin = (config) => ({
  applyToStack: (stack) => stack.add(userAgentMiddleware(config), getUserAgentMiddlewareOptions),
});`,
  ],
  [
    /[\\/]middleware-user-agent[\\/]configurations\.js$/,
    `export const DEFAULT_UA_APP_ID = undefined;
export const resolveUserAgentConfig = (input) => input;`,
  ],
  // Our endpoints do not have the id of an account in them.
  [
    /[\\/]account-id-endpoint[\\/]AccountIdEndpointModeConfigResolver\.js$/,
    'export const resolveAccountIdEndpointModeConfig = (input) => input;',
  ],
  [
    /[\\/]account-id-endpoint[\\/]NodeAccountIdEndpointModeConfigOptions\.js$/,
    `export const ENV_ACCOUNT_ID_ENDPOINT_MODE = undefined;
export const CONFIG_ACCOUNT_ID_ENDPOINT_MODE = undefined;
export const NODE_ACCOUNT_ID_ENDPOINT_MODE_CONFIG_OPTIONS = { environmentVariableSelector() {}, default: 'disabled' };`,
  ],
  // It gives the bytes of a request the methods of a text, for whoever expects one. A Buffer has those that are called.
  [
    /[\\/]codec-v2[\\/]JsonBytesStringAdapter\.js$/,
    'export const JsonBytesStringAdapter = { allocUnsafe: (bytes) => Buffer.allocUnsafe(bytes) };',
  ],
  // It passes the trace of a function on to queues and other functions, which we do not call.
  [
    /[\\/]middleware-recursion-detection[\\/]recursionDetectionMiddleware\.js$/,
    'export const recursionDetectionMiddleware = () => (next) => async (args) => next(args);',
  ],
  // We give no client a logger. What the SDK would log are whole requests.
  [
    /[\\/]middleware-logger[\\/]loggerMiddleware\.js$/,
    `export const loggerMiddlewareOptions = {};
export const loggerMiddleware = () => (next) => next;
export const getLoggerPlugin = () => ({ applyToStack() {} });`,
  ],
  [/[\\/]smithy-client[\\/]schemaLogFilter\.js$/, 'export const schemaLogFilter = () => undefined;'],
  // It lets extensions of a client change its configuration. We have none, and without them it stays as it is.
  [
    /[\\/]client-\w+[\\/]dist-es[\\/]runtimeExtensions\.js$/,
    'export const resolveRuntimeExtensions = (config) => config;',
  ],
  // We set no other mode of defaults, and have no buckets.
  [
    /[\\/]defaults-mode[\\/]resolveDefaultsModeConfig\.js$/,
    "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  ],
  [/[\\/]smithy-client[\\/]defaults-mode\.js$/, 'export const loadConfigsForDefaultMode = () => ({});'],
  [
    /[\\/]service-customizations[\\/]s3\.js$/,
    `export const resolveParamsForS3 = async (params) => params;
export const DOT_PATTERN = /\\./;
export const S3_HOSTNAME_PATTERN = DOT_PATTERN;
export const isDnsCompatibleBucketName = () => false;
export const isArnBucketName = () => false;`,
  ],
  // Lambda chooses the version of Node.
  [
    /[\\/]submodules[\\/]client[\\/]emitWarningIfUnsupportedVersion\.js$/,
    'export const emitWarningIfUnsupportedVersion = () => {};\nexport const state = {};',
  ],
  // Only streams of events are signed with it.
  [
    /[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    `export class HeaderFormatter { format() { throw new Error('This bundle was built without HeaderFormatter'); } }`,
  ],
  // Node makes random ids by itself.
  [/[\\/]serde[\\/]uuid[\\/]v4\.js$/, 'export const bindV4 = () => () => crypto.randomUUID();'],
  // Node has its own hash functions.
  [/[\\/]Sha256Js\.js$/, refusing('Sha256Js')],
  // Our own code reads page after page, and it never scans a table.
  [/[\\/]lib-dynamodb[\\/]dist-es[\\/]pagination[\\/]index\.js$/, ''],
  // We wrap no numbers: ours are safe integers.
  [
    /[\\/]util-dynamodb[\\/]dist-es[\\/]NumberValue\.js$/,
    `export class NumberValue { static from() { throw new Error('This bundle was built without NumberValue'); } }`,
  ],
  [
    /[\\/]serde[\\/]value[\\/]NumericValue\.js$/,
    `${refusing('NumericValue')}\nexport const nv = () => new NumericValue();`,
  ],
  // No operation of ours sends or gets a text that is JSON by itself.
  [
    /[\\/]serde[\\/]lazy-json\.js$/,
    `export const LazyJsonString = { from() { throw new Error('This bundle was built without LazyJsonString'); } };`,
  ],
  // No function mounts another application, and none reads a form with `parseBody`.
  [/[\\/]hono[\\/]dist[\\/]utils[\\/]mount\.js$/, 'export const createMountedRequest = undefined;'],
  [/[\\/]hono[\\/]dist[\\/]utils[\\/]body\.js$/, 'export const parseBody = undefined;'],
  // AWS says in this header how long a client waits before its next attempt. Others say it as a day or in seconds.
  [
    /[\\/]middleware-retry[\\/]parseRetryAfterHeader\.js$/,
    `export const parseRetryAfterHeader = (response) => {
  const milliseconds = Number(response?.headers?.['x-amz-retry-after']);
  return milliseconds > 0 ? new Date(Date.now() + milliseconds) : undefined;
};
export const getRetryAfterHint = parseRetryAfterHeader;`,
  ],
  // We do not use adaptive retries.
  [/[\\/]AdaptiveRetryStrategy\.js$/, refusing('AdaptiveRetryStrategy')],
  [/[\\/]DefaultRateLimiter\.js$/, refusing('DefaultRateLimiter')],
];

/** Replaces files of the SDK and of Hono that our functions never run in Lambda and that are not packages of their own. */
export const lessOfTheSdk: Plugin = {
  name: 'less-of-the-sdk',
  setup({ onLoad }) {
    for (const [filter, contents] of replacements) onLoad({ filter }, () => ({ contents }));
    // The SDK only reads the version from this file.
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-\w+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
    // No operation of ours has a prefix of its host. The fifth entry of these bindings would be that prefix.
    onLoad({ filter: /[\\/]protocols[\\/]HttpProtocol\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const bindings = /^import \{ getHttpOperationBindings, HttpBindingNormalizedSchema \} from .*$/m;
      if (!bindings.test(text))
        throw new Error(`${path} no longer imports the bindings of operations: look at it again`);
      return { contents: text.replace(bindings, 'const getHttpOperationBindings = () => [];') };
    });
    // Each class of an error sets these two a second time: its base does it already.
    onLoad({ filter: /[\\/]client-\w+[\\/]dist-es[\\/]models[\\/]errors\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/^ {4}(name|\$fault) = ".*";\n/gm, ''),
    }));
    // We sign requests. Addresses for others, events, messages and texts we do not.
    onLoad({ filter: /[\\/]signature-v4[\\/]dist-es[\\/]SignatureV4\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const others = /^ {4}async (presign|signEvent|signMessage|signString)\([\s\S]*?^ {4}\}$/gm;
      if (text.match(others)?.length !== 4)
        throw new Error(`${path} no longer signs four other things: look at it again`);
      return { contents: text.replace(others, '') };
    });
    // API Gateway calls our functions in its second format alone.
    onLoad({ filter: /[\\/]hono[\\/]dist[\\/]adapter[\\/]aws-lambda[\\/]handler\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const choice = /const getProcessor = \(event\) => \{[^}]*\};/;
      if (!choice.test(text)) throw new Error(`${path} no longer chooses by the format of events: look at it again`);
      const others = /^const (v1|alb|latticeV2)Processor = .*;$/gm;
      return { contents: text.replace(choice, 'const getProcessor = () => v2Processor;').replace(others, '') };
    });
    onLoad({ filter: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const kept = (line: string) => errors.some((name) => line.endsWith(`, ${name});`));
      return { contents: text.replace(/^n0_registry\.registerError\(.*\);$/gm, (line) => (kept(line) ? line : '')) };
    });
  },
};
