/** The names of teams and ODCs (offshore development centres). Two spellings of one name are the same place. */

/** A name without regard to case and to blanks around and between its words. */
export function placeKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

export function isSamePlace(one: string, other: string): boolean {
  return placeKey(one) === placeKey(other);
}

/** The place of this name among those known, as it is written there. Undefined: it is not known. */
export function placeAmong(known: readonly string[], name: string): string | undefined {
  return known.find((one) => isSamePlace(one, name));
}
