import type * as z from '../contract/zod.ts';

type Issue = z.core.$ZodRawIssue;

/** Says how to mend a fault in a ladder. Undefined: the message of the schema or of `messageOf` is used. */
export function mend(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `a ladder has no ${issue.keys.map((key) => `'${key}'`).join(', ')} here: correct the spelling or take it out`;
    case 'invalid_type':
      return issue.input === undefined
        ? `it is missing: add it, ${nameOf(issue.expected)}`
        : `write ${nameOf(issue.expected)}`;
    case 'invalid_value':
      return `give one of ${issue.values.join(', ')}`;
    case 'invalid_union': {
      const choices = Array.isArray(issue.options)
        ? issue.options
        : issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
      return choices.length > 0 ? `give one of ${choices.join(', ')}` : undefined;
    }
    case 'invalid_key':
      return `no such key belongs here: ${issue.issues.map((one) => one.message).join('; ')}`;
    case 'too_small':
      return issue.inclusive === false
        ? `give more than ${issue.minimum}`
        : `give ${issue.minimum} or more${unitOf(issue.origin)}`;
    case 'too_big':
      return `give ${issue.maximum} or less${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
}

const names: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a block of fields',
  record: 'a block of fields',
  string: 'text',
};

function nameOf(expected: string): string {
  return names[expected] ?? expected;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
