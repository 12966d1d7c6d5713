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

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** Says what to send, if the schema has no message of its own. Undefined leaves the message to zod. */
export function reasonOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = `give ${kinds[issue.expected ?? ''] ?? issue.expected}`;
      return issue.input === undefined ? `this is missing: ${wanted}` : wanted;
    }
    case 'invalid_value':
      return `give ${choiceOf(issue.values)}`;
    case 'invalid_union':
      if (Array.isArray(issue.options)) return `give ${choiceOf(issue.options)}`;
      return [...new Set((issue.errors ?? []).flat().map((one) => one.message))].join(', or ') || undefined;
    case 'invalid_key':
      return issue.issues?.[0]?.message;
    case 'too_small':
      return issue.origin === 'string' ? 'this must not be empty' : `give ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `keep this to ${issue.maximum} characters`
        : `give ${issue.maximum}${issue.origin === 'array' ? ' of these' : ''} at most`;
    default:
      return undefined;
  }
}

function choiceOf(values: readonly unknown[] | undefined): string {
  const known = (values ?? []).map(String);
  return known.length === 1 ? (known[0] ?? '') : `one of ${known.join(', ')}`;
}
