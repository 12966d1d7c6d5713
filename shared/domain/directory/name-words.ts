/** How names are compared when people are searched: without regard to accents, case and characters that nobody sees. */

/** Letters that Unicode does not take apart, as people type them without their keys. */
const letters: Record<string, string> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/** Accents, and the points of Arabic and Hebrew. Vowel signs of other scripts stay: there they are letters. */
const marks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

function folded(text: string): string {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(marks, '')
    .replace(special, (letter) => letters[letter] ?? letter)
    .normalize('NFKC');
}

const apostrophes = /['’‘ʼʻʹ′`´＇]/g;

/** A longer word is found by its beginning. It bounds the key of an item, and the cursor that has it. */
const longestWord = 24;

function split(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .flatMap((word) => (word === '' ? [] : [[...word].slice(0, longestWord).join('')]));
}

/** The words that somebody searches for. An apostrophe in a word does not count. */
export function wordsSought(text: string): string[] {
  return [...new Set(split(text.replace(apostrophes, '')))];
}

/** One person is found by so many words at most, because each is an item of a transaction. Origin: ours. */
const mostWords = 16;

/** Scripts that write a name without blanks: each of their letters can begin a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The words by whose beginnings a person is found: those of the name, then those of the id. The part after an apostrophe is a
 * word too, as in O’Brien. A word that begins another one is left out: whoever searches for it finds the other one.
 */
export function wordsOf({ name, id }: { name: string; id: string }): string[] {
  const all = [...wordsSought(name), ...split(name.replace(apostrophes, ' ')), ...split(id)];
  const distinct = [...new Set(all.flatMap(endsOf))];
  return distinct
    .filter((one) => !distinct.some((other) => other !== one && other.startsWith(one)))
    .slice(0, mostWords);
}

/** A word, and in a script without blanks its ends from each letter on. */
function endsOf(word: string): string[] {
  const signs = [...word];
  return signs.flatMap((sign, at) => (at === 0 || unspaced.test(sign) ? [signs.slice(at).join('')] : []));
}

/** How much of a name sorts people. The id comes after it. */
const longestName = 30;

/** A name by which people are sorted. */
export function sortedName(name: string): string {
  return [...split(name).join(' ')].slice(0, longestName).join('');
}
