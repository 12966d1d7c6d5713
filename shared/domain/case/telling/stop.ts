import type { EventOf } from '../state/types.ts';
import { holders } from './addressees.ts';
import { all, type Telling, type Tellings } from './row.ts';

type Stop = 'case-stopped' | 'case-resumed' | 'case-overtaken';

const everybody = ({ head }: Telling<EventOf<Stop>>) => [head.engineerId, ...holders(head.slots)];

export const tellsOfStop = {
  // HR is told when its step opens.
  'case-stopped': { stopped: (about) => all(everybody(about)) },
  'case-resumed': {
    resumed: (about) => {
      const { moves, clock } = about.event.data;
      return all(everybody(about), { stage: moves?.stage ?? null, dueAt: clock?.dueAt ?? null });
    },
  },
  // The engineer knows, and everybody else reads it where they look.
  'engineer-away': {},
  'case-overtaken': {
    overtaken: (about) => all(everybody(about), { outcome: about.event.data.moves?.outcome ?? null }),
  },
} satisfies Tellings;
