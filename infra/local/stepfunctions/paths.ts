import type { Test } from './states.ts';

/** What paths read: `$` is the input of the state, `$$` the context object. */
export interface Scope {
  input: unknown;
  context: Record<string, unknown>;
}

/** An error that fails the whole execution and that a state cannot catch. Name and words are those of AWS. */
export class StateError extends Error {
  constructor(name: 'States.Runtime' | 'States.DataLimitExceeded', cause: string) {
    super(cause);
    this.name = name;
  }
}

const absent = Symbol('absent');

function look(path: string, { input, context }: Scope): unknown {
  const [root, ...names] = path.split('.');
  let value: unknown = root === '$$' ? context : input;
  for (const name of names) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return absent;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** A payload template with every `name.$` replaced by the value of its path. Throws if a path has no value. */
export function fill(template: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((one) => fill(one, scope));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith('.$')) return [name, fill(value, scope)];
      const found = look(String(value), scope);
      if (found !== absent) return [name.slice(0, -2), found];
      const why = `The JSONPath '${value}' specified for the field '${name}' could not be found in the input`;
      throw new StateError('States.Runtime', `${why} '${JSON.stringify(scope.input)}'`);
    }),
  );
}

/** The value of a path, as the seconds of a timeout. Throws unless it is a whole number above zero. */
export function secondsAt(path: string, scope: Scope): number {
  const seconds = look(path, scope);
  if (Number.isInteger(seconds) && (seconds as number) > 0) return seconds as number;
  const why = seconds === absent ? `No results for path: ${path}` : `${JSON.stringify(seconds)} is no timeout`;
  throw new StateError('States.Runtime', `Invalid path '${path}' : ${why}`);
}

/** The input with a result put at a reference path. Null: the input stays. Undefined: the result replaces the input. */
export function place(input: unknown, result: unknown, path: string | null | undefined): unknown {
  if (path === null) return input;
  if (path === undefined) return result;
  const [, ...names] = path.split('.');
  const put = (at: unknown, [name, ...rest]: string[]): unknown =>
    name === undefined
      ? result
      : {
          ...(at !== null && typeof at === 'object' && !Array.isArray(at) ? at : {}),
          [name]: put((at as Record<string, unknown> | null | undefined)?.[name], rest),
        };
  return put(input, names);
}

/** Whether every test of a choice rule is true. The order matters: a later test can depend on an earlier one. */
export function allHold(tests: readonly Test[], scope: Scope): boolean {
  return tests.every((test) => holds(test, scope));
}

function holds(test: Test, scope: Scope): boolean {
  const value = look(test.Variable, scope);
  if (test.IsPresent !== undefined) return (value !== absent) === test.IsPresent;
  if (value === absent)
    throw new StateError(
      'States.Runtime',
      `Invalid path '${test.Variable}': The choice state's condition path references an invalid value.`,
    );
  if (test.IsNumeric !== undefined) return (typeof value === 'number') === test.IsNumeric;
  if (test.StringEquals !== undefined) return value === test.StringEquals;
  if (typeof value !== 'number') return false;
  if (test.NumericGreaterThanEquals !== undefined) return value >= test.NumericGreaterThanEquals;
  return value <= (test.NumericLessThanEquals as number);
}
