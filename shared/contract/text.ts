import { visible, visibleIn } from './visible.ts';
import * as z from './zod.ts';

/**
 * Text that people write. Every contract takes it by one of these schemas, so all text is stored in one form: well-formed
 * Unicode in NFC, with LF at line ends, without blanks at its ends, and without characters that cannot be seen for what
 * they are. Text with no visible character counts as empty.
 */

/** Half of a pair of UTF-16: no program can encode it. */
const broken = /\p{Cs}/u;

/**
 * Control characters, and those that change the direction of the text around them. The latter can make a text read
 * differently from what it says (CVE-2021-42574).
 */
const hidden = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with the characters of a text, and how to mend it. Null: nothing. */
export function faultOfCharacters(text: string): string | null {
  if (broken.test(text)) return 'a character in this is broken: write it again';
  if (hidden.test(text)) return 'leave out control characters, and characters that change the direction of the text';
  return null;
}

/** A text in the form in which it is stored. */
export function plainText(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
  return visible.test(plain) ? plain : '';
}

const isPlain = z.check<string>((context) => {
  const message = faultOfCharacters(context.value);
  if (message) context.issues.push({ code: 'custom', message, input: context.value });
});
const isOneLine = z.refine<string>((text) => !/[\n\t\u2028\u2029]/.test(text), 'write this on one line');
const inOneForm = z.overwrite(plainText);

/** One line, such as a title: `max` characters at most. It can be empty. */
export const line = (max: number) => z.string().check(inOneForm, isPlain, isOneLine, z.maxLength(max));

/** A text of one or more lines: `max` characters at most. It can be empty. */
export const lines = (max: number) => z.string().check(inOneForm, isPlain, z.maxLength(max));

/** A check for a text on which others rely: `min` characters or more that people can see. */
export const visibly = (min: number) =>
  z.refine<string>((text) => visibleIn(text).length >= min, `write ${min} characters or more`);
