import { proposalKinds, proposalMatters, proposalStates } from './names.ts';
import { PersonId } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import { Sender } from './sender.ts';
import * as z from './zod.ts';

/** A proposal as it is stored. What can be proposed is in `proposals.ts`, which whoever only reads who decided does not need. */

const Version = z.int().check(z.minimum(1));

/** What a proposal is about. The words of it, and the record as it should be, are in the body of its first event. */
export const ProposalFacts = z.strictObject({
  kind: z.enum(proposalKinds),
  /** The id of the person, cycle or case, or the name of the ODC. */
  of: z.string(),
  version: z.nullable(Version),
  /** The engineer of the case, if the proposal is about a case. */
  about: z.optional(PersonId),
  /** The people whom the change of a record names, or no longer names, for the names in lists. */
  names: z.optional(z.array(PersonId)),
  /** Why one person cannot make this change. */
  matters: z.array(z.enum(proposalMatters)),
  /** Whose step it is to confirm: HR, or a delivery director where HR has nobody left who is not involved. */
  to: z.enum(['hr', 'delivery-director']),
  expiresAt: z.iso.datetime(),
  /** Who gets no word of it, although their role would let them: the engineer of the case, and whoever took part in it. */
  except: z.optional(z.array(PersonId)),
  /** The ODCs that it concerns. Left out: everything, so it is not for people of HR who are limited to units. */
  units: z.optional(z.array(z.string())),
});
export type ProposalFacts = z.infer<typeof ProposalFacts>;

/** A proposal as it is stored. */
export const Proposal = z.extend(ProposalFacts, {
  id: ProposalId,
  by: Sender,
  at: z.iso.datetime(),
  state: z.enum(proposalStates),
  decidedBy: z.nullable(Sender),
  decidedAt: z.nullable(z.iso.datetime()),
  /** Counts its events. */
  revision: Version,
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type Proposal = z.infer<typeof Proposal>;

/** A proposal in a list. */
export const ProposalListing = z.omit(Proposal, { audit: true });
export type ProposalListing = z.infer<typeof ProposalListing>;
