import type { Outside } from '#shared/cases/outside.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { type Balance, type Execution, type Found, type Owed, owedFor } from '#shared/cases/standing.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { ExecutionInput } from '#shared/contract/workflow.ts';
import type { Log } from './logger.ts';
import { type Machine, sendCallback, startExecution } from './step-functions.ts';

/** What `settle` needs. */
export interface Settling {
  outside: Outside;
  machine: Machine;
  log: Log;
}

/** Asks Step Functions for the state of an execution. */
export type Ask = (input: ExecutionInput) => Promise<Execution>;

/** What is known of the execution of a case, or can be asked. */
interface Known {
  /** The state of an execution, as somebody has found it. */
  found?: Found;
  /** Left out: nobody asks. */
  ask?: Ask;
  /** Ask in any case, not only if something is stale. */
  asksAll?: boolean;
}

/**
 * Sends Step Functions the calls that a case still owes it, and asks about the execution if only Step Functions can say how it
 * stands. If a token is dead, the case is read once more, because a new wait could have replaced it during the call. If the
 * token is still the same, the execution is asked about. Who does not ask, stops there, and the sweep repairs it.
 */
export async function settle(
  settling: Settling,
  caseId: string,
  { found, ask, asksAll = false }: Known = {},
): Promise<void> {
  const { outside } = settling;
  const first = await owedFor(outside, caseId, found);
  const isAsked = ask !== undefined && (asksAll || first.isStale);
  const dead = await sendAll(settling, caseId, isAsked ? await askedFor(outside, caseId, first, ask) : first);
  if (dead.length === 0) return;
  const again = await owedFor(outside, caseId);
  const fresh = again.owed.filter((call) => !dead.includes(tokenOf(call)));
  if (fresh.length > 0) await sendAll(settling, caseId, { ...again, owed: fresh });
  else if (ask && !isAsked) await sendAll(settling, caseId, await askedFor(outside, caseId, again, ask));
}

async function askedFor(outside: Outside, caseId: string, { generation }: Balance, ask: Ask): Promise<Balance> {
  return owedFor(outside, caseId, { generation, execution: await ask({ caseId, generation }) });
}

/** Sends calls. Gives the tokens that were dead. */
async function sendAll(settling: Settling, caseId: string, { owed, generation }: Balance): Promise<string[]> {
  const dead: string[] = [];
  for (const call of owed) if (!(await send(settling, caseId, generation, call))) dead.push(tokenOf(call));
  return dead;
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
