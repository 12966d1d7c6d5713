import { Hono } from 'hono';
import type { WebEnv } from '#functions/web/http/env.ts';
import { signInFirst } from '#functions/web/http/sign-in-first.tsx';
import { formOfHrAt } from '#functions/web/pages/hr/kept.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { median } from './print.ts';

const rounds = 60;

type Form = (typeof forms)[number];

/** What a form that comes back because its session has ended costs: milliseconds of CPU, and over the page that keeps nothing. */
export type EchoCosts = Record<Form['name'], { cpu: number; ratio: number }>;

const urlEncoded = 'application/x-www-form-urlencoded';
const head = '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n';
const tail = '\r\n--x--\r\n';
const inUrl = ladderLimits.uploadBytes - 'text='.length;
const inParts = ladderLimits.uploadBytes - head.length - tail.length;

/** The largest forms that are kept. The signs of `encoded` take as many bytes in the form as in the page. */
const forms = [
  { name: 'plain', type: urlEncoded, body: `text=${'x'.repeat(inUrl)}` },
  { name: 'encoded', type: urlEncoded, body: `text=${'%26%26%C3%BC'.repeat(inUrl / 12)}` },
  { name: 'multipart', type: 'multipart/form-data; boundary=x', body: `${head}${'ü'.repeat(inParts / 2)}${tail}` },
] as const;

/** The answer to the largest forms without a session. The page that keeps nothing takes turns with each. */
export async function echoCosts(): Promise<EchoCosts> {
  const page = (hadSession: boolean) =>
    new Hono<WebEnv>().post('*', (c) => signInFirst(c, formOfHrAt, async () => hadSession));
  const [kept, empty] = [page(true), page(false)];
  const costs: [string, EchoCosts[Form['name']]][] = [];
  for (const form of forms) {
    const [echo, bare]: [number[], number[]] = [[], []];
    // The first rounds are a warm-up and do not count.
    for (let round = -10; round < rounds; round++) {
      const [withEcho, without] = [await cpuOf(kept, form, true), await cpuOf(empty, form, false)];
      if (round < 0) continue;
      echo.push(withEcho);
      bare.push(without);
    }
    costs.push([form.name, { cpu: median(echo), ratio: median(echo) / median(bare) }]);
  }
  return Object.fromEntries(costs) as EchoCosts;
}

async function cpuOf(app: Hono<WebEnv>, { type, body }: Form, isKept: boolean): Promise<number> {
  const begun = process.cpuUsage();
  const answer = await app.request('/hr/ladders/one', { method: 'POST', headers: { 'content-type': type }, body });
  const page = await answer.text();
  if (isKept !== page.includes('<textarea'))
    throw new Error('The form came back where it must not, or did not come back');
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
