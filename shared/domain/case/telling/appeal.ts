import { handedOver, newOnPanel } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfAppeal = {
  'appeal-decided': {
    'appeal-decided': ({ event, head }) => all([head.engineerId], newOnPanel(event.data.slots)),
    ...handedOver,
  },
} satisfies Tellings;
