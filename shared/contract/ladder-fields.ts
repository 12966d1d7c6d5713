import { roles } from './names.ts';
import * as z from './zod.ts';

/** Fields that many parts of a ladder have. */

/** Whether a part comes from the source document or is our addition. */
export const Origin = z.enum(['source', 'ours']);
export type Origin = z.infer<typeof Origin>;

/** Kebab-case of the title, `&` written `and`; frozen once published. */
export const Slug = z
  .string()
  .check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens'), z.maxLength(200));

/** The id of a ladder or a cycle, as an address or a form names it. A longer one would be no key of the table. */
export const NamedId = Slug.check(z.maxLength(100));

export const LevelId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/));

/**
 * For example `L2-L3`. If both levels are the same, it is a change of track at that level: `L4-L4`. A level is as long as
 * `LevelId` allows: a longer one would be no key of the table.
 */
export const TransitionId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]{1,40}-[A-Za-z0-9]{1,40}$/, 'use the id of a transition, such as L2-L3'));

export const Text = z.string().check(z.minLength(1), z.maxLength(2000));

/** A step of the scale as a key: '1', '2', ... */
export const StepKey = z.string().check(z.regex(/^[1-9]$/));

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
