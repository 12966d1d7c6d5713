import { PersonInput } from './directory.ts';
import { ProposalId } from './proposal-id.ts';
import * as z from './zod.ts';

/** A person asks for leave of their own: all times away as they are to be, and the version of their record that they saw. */
export const LeaveInput = z.strictObject({
  leave: PersonInput.shape.leave,
  version: z.int().check(z.minimum(1)),
});
export type LeaveInput = z.infer<typeof LeaveInput>;

/** The times away of a person as they read them: those that HR knows of, and those that they have asked for. */
export const OwnLeave = z.object({
  leave: PersonInput.shape.leave,
  version: z.int(),
  requests: z.array(
    z.object({
      proposalId: ProposalId,
      at: z.string(),
      expiresAt: z.string(),
      /** Null: the words were erased. */
      leave: z.nullable(PersonInput.shape.leave),
      /** The times away that the record had when they asked. What the request adds and takes out is the difference. */
      was: PersonInput.shape.leave,
    }),
  ),
});
export type OwnLeave = z.infer<typeof OwnLeave>;
