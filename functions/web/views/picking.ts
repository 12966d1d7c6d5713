import type { SearchEnd, Typed } from '#shared/cases/naming.ts';
import { PersonId, type PublicPerson } from '#shared/contract/people.ts';

/** The pickers of people in a form. Their own fields are called like the field of the person, with one of these ends. */
export const ends = { typed: '.~q', searched: '.~was' } as const;

/** Characters of what is searched for, and pickers of a form with somebody chosen. No form of ours has more. */
const longest = 120;
const mostChosen = 20;

/** The field that the button to search sends, and the script. Its value is the field of the person. */
export const searchField = 'find';

/** Stands in that value between the field and the place where the people who were found before end. */
const goOn = '@';

export function searchValue(field: string, next?: string): string {
  return next === undefined ? field : `${field}${goOn}${next}`;
}

/** What the pickers of a form need to be drawn. */
export interface Picking {
  /** What was typed into each, by field. */
  typed: Record<string, string>;
  /** What of it was searched already. */
  done: Record<string, string>;
  /** The field of the one that was searched. */
  searched: string | null;
  end: SearchEnd | null;
  /** Whether the form was sent with a name that was searched before, and nobody was chosen. */
  isUnchosen: boolean;
  /** People who are chosen, whether or not they are among the choices. */
  chosen: readonly PublicPerson[];
}

/** What a form says of its pickers. */
export interface Asked {
  /** The fields of the form, without those that only its pickers have. */
  values: Record<string, string>;
  typed: Picking['typed'];
  done: Picking['done'];
  /** What to search for. Null: the form is sent to be carried out. */
  search: (Typed & { field: string }) | null;
  /** Whether it is searched again because nobody of those who were found was chosen. */
  isUnchosen: boolean;
  /** The ids that are chosen in pickers. */
  chosen: string[];
}

/** A form without pickers, or before it is filled in. */
export const noPickers: Asked = { values: {}, typed: {}, done: {}, search: null, isUnchosen: false, chosen: [] };

/**
 * Reads what the pickers of a form say. A form in which something was typed that was not searched yet is a search too, so that
 * nobody sends a choice that they did not see. So is one in which a name was searched and nobody was chosen: otherwise the name
 * would count for nothing, and nobody would say so.
 */
export function askedIn(all: Record<string, string>): Asked {
  const fields = Object.keys(all).flatMap((name) =>
    name.endsWith(ends.searched) ? [name.slice(0, -ends.searched.length)] : [],
  );
  const typed = Object.fromEntries(fields.map((field) => [field, all[field + ends.typed]?.trim() ?? '']));
  const own = [searchField, ...fields.flatMap((field) => [field + ends.typed, field + ends.searched])];
  const values = Object.fromEntries(Object.entries(all).filter(([name]) => fields.length === 0 || !own.includes(name)));
  const [asked = '', cursor] = (all[searchField] ?? '').split(goOn);
  const before = Object.fromEntries(fields.map((field) => [field, all[field + ends.searched] ?? '']));
  const isNew = (field: string) => typed[field] !== '' && typed[field] !== before[field];
  const isUnchosen = (field: string) => typed[field] !== '' && !all[field];
  const isAsked = fields.includes(asked);
  const field = isAsked ? asked : (fields.find(isNew) ?? fields.find(isUnchosen));
  return {
    values,
    typed,
    done: { ...before, ...(field === undefined ? {} : { [field]: typed[field] ?? '' }) },
    search:
      field === undefined ? null : { field, q: typed[field]?.slice(0, longest) ?? '', ...(cursor ? { cursor } : {}) },
    isUnchosen: !isAsked && field !== undefined && !isNew(field),
    chosen: fields.flatMap((one) => PersonId.safeParse(all[one]).data ?? []).slice(0, mostChosen),
  };
}

/** What the pickers of a form need to be drawn again. */
export function pickingFor(
  { typed, done, search, isUnchosen }: Asked,
  end: SearchEnd | null,
  chosen: readonly PublicPerson[],
): Picking {
  return { typed, done, searched: search?.field ?? null, end, isUnchosen, chosen };
}
