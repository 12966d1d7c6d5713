import type { PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { accept, type Decision } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

/** The engineer ends their own case, at any time before it is decided. Reviews that were sealed stay sealed. */
export function withdraw(
  state: Case,
  command: Extract<PersonCommand, { type: 'withdraw' }>,
  context: PersonContext,
): Decision {
  return accept([
    {
      type: 'case-withdrawn',
      actor: personActor(state, command.type, context),
      data: { moves: { stage: 'closing', attempt: 1, outcome: 'withdrawn' } },
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}
