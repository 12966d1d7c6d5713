import { limits } from './names.ts';
import { lines } from './text.ts';
import * as z from './zod.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** A text that is attached to a piece of evidence. Others read it in Rungs, so the piece needs no link. */
export const AttachedText = z.strictObject({
  format: z.enum(['markdown', 'plain']),
  content: lines(limits.attachedBytes).check(
    z.minLength(1, 'write the text'),
    z.refine((text) => bytesOf(text) <= limits.attachedBytes, `write at most ${limits.attachedBytes / 1024} KB`),
  ),
});
export type AttachedText = z.infer<typeof AttachedText>;

/** What the words of a piece of evidence keep of its text. The salted digest is its name and its proof. */
export const AttachedRef = z.strictObject({
  format: AttachedText.shape.format,
  bytes: z.int(),
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type AttachedRef = z.infer<typeof AttachedRef>;

/** An attached text as it is stored, beside the case. `salt` keeps the digest from being guessed. */
export const TextItem = z.strictObject({ salt: z.string(), content: AttachedText });
export type TextItem = z.infer<typeof TextItem>;
