import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { ends } from '../onwards.ts';
import { accept, type Decision } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

/** The engineer ends their own case, at any time before it is decided. Reviews that were sealed stay sealed. */
export function withdraw(state: Case, command: CommandOf<'withdraw'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'case-withdrawn',
      actor: personActor(state, context),
      data: { moves: ends(state.head, 'withdrawn') },
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}

/** HR ends a case that cannot go on, with a reason that everybody in it reads. */
export function cancel(state: Case, command: CommandOf<'cancel'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'case-cancelled',
      actor: personActor(state, context),
      data: { moves: ends(state.head, 'cancelled') },
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}
