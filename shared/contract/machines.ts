import * as z from './zod.ts';

/** A machine, such as a company's HR system: what its issuer calls it. */
export const Machine = z.object({ machine: z.string() });
