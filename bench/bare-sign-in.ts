import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { bearerOf } from '#functions/runtime/api/identify.ts';
import { handler as read } from './bare-read.ts';

// Shows how much of the API's first call is Hono and verifying a token. It does both, and one read.
const { RUNGS_ISSUER = '', RUNGS_AUDIENCE = '', BENCH_KEY = '' } = process.env;
const identify = bearerOf(RUNGS_ISSUER, RUNGS_AUDIENCE, { now: () => new Date() });

export const handler = handle(
  new Hono().get('*', async (c) => {
    const known = await identify(c.req.header('authorization')?.replace('Bearer ', '') ?? '');
    if (!known) return c.json({}, 401);
    return c.json(await read(JSON.parse(BENCH_KEY)));
  }),
);
