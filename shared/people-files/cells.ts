import { PersonInput } from '../contract/directory.ts';
import { leadFields, lineRoles, type Role, roles } from '../contract/names.ts';
import { PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { leaveIn } from '../domain/calendar/leave.ts';
import { nameKey } from '../domain/name-key.ts';
import { roleTitles } from '../domain/words.ts';
import { columns, type PersonField } from './columns.ts';

/** What a cell says, or why it does not fit its column. `undefined`: it says nothing, and need not. */
export type Value = { ok: true; value: unknown } | { ok: false; reason: string };

const lineFields: readonly string[] = lineRoles.map((role) => leadFields[role]);

const yes = ['yes', 'y', 'true', '1', 'active'];
const no = ['no', 'n', 'false', '0', 'inactive', 'left'];

/** A lead is named by an id or by a mail address. Which person that is, is found out later. */
const LeadName = z.union([PersonId, z.email().check(z.maxLength(254))]);

/** Reads a cell of a column of a file of people. */
export function valueIn(field: PersonField, cell: string): Value {
  if (cell.includes('\ufffd'))
    return { ok: false, reason: 'a letter in this was lost when the file was saved: save it again as CSV (UTF-8)' };
  const text = cell.trim();
  if (field === 'id') return text === '' ? { ok: true, value: undefined } : parsed(field, PersonId, text.toLowerCase());
  if (lineFields.includes(field)) return parsed(field, z.nullable(LeadName), text === '' ? null : text.toLowerCase());
  if (field === 'roles') return parsed(field, PersonInput.shape.roles, rolesIn(text));
  if (field === 'leave') return parsed(field, PersonInput.shape.leave, leaveIn(text));
  if (field === 'hrUnits')
    return text === '' ? { ok: true, value: [] } : parsed(field, PersonInput.shape[field], unitsIn(text));
  if (field === 'active') return parsed(field, PersonInput.shape.active, activeIn(text));
  const isOptional = PersonInput.shape[field].safeParse(null).success;
  return parsed(field, PersonInput.shape[field], isOptional && text === '' ? null : text);
}

function parsed(field: PersonField, schema: z.ZodMiniType<unknown>, given: unknown): Value {
  const read = schema.safeParse(given);
  return read.success ? { ok: true, value: read.data } : { ok: false, reason: columns[field].mend };
}

function activeIn(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : undefined;
}

/** ODCs. Their names can have commas. */
function unitsIn(text: string): string[] {
  return text.split(/[;|\n]/).flatMap((one) => one.trim() || []);
}

/** Roles by their id or their title. One that is not known stays as it is written, and is refused. */
function rolesIn(text: string): string[] {
  const named = text.split(/[,;|\n]/).flatMap((one) => nameKey(one) || []);
  const roleOf = (name: string): Role | undefined =>
    roles.find((role) => role === name || nameKey(roleTitles[role]) === name);
  return [...new Set(named.map((name) => roleOf(name) ?? name))];
}
