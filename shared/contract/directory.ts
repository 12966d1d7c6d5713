import { OdcName } from './calendar.ts';
import { Day } from './day.ts';
import { LevelId } from './ladder-fields.ts';
import { mostHrUnits, mostLeaves } from './names.ts';
import { Leave, Person } from './people.ts';
import { line } from './text.ts';
import * as z from './zod.ts';

/**
 * What HR enters for a person: everything except the id, which is in the address, and what follows from the changes: their
 * number, and when something was lost.
 */
export const PersonInput = z.extend(z.omit(Person, { id: true, version: true, lostAt: true, hrUntil: true }), {
  name: line(120).check(z.minLength(1)),
  email: z.email().check(z.maxLength(254)),
  externalId: z._default(z.nullable(line(64).check(z.minLength(1))), null),
  level: z.nullable(LevelId),
  levelSince: z._default(z.nullable(Day), null),
  trackChangedOn: z._default(z.nullable(Day), null),
  team: line(120).check(z.minLength(1)),
  odc: OdcName,
  leave: z._default(z.array(Leave).check(z.maxLength(mostLeaves)), []),
  hrUnits: z.optional(z.array(OdcName).check(z.minLength(1), z.maxLength(mostHrUnits))),
});
export type PersonInput = z.infer<typeof PersonInput>;

/** The answer to a change of the directory. A request that is sent again with the same key gets the same answer. */
export const PersonResult = z.object({
  personId: z.string(),
  type: z.enum(['person-added', 'person-changed']),
  version: z.int(),
  at: z.string(),
});
export type PersonResult = z.infer<typeof PersonResult>;
