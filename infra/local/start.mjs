// `npm start`. PORT and RUNGS_DATA_DIR choose the port and the data folder. It bundles the server once for each state of its
// sources, because loading the sources one by one takes ten times as long. With `--prepare`, as `npm ci` runs it, it only
// makes the bundle and the sample of today. It is JavaScript, because Node 20 does not run TypeScript.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The folders that the server is made from. */
const sources = ['infra', 'functions', 'shared'];
const caches = join(root, 'node_modules/.cache/rungs');
const home = join(caches, hashOfSources());
/** How many older bundles stay, because a running stack can still load parts of its bundle. */
const kept = 5;
const port = Number(process.env.PORT ?? 3000);
const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
const isPreparing = process.argv.includes('--prepare');

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of sources)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  return hash.digest('hex').slice(0, 16);
}

/** Bundles the server into the folder of this state of its sources. */
async function makeHome() {
  const making = `${home}.${process.pid}`;
  try {
    // Reports a port in use and the like before the bundling, which takes one or two seconds.
    if (!isPreparing) {
      await bundle('claim', making);
      const { couldStart } = await import(pathToFileURL(join(making, 'claim.mjs')).href);
      await couldStart(port, dataDir);
      console.log('Bundling the server, because its sources are new ...');
    }
    await bundle('start', making);
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

async function bundle(name, outdir) {
  const { build } = await import('esbuild');
  mkdirSync(outdir, { recursive: true });
  await build({
    entryPoints: [join(root, 'infra/local', `${name}.ts`)],
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

try {
  if (!existsSync(home)) await makeHome();
  const { start, prepare } = await import(pathToFileURL(join(home, 'start.mjs')).href);
  await (isPreparing ? prepare(home) : start(home, port, dataDir));
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  // The installation is complete without the sample: the first start makes it.
  if (isPreparing) console.error(`The sample was not made: ${why}`);
  else {
    console.error(`Rungs could not start: ${why}`);
    process.exitCode = 1;
  }
}
