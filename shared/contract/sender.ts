import { PersonId } from './people.ts';
import * as z from './zod.ts';

/** Who sent a file of people or proposed a change: a person by id, or a machine as `machineNamed` writes it. */
export const Sender = z.union([PersonId, z.string().check(z.regex(/^machine:[\w.:@/-]{1,128}$/))]);
