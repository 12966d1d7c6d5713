import type { Test } from './states.ts';

/** Input and context object of a state, as paths see them: `$` is the input, `$$` the context. */
export interface Scope {
  input: unknown;
  context: Record<string, unknown>;
}

/** What ends the whole execution, whatever the state catches: by the name and words of the service. */
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

/** A payload template with every `name.$` replaced by what its path leads to. Throws where a path leads nowhere. */
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

/** The seconds a path leads to, for a timeout. Throws unless it is a whole number above zero. */
export function secondsAt(path: string, scope: Scope): number {
  const seconds = look(path, scope);
  if (Number.isInteger(seconds) && (seconds as number) > 0) return seconds as number;
  const why = seconds === absent ? `No results for path: ${path}` : `${JSON.stringify(seconds)} is no timeout`;
  throw new StateError('States.Runtime', `Invalid path '${path}' : ${why}`);
}

/** The input with a result placed at a reference path: null keeps the input, none replaces it. */
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

/** Whether every test of a choice rule holds. Tests are taken in order: a later one may rest on an earlier one. */
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
