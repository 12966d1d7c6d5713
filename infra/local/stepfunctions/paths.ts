import type { Test } from './asl.ts';

/** Input and context object of a state, as paths see them: `$` is the input, `$$` the context. */
export interface Scope {
  input: unknown;
  context: Record<string, unknown>;
}

/** An error of the running execution, by the name under which `Catch` knows it. */
export class StateError extends Error {
  constructor(name: string, cause: string) {
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

/** The value at a path; `States.ParameterPathFailure` where there is none. */
export function valueAt(path: string, scope: Scope): unknown {
  const value = look(path, scope);
  if (value === absent)
    throw new StateError('States.ParameterPathFailure', `The JSONPath '${path}' could not be found in the input.`);
  return value;
}

/** A payload template with every `name.$` replaced by what its path leads to. */
export function fill(template: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((one) => fill(one, scope));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$') ? [name.slice(0, -2), valueAt(String(value), scope)] : [name, fill(value, scope)],
    ),
  );
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
          [name]: put((at as Record<string, unknown> | undefined)?.[name], rest),
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
      `Invalid path '${test.Variable}': the choice state's condition path references an invalid value.`,
    );
  if (test.IsNumeric !== undefined) return (typeof value === 'number') === test.IsNumeric;
  if (test.StringEquals !== undefined) return value === test.StringEquals;
  if (typeof value !== 'number') return false;
  if (test.NumericGreaterThanEquals !== undefined) return value >= test.NumericGreaterThanEquals;
  return value <= (test.NumericLessThanEquals as number);
}
