import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Outside } from '#shared/cases/outside.ts';
import type { Clock } from '#shared/contract/outside.ts';
import { openTable } from '#shared/store/client.ts';
import type { ForDecisions } from './environment.ts';

export const systemClock: Clock = { now: () => new Date() };

/**
 * Everything from the outside world that the use cases of a running function need. `clock` also gives the time inside
 * ids. `access` says where the table is; without it the SDK reads that from the environment.
 */
export function outsideOf(
  environment: ForDecisions,
  clock: Clock = systemClock,
  access: Parameters<typeof openTable>[1] = {},
): Outside {
  const ulid = monotonicFactory();
  return {
    table: openTable(environment.RUNGS_TABLE, access),
    clock,
    ids: { next: (prefix) => `${prefix}_${ulid(clock.now().getTime())}` },
    random: { bytes: (bytes) => randomBytes(bytes) },
    intranetHosts: environment.RUNGS_INTRANET_HOSTS,
    companyZone: environment.RUNGS_TIME_ZONE,
    signInKey: environment.RUNGS_SIGN_IN_KEY,
  };
}
