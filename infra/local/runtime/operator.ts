import type { ForDecisions } from '#functions/runtime/environment.ts';

/**
 * The settings under which a command of the operator opens a table. It adds people, calendars and ladders, and decides nothing
 * that rests on how people sign in, on hosts, or on the zone of the company.
 */
export const operatorsSettings = (table: string): ForDecisions => ({
  RUNGS_TABLE: table,
  RUNGS_SIGN_IN_KEY: 'mail',
  RUNGS_INTRANET_HOSTS: [],
  RUNGS_TIME_ZONE: 'UTC',
});
