import type * as z from './zod.ts';

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Record<string, string> = {
  date: 'a day, such as 2026-03-31',
  datetime: 'an instant, such as 2026-03-31T09:00:00Z',
  url: 'an address',
  email: 'a mail address',
};

/** Says what to give, for a schema that has no message of its own. */
export function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = `give ${kinds[issue.expected ?? ''] ?? issue.expected}`;
      return issue.input === undefined ? `this is missing: ${wanted}` : wanted;
    }
    case 'invalid_value':
      return `give ${choiceOf(issue.values)}`;
    case 'invalid_union': {
      if (Array.isArray(issue.options)) return `give ${choiceOf(issue.options)}`;
      return [...new Set((issue.errors ?? []).flat().map((one) => one.message))].join(', or ') || other;
    }
    case 'unrecognized_keys':
      return `leave out what is not known here: ${(issue.keys ?? []).join(', ')}`;
    case 'invalid_key':
      return issue.issues?.[0]?.message ?? other;
    case 'too_small':
      return issue.origin === 'string' ? 'this must not be empty' : `give ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `keep this to ${issue.maximum} characters`
        : `give ${issue.maximum}${issue.origin === 'array' ? ' of these' : ''} at most`;
    case 'invalid_format':
      return `give ${formats[issue.format ?? ''] ?? (issue.pattern ? `text that matches ${issue.pattern}` : 'another form of this')}`;
  }
  return other;
}

const other = 'give something else here';

function choiceOf(values: readonly unknown[] | undefined): string {
  const known = (values ?? []).map(String);
  return known.length === 1 ? (known[0] ?? '') : `one of ${known.join(', ')}`;
}
