import { maxBytes } from './execution.ts';

/** An error as AWS answers it. The SDK makes an error class from the name. */
export class ServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** As in AWS, `shown` is left out for values that can be confidential. */
function refuse(field: string, constraint: string, shown?: string): never {
  const value = shown === undefined ? 'Value' : `Value ${shown}`;
  const what = `${value} at '${field}' failed to satisfy constraint: Member must ${constraint}`;
  throw new ServiceError('ValidationException', `1 validation error detected: ${what}`);
}

/** A required text of at most `longest` bytes of UTF-8. */
export function textOf(value: unknown, field: string, longest: number): string {
  if (typeof value !== 'string') return refuse(field, 'not be null', 'null');
  if (value.length === 0) return refuse(field, 'have length greater than or equal to 1');
  if (Buffer.byteLength(value) > longest) return refuse(field, `have length less than or equal to ${longest}`);
  return value;
}

export function optionalText(value: unknown, field: string, longest: number): string | null {
  return value === undefined || value === null || value === '' ? null : textOf(value, field, longest);
}

/** A JSON text of at most 256 KiB. If it is not JSON, the reason is in the words of this runtime, not of AWS. */
export function jsonOf(value: unknown, field: string, error: string, label: string): string {
  const json = textOf(value, field, maxBytes);
  try {
    JSON.parse(json);
  } catch (reason) {
    throw new ServiceError(error, `${label}: '${(reason as SyntaxError).message}'`);
  }
  return json;
}

/** An ARN. This does not check what it is the ARN of. */
export function arnOf(value: unknown, field: string): string {
  const arn = textOf(value, field, 256);
  if (!arn.startsWith('arn:')) throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  return arn;
}

export function oneOf<T extends string>(value: unknown, field: string, words: readonly T[]): T {
  const word = words.find((one) => one === value);
  return word ?? refuse(field, `satisfy enum value set: [${words.join(', ')}]`, `'${value}'`);
}

/** The name of an execution. AWS forbids spaces, control characters and the special characters of ARNs. */
export function nameOf(value: unknown): string {
  const name = textOf(value, 'name', 80);
  const forbidden = /[\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]/u;
  if (forbidden.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
  return name;
}

/** The size of a page: by default 100, at most 1000. */
export function pageSizeOf(value: unknown): number {
  if (value === undefined || value === null || value === 0) return 100;
  if (!Number.isInteger(value) || (value as number) < 0)
    return refuse('maxResults', 'have value greater than or equal to 0', `'${value}'`);
  if ((value as number) > 1000) return refuse('maxResults', 'have value less than or equal to 1000', `'${value}'`);
  return value as number;
}

/** Where a page begins: the value that `pack` packed, or null for the first page. */
export function unpack(value: unknown, isValid: (unpacked: unknown) => boolean): unknown {
  if (value === undefined || value === null) return null;
  const token = textOf(value, 'nextToken', 3096);
  try {
    const unpacked: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (isValid(unpacked)) return unpacked;
  } catch {
    // Not a token of ours. Refused below, like a token of another list.
  }
  throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
}

export const pack = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
