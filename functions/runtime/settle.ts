import type { Outside } from '#shared/cases/outside.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { type Found, type Owed, owedFor } from '#shared/cases/standing.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { Log } from './logger.ts';
import { type Machine, sendCallback, startExecution } from './step-functions.ts';

/** What `settle` needs. */
export interface Settling {
  outside: Outside;
  machine: Machine;
  log: Log;
}

/**
 * Sends Step Functions the calls that a case still owes it. If a token is dead, the case is read once more, because a new
 * wait could have replaced it during the call. If the token is still the same, we stop here, and the sweep repairs it.
 */
export async function settle(settling: Settling, caseId: string, found?: Found): Promise<void> {
  const { owed, generation } = await owedFor(settling.outside, caseId, found);
  const dead: string[] = [];
  for (const call of owed) if (!(await send(settling, caseId, generation, call))) dead.push(tokenOf(call));
  if (dead.length === 0) return;
  const again = await owedFor(settling.outside, caseId);
  for (const call of again.owed)
    if (!dead.includes(tokenOf(call))) await send(settling, caseId, again.generation, call);
}

function tokenOf(owed: Owed): string {
  return owed.kind === 'callback' ? owed.token : '';
}

/** Returns false if the token was dead. */
async function send(settling: Settling, caseId: string, generation: number, owed: Owed): Promise<boolean> {
  const { machine, log } = settling;
  switch (owed.kind) {
    case 'start':
      await startExecution(machine, { caseId, generation: owed.generation });
      return true;
    case 'callback':
      return sendCallback(machine, owed.token, owed.position);
    case 'restart':
      await restart(settling, caseId, generation, owed.reason);
      return true;
    case 'alarm':
      log.error('execution-out-of-step', { caseId, generation, reason: owed.reason });
      return true;
  }
}

async function restart({ outside, machine, log }: Settling, caseId: string, generation: number, reason: string) {
  try {
    const command = { type: 'restart', generation, reason } as const;
    const { head } = await executeSystem(outside, caseId, command, 'sweep', outside.ids.next('sweep'));
    if (head.generation === generation) return;
    await startExecution(machine, { caseId, generation: head.generation });
    log.warn('execution-restarted', { caseId, generation: head.generation, reason });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.error('execution-not-restarted', { caseId, generation, code: error.code });
  }
}
