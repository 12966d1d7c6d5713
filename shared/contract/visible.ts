/** A character that people can see. Not one: blanks, joiners, fillers, marks without a letter, and the empty Braille cell. */
export const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/u;

/** The same for every such character of a text. */
const everyVisible = new RegExp(visible, 'gu');

/** The characters of a text that people can see, in their order. */
export const visibleIn = (text: string): string[] => text.match(everyVisible) ?? [];
