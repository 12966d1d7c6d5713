import type { SystemCommand } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import type { SystemCommandType } from '../../contract/names.ts';
import { whyOtherGeneration } from './commands/system/generation.ts';
import { type SystemCommandRow, systemCommands } from './commands/system/index.ts';
import { stop } from './commands/system/stop.ts';
import type { Context, Decision } from './state/types.ts';

/**
 * What a command of the state machine or the sweep does to a case. A task of another generation does nothing. If the
 * engineer's record is not what the case began with, every command stops the case instead, except one that only replaces
 * the execution.
 */
export function decideForSystem(state: Case, command: SystemCommand, context: Context): Decision {
  const row = systemCommands[command.type] as SystemCommandRow<SystemCommandType>;
  if (command.type === 'restart') return row.decide(state, command, context);
  const other = 'generation' in command ? whyOtherGeneration(state.head, command.generation) : null;
  if (other) return { ok: false, rejection: other };
  return stop(state, context) ?? row.decide(state, command, context);
}
