import { PersonInput } from '../contract/directory.ts';
import { ScimNames } from '../contract/scim.ts';
import { line } from '../contract/text.ts';
import type * as z from '../contract/zod.ts';
import { wrong } from './fault.ts';
import { urn } from './schema.ts';

/** Any value of JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A user as an identity system says it, as far as we keep it. Left out: it says nothing of this, and it stays. Null: it takes
 * it away.
 */
export interface Said extends Partial<ScimNames> {
  email?: string;
  active?: boolean;
  employeeNumber?: string | null;
}

/** The attribute of this name, whatever its capital letters. */
export function attributeOf(object: JsonObject, name: string): Json | undefined {
  const found = nameIn(object, name);
  return found === undefined ? undefined : object[found];
}

/** How an attribute is written in an object. Undefined: it is not there. */
export function nameIn(object: JsonObject, name: string): string | undefined {
  return Object.keys(object).find((one) => one.toLowerCase() === name.toLowerCase());
}

const ofNames = ScimNames.shape;
const name = line(120);

/** Reads a user. Throws `ScimFault`. Attributes that we do not keep are left aside. */
export function saidIn(body: JsonObject): Said {
  const parts = objectIn(body, 'name');
  const more = objectIn(body, urn.enterprise);
  const said = {
    userName: textIn(body, 'userName', ofNames.userName),
    clientId: textIn(body, 'externalId', line(254)),
    displayName: textIn(body, 'displayName', name),
    formatted: textIn(parts, 'formatted', name),
    givenName: textIn(parts, 'givenName', name),
    familyName: textIn(parts, 'familyName', name),
    department: textIn(more, 'department', line(254)),
    division: textIn(more, 'division', line(254)),
    managerId: managerIn(more),
    email: emailIn(body),
    active: activeIn(body),
    employeeNumber: textIn(more, 'employeeNumber', line(64)),
  };
  for (const needed of ['userName', 'email', 'active'] as const)
    if (said[needed] === null)
      throw wrong('invalidValue', `${needed === 'email' ? 'emails' : needed} cannot be taken away.`);
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Said;
}

/** A complex attribute. One that is taken away takes its parts away. */
function objectIn(body: JsonObject, attribute: string): JsonObject | null {
  const value = attributeOf(body, attribute);
  if (value === undefined) return {};
  if (value === null) return null;
  if (!isObject(value)) throw wrong('invalidValue', `${attribute} is not an object.`);
  return value;
}

/** A text. Undefined: it is not there. Null: it is taken away, which an empty one does too. */
function textIn(body: JsonObject | null, attribute: string, shape: z.ZodMiniType<string>): string | null | undefined {
  if (body === null) return null;
  const value = attributeOf(body, attribute);
  if (value === undefined || value === null) return value;
  // Identity systems send numbers of employees as numbers, too.
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw wrong('invalidValue', `${attribute} is not a text.`);
  if (text.trim() === '') return null;
  const parsed = shape.safeParse(text);
  if (parsed.success) return parsed.data;
  throw wrong(
    'invalidValue',
    `${attribute} cannot be taken: ${parsed.error.issues.map((one) => one.message).join(', ')}.`,
  );
}

/** `active`. Entra sends it as a text such as "False". */
function activeIn(body: JsonObject): boolean | null | undefined {
  const value = attributeOf(body, 'active');
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  const said = typeof value === 'string' ? { true: true, false: false }[value.trim().toLowerCase()] : undefined;
  if (said === undefined) throw wrong('invalidValue', 'active is true or false.');
  return said;
}

/** The mail address: the primary one, or that of the type work, or the first. */
function emailIn(body: JsonObject): string | null | undefined {
  const value = attributeOf(body, 'emails');
  if (value === undefined || value === null) return value;
  const emails = (Array.isArray(value) ? value : [value]).map((one) => (isObject(one) ? one : { value: one }));
  const chosen =
    emails.find((one) => /^true$/i.test(String(attributeOf(one, 'primary')))) ??
    emails.find((one) => String(attributeOf(one, 'type')).toLowerCase() === 'work') ??
    emails[0];
  return chosen ? textIn(chosen, 'value', PersonInput.shape.email) : null;
}

/** The manager: an object, as it should be, or the id alone, as Entra sends it. */
function managerIn(more: JsonObject | null): string | null | undefined {
  if (more === null) return null;
  const value = attributeOf(more, 'manager');
  const one = Array.isArray(value) ? (value[0] ?? null) : value;
  return isObject(one) ? textIn(one, 'value', line(254)) : textIn(more, 'manager', line(254));
}
