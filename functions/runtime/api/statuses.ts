import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { RefusalCode } from '#shared/cases/refusal.ts';

/** Every code of a problem: those of the use cases, and the API's own, which are about the form of a request. */
export type ProblemCode =
  | RefusalCode
  | 'unauthenticated'
  | 'foreign-origin'
  | 'no-such-route'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'not-json'
  | 'unsupported-media-type'
  | 'if-match-unreadable'
  | 'failed';

/** The status of every code, for the API and the pages. No other place maps the two. */
export const statuses: Record<ProblemCode, ContentfulStatusCode> = {
  'not-json': 400,
  'idempotency-key-missing': 400,
  'if-match-unreadable': 400,
  unauthenticated: 401,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  'no-such-route': 404,
  'method-not-allowed': 405,
  'wrong-stage': 409,
  'stage-opening': 409,
  'already-done': 409,
  'already-decided': 409,
  'not-yet': 409,
  'seen-changed': 409,
  'level-mismatch': 409,
  'cooling-down': 409,
  'open-case-exists': 409,
  'transition-not-runnable': 409,
  'slot-vacant': 409,
  'no-seat': 409,
  superseded: 409,
  'stage-moved': 409,
  'outcome-not-decided': 409,
  'ladder-has-errors': 409,
  'draft-changed': 409,
  'not-proposed': 409,
  'day-passed': 409,
  'restart-limit': 409,
  'takes-two-people': 409,
  'takes-one-person': 409,
  'too-few-of-hr': 409,
  'proposal-expired': 409,
  'proposal-stale': 409,
  busy: 409,
  'precondition-failed': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-input': 422,
  'invalid-ladder': 422,
  'idempotency-key-reused': 422,
  'precondition-required': 428,
  failed: 500,
};
