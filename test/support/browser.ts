import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Starts a real browser. Its package also brings the libraries and the font, so nothing has to be installed on the
 * machine. We do not use the package's own arguments, because they switch web security off.
 */
export async function startBrowser(): Promise<Browser> {
  const home = await unpacked();
  return playwright.launch({
    executablePath: join(home, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      HOME: home,
    },
    args: [
      // Chromium's sandbox needs rights that root in a container does not have. The browser opens only our own pages.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-quic',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--font-render-hinting=none',
    ],
  });
}

/**
 * The folder with the unpacked browser. There is one for each version and user. It is renamed into place when it is
 * complete, so that two runs can unpack at the same time.
 */
async function unpacked(): Promise<string> {
  const version = await versionOf('@sparticuz/chromium');
  const home = join(tmpdir(), `rungs-chromium-${version}-${userInfo().uid}`);
  if (await exists(home)) return home;
  const making = mkdtempSync(`${home}-`);
  await unpackInto(making);
  // The paths name the final folder, because the folder is renamed when it is complete.
  const conf = `<?xml version="1.0"?><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>`;
  writeFileSync(join(making, 'fonts.conf'), conf);
  try {
    renameSync(making, home);
  } catch {
    // Another run was first. Its copy is the same.
    rmSync(making, { recursive: true, force: true });
  }
  return home;
}

/** Unpacks the package. It uses the temporary folder, and unpacks its libraries only if it detects Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const during = { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  Object.assign(process.env, during);
  // The package reads both variables before its first await.
  const done = chromium.executablePath();
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await done;
}

async function versionOf(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name);
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!(await exists(file))) continue;
    const { version } = JSON.parse(await readFile(file, 'utf8')) as { version?: string };
    if (version) return version;
  }
  throw new Error(`The package ${name} has no version`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
