// Runs a program of the laptop: `node infra/local/program.mjs start`, or setup, load, walk, token, ladder. It bundles them once for each
// state of their sources, because loading the sources one by one takes ten times as long. PORT and RUNGS_DATA_DIR choose the
// port and the data folder of a start. `prepare`, as `npm ci` runs it, only makes the bundle and the sample of today, and prints
// the folder of the sample. It is JavaScript, because Node 20 does not run TypeScript.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The folders that the programs are made from. */
const sources = ['infra', 'functions', 'shared'];
const caches = join(root, 'node_modules/.cache/rungs');
const home = join(caches, hashOfSources());
/** How many older bundles stay, because a running stack can still load parts of its bundle. */
const kept = 5;
const port = Number(process.env.PORT ?? 3000);
const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
/** The program reads the arguments that follow its name. */
const [program = ''] = process.argv.splice(2, 1);
const programs = ['start', 'setup', 'load', 'walk', 'token', 'ladder'];

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of sources)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  return hash.digest('hex').slice(0, 16);
}

/** Bundles the programs into the folder of this state of their sources. */
async function makeHome() {
  const making = `${home}.${process.pid}`;
  try {
    // Reports a port in use and the like before the bundling, which takes one or two seconds.
    if (program === 'start') {
      await bundle(['claim'], making);
      const { couldStart } = await import(pathToFileURL(join(making, 'claim.mjs')).href);
      await couldStart(port, dataDir);
    }
    if (program !== 'prepare') console.error('Bundling the programs, because their sources are new ...');
    await bundle(programs, making);
    publish(making);
    removeOlder();
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function publish(making) {
  try {
    renameSync(making, home);
  } catch (error) {
    // Another start was first.
    if (!existsSync(home)) throw error;
  }
}

function removeOlder() {
  const homes = readdirSync(caches)
    .map((name) => ({ path: join(caches, name), at: statSync(join(caches, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at);
  for (const { path } of homes.slice(kept)) rmSync(path, { recursive: true, force: true });
}

async function bundle(names, outdir) {
  const { build } = await import('esbuild');
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: names.map((name) => join(root, 'infra/local', `${name}.ts`)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Imports on demand become files of their own. The CDK and the library of the sign-in are not bundled.
    splitting: true,
    external: ['aws-cdk-lib', 'constructs', 'oidc-provider', 'esbuild'],
    // CommonJS modules in the bundle call `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [keepAddresses],
    logLevel: 'error',
  });
}

/** Keeps `import.meta.url` of each source, so that bundled code finds the files beside its source. */
const keepAddresses = {
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

const load = (name) => import(pathToFileURL(join(home, `${name}.mjs`)).href);

try {
  if (![...programs, 'prepare'].includes(program)) throw new Error(`say one of ${programs.join(', ')}`);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65535))
    throw new Error(`PORT is a number from 0 to 65535, not ${process.env.PORT}`);
  if (!existsSync(home)) await makeHome();
  if (program === 'prepare') console.log(await (await load('start')).prepare(home));
  else if (program === 'start') await (await load('start')).start(home, port, dataDir);
  else await load(program);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  // The installation is complete without the sample: the first start makes it.
  if (program === 'prepare') console.error(`The sample was not made: ${why}`);
  else {
    console.error(`Rungs could not run ${program}: ${why}`);
    process.exitCode = 1;
  }
}
