/** Checks of the fields of a definition. Every error names the place as a path in the definition. */

type Kind =
  | 'text'
  | 'number'
  | 'whole, from 0'
  | 'whole, from 1'
  | 'from 1'
  | 'boolean'
  | 'true'
  | 'null'
  | 'errors'
  | 'resource'
  | 'path'
  | 'reference path or null'
  | 'template';
export type Fields = Record<string, Kind>;

const inputPath = /^\$(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
/** Only the fields that the interpreter puts into the context object. */
const contextPath =
  /^\$\$\.(Execution\.(Id|Name|StartTime|Input(\.[A-Za-z_][A-Za-z0-9_]*)*)|State\.(Name|EnteredTime|RetryCount)|Task\.Token)$/;
const referencePath = /^\$(\.[A-Za-z_][A-Za-z0-9_]*)+$/;
const resource = /^arn:[a-z-]+:states:::lambda:invoke(\.waitForTaskToken)?$/;
/** The reserved error names that are implemented. The other ones stand for several errors, or never occur here. */
const reserved = ['States.ALL', 'States.Timeout', 'States.HeartbeatTimeout', 'States.DataLimitExceeded'];

const isPath = (value: unknown) => inputPath.test(String(value)) || contextPath.test(String(value));
const isWhole = (value: unknown, least: number) => Number.isInteger(value) && (value as number) >= least;
const isError = (value: unknown) =>
  typeof value === 'string' && (!value.startsWith('States.') || reserved.includes(value));

const holds: Record<Exclude<Kind, 'template'>, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  'whole, from 0': (value) => isWhole(value, 0),
  'whole, from 1': (value) => isWhole(value, 1),
  'from 1': (value) => typeof value === 'number' && value >= 1,
  boolean: (value) => typeof value === 'boolean',
  true: (value) => value === true,
  null: (value) => value === null,
  errors: (value) => Array.isArray(value) && value.length > 0 && value.every(isError),
  resource: (value) => resource.test(String(value)),
  path: isPath,
  'reference path or null': (value) => value === null || referencePath.test(String(value)),
};

/** Checks that all `needed` fields exist, that there are no others but `optional` ones, and that each has its kind. */
export function checkFields(
  found: Record<string, unknown>,
  place: string,
  needed: Fields,
  optional: Fields = {},
): void {
  for (const [name, value] of Object.entries(found)) {
    const where = `${place}.${name}`;
    const known = Object.hasOwn(needed, name) ? needed : optional;
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) refuse(where, 'this field is not implemented');
    if (kind === 'template') checkTemplate(object(value, where), where);
    else if (!holds[kind](value)) refuse(where, `${JSON.stringify(value)} is not implemented as ${kind}`);
  }
  for (const name of Object.keys(needed)) if (!Object.hasOwn(found, name)) refuse(place, `${name} is needed`);
}

function checkTemplate(template: unknown, place: string): void {
  if (Array.isArray(template)) for (const [at, one] of template.entries()) checkTemplate(one, `${place}.${at}`);
  else if (template !== null && typeof template === 'object')
    for (const [name, value] of Object.entries(template)) {
      const where = `${place}.${name}`;
      if (!name.endsWith('.$')) checkTemplate(value, where);
      else if (!isPath(value)) refuse(where, `${JSON.stringify(value)} is not implemented, only plain paths are`);
    }
}

export function object(value: unknown, place: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) refuse(place, 'an object is needed');
  return value as Record<string, unknown>;
}

/** The members of a list, with their places. */
export function list(value: unknown, place: string): [place: string, member: unknown][] {
  if (!Array.isArray(value)) refuse(place, 'a list is needed');
  return value.map((one, at) => [`${place}.${at}`, one]);
}

export function refuse(place: string, why: string): never {
  throw new Error(`State machine definition, ${place}: ${why}`);
}
