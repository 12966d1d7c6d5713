import { all, type Tellings } from './row.ts';

export const tellsOfOpening = {
  'case-opened': { 'case-opened': ({ head }) => all([head.engineerId]) },
} satisfies Tellings;
