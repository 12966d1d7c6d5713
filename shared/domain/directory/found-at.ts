import { lineRoles } from '../../contract/names.ts';
import type { FoundAt, PersonEntry } from '../../contract/people.ts';
import { nameKey } from '../name-key.ts';
import { supervisorsOf } from '../people.ts';
import { sortedName, wordsOf } from './name-words.ts';

/** Where people stand in the index of the directory. Its parts never hold everybody, and each is read in the order of `at`. */

/** Where people with a word that begins like this stand, and how their places begin. */
export function placeOfWord(word: string): FoundAt {
  return { by: 'word', of: [...word][0] ?? '', at: word };
}

export const placeOfTeam = (team: string) => ({ by: 'team', of: nameKey(team) }) as const;
export const placeOfOdc = (odc: string) => ({ by: 'odc', of: nameKey(odc) }) as const;
export const placeOfRole = (role: string) => ({ by: 'role', of: role }) as const;
/** The active people whom somebody supervises. */
export const placeOfLead = (id: string) => ({ by: 'lead', of: id }) as const;
/** The active people of a level, ODC by ODC. */
export const placeOfLevel = (ladder: string, level: string) => ({ by: 'level', of: `${ladder}#${level}` }) as const;
/** The active people with a rank of the line, ODC by ODC, the highest rank first. */
export const placeOfRanks = { by: 'rank', of: '' } as const;
/** How the places of an ODC begin where people stand ODC by ODC. */
export const beginOfOdc = (odc: string) => `${nameKey(odc)}#`;

/** Up the line. */
const line: readonly string[] = lineRoles;

/** Every place of a person in the index. */
export function placesInIndex(person: PersonEntry): FoundAt[] {
  const { id, name, ladder, level, team, odc, roles, active } = person;
  const at = `${sortedName(name)}#${id}`;
  const inOdc = `${beginOfOdc(odc)}${at}`;
  const rank = Math.max(...roles.map((role) => line.indexOf(role)));
  return [
    ...wordsOf(person).map((word) => ({ ...placeOfWord(word), at: `${word}#${at}` })),
    { ...placeOfTeam(team), at },
    { ...placeOfOdc(odc), at },
    // Nearly everybody is an engineer.
    ...roles.filter((role) => role !== 'engineer').map((role) => ({ ...placeOfRole(role), at })),
    ...(active
      ? [
          ...[...new Set(supervisorsOf(person))].map((lead) => ({ ...placeOfLead(lead), at })),
          ...(ladder !== null && level !== null ? [{ ...placeOfLevel(ladder, level), at: inOdc }] : []),
          ...(rank >= 0 ? [{ ...placeOfRanks, at: `${beginOfOdc(odc)}${line.length - rank}#${at}` }] : []),
        ]
      : []),
  ];
}

/** The word of a place among the words. */
export function wordOfPlace({ at }: Pick<FoundAt, 'at'>): string {
  return at.slice(0, at.indexOf('#'));
}
