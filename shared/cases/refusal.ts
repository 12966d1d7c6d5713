import type { Fault, RejectionCode } from '../domain/case/types.ts';
import type { DirectoryRejectionCode } from '../domain/directory/decide.ts';
import type { PublishingRejectionCode } from '../domain/publishing/types.ts';

/** Refusals that are not the deciders': of the way a request was made, not of what it asks. */
export type RefusalCode =
  | RejectionCode
  | PublishingRejectionCode
  | DirectoryRejectionCode
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'precondition-required'
  | 'precondition-failed'
  | 'busy';

/** An error that a person may see: a stable code, a plain message, and where the faults are. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  readonly faults: Fault[];
  /** What stands now, for a refusal that rests on a change: newest last. */
  readonly changes: { at: string; type: string; by: string | null }[];

  constructor(code: RefusalCode, message: string, more: { faults?: Fault[]; changes?: Refusal['changes'] } = {}) {
    super(message);
    this.code = code;
    this.faults = more.faults ?? [];
    this.changes = more.changes ?? [];
  }
}

/** The refusal for a rejection of a decider. */
export function refusalOf({
  code,
  message,
  faults = [],
}: {
  code: RefusalCode;
  message: string;
  faults?: Fault[] | undefined;
}): Refusal {
  return new Refusal(code, message, { faults });
}

/** For what does not exist and for what this viewer may not know of alike. */
export function notFound(): Refusal {
  return new Refusal('not-found', 'There is no such case.');
}
