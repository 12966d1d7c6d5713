import { Slug } from './ladder-fields.ts';
import { PersonId } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import * as z from './zod.ts';

/** The chains of things other than cases: their names, their ends, and the words beside them. */

export const LadderChain = z.templateLiteral(['ladder:', Slug]);
export const PersonChain = z.templateLiteral(['person:', PersonId]);
export const CycleChain = z.templateLiteral(['cycle:', Slug]);
export const CalendarChain = z.templateLiteral(['calendar:', Slug]);
/** All teams and ODCs are one record. */
export const placesChain = 'places:known';
export const PlacesChain = z.literal(placesChain);
export const SignInsChain = z.templateLiteral(['sign-ins:', PersonId]);
export const ProposalChain = z.templateLiteral(['proposal:', ProposalId]);
/**
 * The name of a chain: `ladder:`, `person:`, `sign-ins:`, `cycle:`, `calendar:` or `proposal:`, then the id.
 *  For a calendar it is the
 * slug of its ODC. Teams and ODCs have one chain.
 */
export type Chain = z.infer<
  | typeof LadderChain
  | typeof PersonChain
  | typeof SignInsChain
  | typeof CycleChain
  | typeof CalendarChain
  | typeof PlacesChain
  | typeof ProposalChain
>;
/** The words of one event. `salt` keeps the digest from being guessed. */
export const RecordBody = z.strictObject({
  chain: z.union([LadderChain, PersonChain, ProposalChain]),
  seq: z.int().check(z.minimum(1)),
  type: z.string(),
  audience: z.literal('hr'),
  salt: z.string(),
  content: z.record(z.string(), z.unknown()),
});
export type RecordBody = z.infer<typeof RecordBody>;

/** The end of a chain. */
export const ChainEnd = z.strictObject({ seq: z.int().check(z.minimum(1)), hash: z.string() });
export type ChainEnd = z.infer<typeof ChainEnd>;
