import { newHolders, newOnPanel } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfAppeal = {
  'appeal-decided': {
    'appeal-decided': ({ event, head }) => all([head.engineerId], newOnPanel(event.data.slots)),
    'part-given': ({ event }) => newHolders(event.data.slots),
  },
} satisfies Tellings;
