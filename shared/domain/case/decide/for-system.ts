import type { SystemCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Context, Decision } from '../types.ts';
import { close, openStage, remind, resettle, restart } from './system.ts';

/** What a command of the state machine or the sweep does to a case. */
export function decideForSystem(state: Case, command: SystemCommand, context: Context): Decision {
  switch (command.type) {
    case 'open-stage':
      return openStage(state, command, context);
    case 'remind':
      return remind(state, command, context);
    case 'resettle':
      return resettle(state, context);
    case 'close':
      return close(state, command, context);
    case 'restart':
      return restart(state, command, context);
  }
}
