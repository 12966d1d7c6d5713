import type { RejectionCode } from '../domain/case/state/types.ts';
import type { DirectoryRejectionCode } from '../domain/directory/decide.ts';
import type { Fault } from '../domain/fault.ts';
import type { ProposalRejectionCode } from '../domain/proposals/decide.ts';
import type { PublishingRejectionCode } from '../domain/publishing/types.ts';

/** The codes of refusals: those of the deciders, and those about the way a request was made. */
export type RefusalCode =
  | RejectionCode
  | PublishingRejectionCode
  | DirectoryRejectionCode
  | ProposalRejectionCode
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'precondition-required'
  | 'precondition-failed'
  | 'busy';

/** An error that a person may see: a stable code, a plain message, and the places of the faults. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  readonly faults: Fault[];
  /** If the case has changed since the person read it: the changes, oldest first. Otherwise empty. */
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

/** The same refusal for a case that does not exist and for a case that this viewer may not know of. */
export function notFound(): Refusal {
  return new Refusal('not-found', 'There is no such case.');
}
