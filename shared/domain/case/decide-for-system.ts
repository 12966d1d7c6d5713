import type { SystemCommand } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import type { SystemCommandType } from '../../contract/names.ts';
import { type SystemCommandRow, systemCommands } from './commands/system/index.ts';
import type { Context, Decision } from './state/types.ts';

/** What a command of the state machine or the sweep does to a case. */
export function decideForSystem(state: Case, command: SystemCommand, context: Context): Decision {
  const row = systemCommands[command.type] as SystemCommandRow<SystemCommandType>;
  return row.decide(state, command, context);
}
