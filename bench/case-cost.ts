import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiAt, must } from '#infra/local/client/client.ts';
import { type CaseUsage, dollarsOf } from '#infra/local/client/cost.ts';
import {
  assessThemselves,
  beginJourney,
  calibrate,
  closed,
  handInPortfolio,
  sign,
} from '#infra/local/client/journey.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { startStack } from '#infra/local/stack.ts';

/** The usage and cost of one L2 to L3 case, from opening to promotion, through the HTTP API. */
export async function costOfAWalk(): Promise<CaseUsage & { dollars: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
  const stack = await startStack({ port: 0, dataDir });
  try {
    const send = apiAt(stack.url);
    const tokenOf = async (who: string) => (await tokenFor(stack.url, who)).token;
    const { personId: engineer } = await tokenFor(stack.url, 'engineer');
    const journey = await beginJourney({ send, tokenOf, today: new Date(), engineer });
    await assessThemselves(journey);
    await calibrate(journey);
    await handInPortfolio(journey);
    await sign(journey, journey.cast.techLead, 'approve', 'Yes.');
    await sign(journey, journey.cast.odcLead, 'approve', 'Yes.');
    await closed(journey);
    const { body } = await must<CaseUsage>(send, 'GET', `/local/cost?caseId=${journey.caseId}`);
    return { ...body, dollars: dollarsOf(body) };
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
