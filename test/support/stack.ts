import { rmSync } from 'node:fs';
import { type Answer, apiAt, type Send } from '#infra/local/client/client.ts';
import { beginJourney, type Journey } from '#infra/local/client/journey.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { type Stack, startStack } from '#infra/local/stack.ts';
import { copySeed } from './seed.ts';

/** The whole local stack, with the sample organisation in a data folder of its own. */
export interface TestStack {
  stack: Stack;
  send: Send;
  tokenOf(who: string): Promise<string>;
  /** Opens a case for an L2 engineer who has no open case. */
  begin(): Promise<Journey>;
  read(journey: Journey, who?: string): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startTestStack(): Promise<TestStack> {
  const dataDir = copySeed();
  const stack = await startStack({ port: 0, dataDir });
  const send = apiAt(stack.url);
  const tokenOf = async (who: string) => (await tokenFor(stack.url, who)).token;
  return {
    stack,
    send,
    tokenOf,
    async begin() {
      const { personId } = await tokenFor(stack.url, 'engineer');
      return beginJourney({ send, tokenOf, today: stack.clock.now(), engineer: personId });
    },
    read: async ({ caseId, cast }, who = cast.engineer) =>
      send('GET', `/api/cases/${caseId}`, { token: await tokenOf(who) }),
    async stop() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
