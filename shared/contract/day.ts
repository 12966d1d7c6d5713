import * as z from './zod.ts';

/** A day that people write. It has room on both sides, because days before and after it are computed from it. */
export const Day = z.iso
  .date({ abort: true })
  .check(z.refine((day) => day >= '1900' && day < '2200', 'give a day from the year 1900 to 2199'));
