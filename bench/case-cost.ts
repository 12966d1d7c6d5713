import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '#infra/local/client/client.ts';
import { type CaseUsage, dollarsOf } from '#infra/local/client/cost.ts';
import { begin, groundAt } from '#infra/local/client/ground.ts';
import { assessThemselves, calibrate, closed, handInPortfolio, sign } from '#infra/local/client/journey.ts';
import { startStack } from '#infra/local/stack.ts';

/** The usage and cost of one L2 to L3 case, from opening to promotion, through the HTTP API. */
export async function costOfAWalk(): Promise<CaseUsage & { dollars: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
  const stack = await startStack({ port: 0, dataDir });
  try {
    const journey = await begin(groundAt(stack.url), 'L2-L3');
    await assessThemselves(journey);
    await calibrate(journey);
    await handInPortfolio(journey);
    await sign(journey, journey.cast.techLead, 'approve', 'Yes.');
    await sign(journey, journey.cast.odcLead, 'approve', 'Yes.');
    await closed(journey);
    const { body } = await must<CaseUsage>(journey.send, 'GET', `/local/cost?caseId=${journey.caseId}`);
    return { ...body, dollars: dollarsOf(body) };
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
