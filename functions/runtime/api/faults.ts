import type * as z from '#shared/contract/zod.ts';
import type { Fault } from '#shared/domain/fault.ts';

/** The faults that a schema found, each with its path. */
export function faultsOf(error: z.core.$ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join('.'),
        reason: 'there is no such field; leave it out',
      }));
    return [{ path: issue.path.join('.') || 'body', reason: issue.message }];
  });
}
