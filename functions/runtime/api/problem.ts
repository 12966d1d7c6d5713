import type { Context } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import * as z from '#shared/contract/zod.ts';
import type { Fault } from '#shared/domain/fault.ts';
import { nameOfError } from '../logger.ts';
import type { ApiEnv } from './env.ts';
import { type ProblemCode, statuses } from './statuses.ts';

const titles: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'You are not allowed to do this',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not possible now',
  412: 'Something changed',
  413: 'Too large',
  415: 'Unsupported content type',
  422: 'The input is invalid',
  428: 'Send the version you read',
  500: 'Something went wrong',
};

/** A refusal by the API itself, not by a use case. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: Fault[];
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, message: string, more: { faults?: Fault[]; headers?: Record<string, string> } = {}) {
    super(message);
    this.code = code;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
  }
}

/** An RFC 9457 problem document. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Stable: scripts can rely on it. */
  code: z.enum(Object.keys(statuses) as [ProblemCode, ...ProblemCode[]]),
  requestId: z.string(),
  /** Every fault of the input, with its place and how to correct it. */
  faults: z.optional(z.array(z.object({ path: z.string(), reason: z.string() }))),
  /** What has changed since the version in If-Match. */
  changes: z.optional(z.array(z.object({ at: z.string(), type: z.string(), by: z.nullable(z.string()) }))),
});

/** Turns every error into an answer. Refusals show their message; every other error gets the same fixed text. */
export function problemOf(error: unknown, c: Context<ApiEnv>): Response {
  const known = error instanceof Refusal || error instanceof Problem ? error : null;
  if (!known)
    c.get('log').error('request-failed', {
      requestId: c.get('requestId'),
      error: nameOfError(error),
    });
  const code: ProblemCode = known?.code ?? 'failed';
  const status = statuses[code];
  const document: z.infer<typeof ProblemDocument> = {
    type: `/api/docs#${code}`,
    title: titles[status] ?? 'Refused',
    status,
    detail:
      known?.message ??
      'Something went wrong on our side. Try again with the same Idempotency-Key: the command is never carried out twice.',
    code,
    requestId: c.get('requestId'),
    ...(known && known.faults.length > 0 ? { faults: known.faults } : {}),
    ...(error instanceof Refusal && error.changes.length > 0 ? { changes: error.changes } : {}),
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(known instanceof Problem ? known.headers : {}),
      ...(code === 'stage-opening' ? { 'retry-after': '1' } : {}),
      ...(code === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
    },
  });
}
