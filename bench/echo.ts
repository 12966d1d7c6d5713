import { Hono } from 'hono';
import type { WebEnv } from '#functions/web/http/env.ts';
import { signInFirst } from '#functions/web/http/sign-in-first.tsx';
import { formOfHrAt } from '#functions/web/pages/hr/kept.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { median } from './print.ts';

const rounds = 60;

export interface EchoCosts {
  /** Milliseconds of CPU for a form that comes back because its session has ended, by how its words are written. */
  plain: number;
  encoded: number;
  /** The same over the page that keeps nothing. */
  plainRatio: number;
  encodedRatio: number;
}

/**
 * What the answer to the largest form without a session costs: 512 KB of plain letters, and of signs that the form and the
 * page both write longer. The page that keeps nothing takes turns with it.
 */
export async function echoCosts(): Promise<EchoCosts> {
  const page = (hadSession: boolean) =>
    new Hono<WebEnv>().post('*', (c) => signInFirst(c, formOfHrAt, async () => hadSession));
  const [kept, empty] = [page(true), page(false)];
  const room = ladderLimits.uploadBytes - 'text='.length;
  const forms = { plain: 'x'.repeat(room), encoded: '%26'.repeat(room / 3) };
  const taken: Record<'plain' | 'encoded' | 'empty', number[]> = { plain: [], encoded: [], empty: [] };
  // The first rounds are a warm-up and do not count.
  for (let round = -10; round < rounds; round++) {
    const costs = {
      plain: await cpuOf(kept, forms.plain),
      encoded: await cpuOf(kept, forms.encoded),
      empty: await cpuOf(empty, forms.encoded),
    };
    if (round >= 0) for (const kind of ['plain', 'encoded', 'empty'] as const) taken[kind].push(costs[kind]);
  }
  const [plain, encoded, without] = [median(taken.plain), median(taken.encoded), median(taken.empty)];
  return { plain, encoded, plainRatio: plain / without, encodedRatio: encoded / without };
}

async function cpuOf(app: Hono<WebEnv>, text: string): Promise<number> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const begun = process.cpuUsage();
  const answer = await app.request('/hr/ladders/one', { method: 'POST', headers, body: `text=${text}` });
  await answer.text();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
