import { execFileSync } from 'node:child_process';
import { median } from './print.ts';

const processes = 25;

/** A script that loads a bundle and prints how many milliseconds that took. It runs in a fresh process. */
const script = (file: string) =>
  `const t = performance.now(); require(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - t));`;

export const environment = {
  ...process.env,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  RUNGS_TABLE: 'bench',
  RUNGS_ORIGIN: 'https://rungs.example.com',
  RUNGS_ISSUER: 'https://issuer.example.com',
  RUNGS_AUDIENCE: 'bench',
  RUNGS_SIGN_IN_KEY: 'mail',
  RUNGS_INTRANET_HOSTS: '',
  RUNGS_TIME_ZONE: 'UTC',
};

/** Median milliseconds to load each bundle. The bundles take turns, each time in a fresh process, to share the noise. */
export function medianStart<Name extends string>(files: Record<Name, string>): Record<Name, number> {
  const names = Object.keys(files) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let at = 0; at < processes; at++)
    for (const name of names)
      taken[name].push(Number(execFileSync(process.execPath, ['-e', script(files[name])], { env: environment })));
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}
