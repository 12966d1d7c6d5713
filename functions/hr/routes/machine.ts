import { Hono } from 'hono/tiny';
import type { Machine } from '#shared/contract/machines.ts';
import type * as z from '#shared/contract/zod.ts';
import type { MachineEnv } from '../../runtime/api/machines.ts';

/** The machine that asks, so that whoever sets it up sees that its token is taken. */
export const machine = new Hono<MachineEnv>().get('/', (c) =>
  c.json({ machine: c.get('machine') } satisfies z.infer<typeof Machine>),
);
