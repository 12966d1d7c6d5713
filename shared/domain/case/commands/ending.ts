import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { ends } from '../progress/next-stage.ts';
import { accept, type Decision } from '../state/types.ts';
import { type CommandRow, engineer, hr, no, type PersonContext } from './row.ts';

export const withdrawRow: CommandRow<'withdraw'> = {
  title: 'Withdraw your case',
  underSeal: 'open',
  ...engineer,
  stages: 'open',
  against: (head) =>
    head.outcome === null ? null : no('wrong-stage', 'The case has its outcome; only HR says how it goes on.'),
  events: ['case-withdrawn'],
  decide: withdraw,
};

export const cancelRow: CommandRow<'cancel'> = {
  title: 'Cancel the case',
  underSeal: 'open',
  ...hr,
  stages: 'open',
  against: ({ stage, outcome }) => {
    if (stage === 'stopped') return no('wrong-stage', 'The case is stopped; say how it goes on instead.');
    return outcome === null ? null : no('wrong-stage', 'The case has its outcome; decide the appeal instead.');
  },
  events: ['case-cancelled'],
  decide: cancel,
};

/** The engineer ends their own case, at any time before it is decided. Sealed reviews stay sealed. */
function withdraw(state: Case, command: CommandOf<'withdraw'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'case-withdrawn',
      actor: context.by,
      data: { moves: ends(state.head, 'withdrawn') },
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}

/** HR ends a case that cannot go on. Everybody who takes part can read the reason. */
export function cancel(state: Case, command: Pick<CommandOf<'cancel'>, 'reason'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'case-cancelled',
      actor: context.by,
      data: { moves: ends(state.head, 'cancelled') },
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}
