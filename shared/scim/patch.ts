import { attributeOf, isObject, type Json, type JsonObject, nameIn } from './body.ts';
import { wrong } from './fault.ts';
import { scimLimits, urn } from './schema.ts';

/**
 * The operations of PATCH (RFC 7644, 3.5.2), in the forms that Okta and Entra send: with a path and without, with capital letters,
 * with names of parts as `name.givenName` below a value, and with paths that name their schema.
 */

/** A user after the operations. The user that is given stays as it is. Throws `ScimFault`. */
export function patched(user: JsonObject, body: JsonObject): JsonObject {
  const operations = attributeOf(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0) throw wrong('invalidSyntax', 'Send a list of Operations.');
  if (operations.length > scimLimits.operations)
    throw wrong('tooMany', `Send ${scimLimits.operations} operations at most.`);
  const after = structuredClone(user);
  for (const operation of operations) apply(after, operation);
  return after;
}

const kinds = ['add', 'replace', 'remove'] as const;
type Kind = (typeof kinds)[number];

function apply(user: JsonObject, operation: Json): void {
  if (!isObject(operation)) throw wrong('invalidSyntax', 'An operation is an object.');
  const op = String(attributeOf(operation, 'op')).toLowerCase();
  const kind = kinds.find((one) => one === op);
  if (!kind) throw wrong('invalidSyntax', 'An operation has the op add, replace or remove.');
  const path = attributeOf(operation, 'path');
  const value = attributeOf(operation, 'value');
  if (path !== undefined && path !== null) {
    if (typeof path !== 'string') throw wrong('invalidPath', 'A path is a text.');
    change(user, kind, path, value);
    return;
  }
  if (kind === 'remove') throw wrong('noTarget', 'A removal needs a path.');
  if (!isObject(value)) throw wrong('invalidValue', 'Without a path, the value is an object of attributes.');
  for (const [name, one] of Object.entries(value)) changeWhole(user, kind, name, one);
}

/** Changes an attribute that a value without a path names. A complex one keeps the parts that are not named. */
function changeWhole(user: JsonObject, kind: Kind, name: string, value: Json): void {
  const isComplex = name.toLowerCase() === 'name' || name.toLowerCase() === urn.enterprise.toLowerCase();
  if (!isComplex || !isObject(value)) {
    change(user, kind, name, value);
    return;
  }
  const separator = name.toLowerCase() === 'name' ? '.' : ':';
  for (const [part, one] of Object.entries(value)) change(user, kind, `${name}${separator}${part}`, one);
}

/** What a path names: an attribute, of several values those that fit, and a part of them. */
interface Target {
  isEnterprise: boolean;
  attribute: string;
  fit: { part: string; value: string } | null;
  part: string | null;
}

const path =
  /^([a-z][\w$-]*)(?:\[\s*([a-z][\w$-]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\.([a-z][\w$-]*))?$/i;

function targetOf(text: string): Target | null {
  const given = text.trim();
  const within = (schema: string) => given.toLowerCase().startsWith(schema.toLowerCase());
  if (given.toLowerCase() === urn.enterprise.toLowerCase())
    return { isEnterprise: false, attribute: urn.enterprise, fit: null, part: null };
  const schema = [urn.enterprise, urn.user].find((one) => within(`${one}:`));
  const rest = schema ? given.slice(schema.length + 1) : given;
  // The attribute of another extension, which we do not keep.
  if (!schema && /^urn:/i.test(given)) return null;
  const found = path.exec(rest);
  if (!found) throw wrong('invalidPath', `There is no attribute at ${JSON.stringify(given.slice(0, 120))}.`);
  const [, attribute = '', fitPart, fitValue = '', part = null] = found;
  if (['id', 'meta', 'groups'].includes(attribute.toLowerCase()))
    throw wrong('mutability', `${attribute} cannot be changed.`);
  const fit = fitPart ? { part: fitPart, value: fitValue.startsWith('"') ? textOf(fitValue) : fitValue } : null;
  return { isEnterprise: schema === urn.enterprise, attribute, fit, part };
}

function textOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw wrong('invalidFilter', 'The text in the filter cannot be read.');
  }
}

function change(user: JsonObject, kind: Kind, text: string, value: Json | undefined): void {
  const target = targetOf(text);
  if (!target) return;
  if (kind !== 'remove' && value === undefined) throw wrong('invalidValue', 'The operation has no value.');
  const given = kind === 'remove' ? null : (value as Json);
  const { isEnterprise, attribute, fit, part } = target;
  const object = isEnterprise ? within(user, urn.enterprise) : user;
  if (attribute.toLowerCase() === 'emails') changeMany(object, target, kind, given);
  // No other attribute that we keep has several values.
  else if (fit) return;
  else if (part === null) set(object, attribute, given);
  else set(within(object, attribute), part, given);
}

/** An object below an object. One that is not there is made. */
function within(object: JsonObject, name: string): JsonObject {
  const written = nameIn(object, name) ?? name;
  const there = object[written];
  if (isObject(there)) return there;
  const made: JsonObject = {};
  object[written] = made;
  return made;
}

function set(object: JsonObject, name: string, value: Json): void {
  object[nameIn(object, name) ?? name] = value;
}

/** Changes the mail addresses, or those that fit. One that is replaced and not there is made, as identity systems expect. */
function changeMany(object: JsonObject, { attribute, fit, part }: Target, kind: Kind, value: Json): void {
  const written = nameIn(object, attribute) ?? attribute;
  const there = object[written];
  const all = Array.isArray(there) ? there.filter(isObject) : [];
  if (!fit && part === null) {
    const given = [value].flat().filter(isObject);
    object[written] = kind === 'add' ? added(all, given) : kind === 'remove' ? null : value;
    return;
  }
  const isFitting = (one: JsonObject) =>
    !fit || String(attributeOf(one, fit.part)).toLowerCase() === fit.value.toLowerCase();
  const fitting = all.filter(isFitting);
  if (kind === 'remove' && part === null) {
    const left = all.filter((one) => !fitting.includes(one));
    object[written] = left.length > 0 ? left : null;
    return;
  }
  if (fitting.length === 0) {
    if (kind === 'remove') return;
    const made: JsonObject = fit ? { [fit.part]: fit.value } : {};
    all.push(made);
    fitting.push(made);
  }
  for (const one of fitting) {
    if (part !== null) set(one, part, value);
    else if (isObject(value)) for (const [name, given] of Object.entries(value)) set(one, name, given);
  }
  object[written] = all;
}

/** Values with others. If one of the others is the primary one, none of those before is (RFC 7644, 3.5.2). */
function added(all: JsonObject[], given: JsonObject[]): Json {
  const isPrimary = (one: JsonObject) => attributeOf(one, 'primary') === true;
  const before = given.some(isPrimary) ? all.map((one) => ({ ...one, primary: false })) : all;
  return [...before, ...given];
}
