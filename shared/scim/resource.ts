import type { Person } from '../contract/people.ts';
import type { ScimNames, ScimRecord } from '../contract/scim.ts';
import type { JsonObject, Said } from './body.ts';
import { urn } from './schema.ts';

/** A user as identity systems read it. */

/** A person of the directory, and what an identity system pushed of them. Null: nothing. */
export interface Known {
  person: Person;
  scim: ScimRecord | null;
}

/** The names of somebody of whom nothing was pushed yet: their mail address is their user name. */
export function namesOf({ person, scim }: Known): ScimNames {
  return (
    scim?.names ?? {
      userName: person.email,
      clientId: null,
      displayName: null,
      formatted: null,
      givenName: null,
      familyName: null,
      department: null,
      division: null,
      managerId: null,
    }
  );
}

/** The name of a person as an identity system says it. Null: it says none. */
export function nameOf({ displayName, formatted, givenName, familyName }: Partial<ScimNames>): string | null {
  return displayName || formatted || [givenName, familyName].filter(Boolean).join(' ') || null;
}

/**
 * The names after a push. A whole name that is not said anew does not outlive its parts: Entra sends the part alone that has
 * changed.
 */
export function namesAfter(before: ScimNames, said: Said): ScimNames {
  const { email: _email, active: _active, employeeNumber: _number, ...names } = said;
  const after = { ...before, ...names };
  const isOther = (part: 'givenName' | 'familyName') => after[part] !== before[part];
  const isStale = after.formatted === before.formatted && (isOther('givenName') || isOther('familyName'));
  const isSum = after.formatted === [after.givenName, after.familyName].filter(Boolean).join(' ');
  return { ...after, formatted: isStale || isSum ? null : after.formatted };
}

/** What a user is today: the record, with what was pushed and waits. */
export function pushedOf({ person, scim }: Known): Required<Pick<Said, 'email' | 'active' | 'employeeNumber'>> {
  const { email, externalId, active } = { ...person, ...scim?.waits };
  return { email, active, employeeNumber: externalId };
}

/** A user as the operations of a PATCH find it. */
export function bodyOf(known: Known): JsonObject {
  const { userName, clientId, displayName, formatted, givenName, familyName, department, division, managerId } =
    namesOf(known);
  const { email, active, employeeNumber } = pushedOf(known);
  return {
    userName,
    ...present({ externalId: clientId, displayName }),
    name: present({ formatted, givenName, familyName }),
    emails: [{ value: email, type: 'work', primary: true }],
    active,
    [urn.enterprise]: {
      ...present({ employeeNumber, department, division }),
      ...(managerId === null ? {} : { manager: { value: managerId } }),
    },
  };
}

/** A user in full. If HR has changed the name since, it is that of the directory. */
export function resourceOf(known: Known, origin: string): JsonObject {
  const { person, scim } = known;
  const { [urn.enterprise]: enterprise, name, ...core } = bodyOf(known);
  const isAsPushed = nameOf(namesOf(known)) === person.name;
  const more = enterprise as JsonObject;
  const hasMore = Object.keys(more).length > 0;
  return {
    schemas: [urn.user, ...(hasMore ? [urn.enterprise] : [])],
    id: person.id,
    ...core,
    displayName: person.name,
    name: { formatted: person.name, ...(isAsPushed ? (name as JsonObject) : {}) },
    ...(hasMore ? { [urn.enterprise]: more } : {}),
    meta: {
      resourceType: 'User',
      ...(scim ? { created: scim.createdAt, lastModified: scim.at } : {}),
      location: `${origin}/scim/v2/Users/${person.id}`,
      version: etagOf(known),
    },
  };
}

/** The version of a user: that of the record, and of what was pushed. */
export function etagOf({ person, scim }: Known): string {
  return `W/"${person.version}.${scim?.version ?? 0}"`;
}

function present(values: Record<string, string | null>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
