import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Outside } from '#shared/cases/outside.ts';
import type { Clock } from '#shared/contract/outside.ts';
import { openTable } from '#shared/store/client.ts';
import type { Environment } from './environment.ts';

export const systemClock: Clock = { now: () => new Date() };

/** What the use cases need from outside, in a running function. `clock` tells the time, also inside of ids; `access` where the
 * table is, when the SDK is not told by the environment. */
export function outsideOf(
  environment: Environment,
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
  };
}
