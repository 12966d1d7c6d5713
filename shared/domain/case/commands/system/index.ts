import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import type { EventType, SystemCommandType } from '../../../../contract/names.ts';
import type { FactsUsed } from '../../state/facts.ts';
import type { Context, Decision } from '../../state/types.ts';
import { close } from './close.ts';
import { openStage } from './open-stage.ts';
import { remind } from './remind.ts';
import { resettle } from './resettle.ts';
import { restart } from './restart.ts';

/** Everything about one command of the state machine or the sweep. The fields mean the same as in `CommandRow`. */
export interface SystemCommandRow<T extends SystemCommandType> {
  facts?: FactsUsed;
  events: readonly EventType[];
  decide: (state: Case, command: CommandOf<T>, context: Context) => Decision;
}

/** All commands that the system can give on a case. */
export const systemCommands: { [T in SystemCommandType]: SystemCommandRow<T> } = {
  'open-stage': {
    facts: { holders: 'read', people: 'read', calendars: 'read', cycle: 'read' },
    events: ['stage-opened', 'case-stopped'],
    decide: openStage,
  },
  remind: {
    facts: { people: 'read', superiors: 'read', confirmers: 'read', calendars: 'read', cycle: 'read' },
    events: [
      'reminder-sent',
      'escalated',
      'case-lapsed',
      'window-closed',
      'window-moved',
      'adoption-asked',
      'adoption-unanswered',
      'engineer-away',
      'case-stopped',
    ],
    decide: remind,
  },
  resettle: {
    facts: { people: 'guarded', line: 'read', deputies: 'guarded', holders: 'read', calendars: 'read' },
    events: [
      'slot-substituted',
      'delegated',
      'delegation-ended',
      'stage-opened',
      'directors-named',
      'engineer-away',
      'case-stopped',
    ],
    decide: resettle,
  },
  close: { facts: { engineer: 'guarded' }, events: ['case-closed', 'case-stopped'], decide: close },
  restart: { events: ['execution-restarted'], decide: restart },
};
