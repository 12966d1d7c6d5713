import { wrong } from './fault.ts';
import { urn } from './schema.ts';

/** What finds a user. */
export interface Sought {
  by: 'userName' | 'externalId' | 'email' | 'id';
  value: string;
}

const form = /^\s*([^\s"]+(?:\[[^\]]*\])?(?:\.value)?)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;

const attributes: Record<string, Sought['by']> = {
  username: 'userName',
  externalid: 'externalId',
  id: 'id',
  emails: 'email',
  'emails.value': 'email',
  'emails[type eq "work"].value': 'email',
};

/** Reads a filter: one attribute that has one value. Throws `ScimFault`. */
export function soughtIn(filter: string): Sought {
  const found = filter.length > 1000 ? null : form.exec(filter);
  const given = found?.[1]?.toLowerCase() ?? '';
  const prefix = `${urn.user.toLowerCase()}:`;
  const by = attributes[given.startsWith(prefix) ? given.slice(prefix.length) : given];
  if (!found || !by)
    throw wrong('invalidFilter', 'Ask by userName, externalId, id or emails.value, with eq and one text in quotes.');
  try {
    return { by, value: String(JSON.parse(found[2] ?? '')) };
  } catch {
    throw wrong('invalidFilter', 'The text in the filter cannot be read.');
  }
}
