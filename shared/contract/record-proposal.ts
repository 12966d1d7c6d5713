import { ProposalChain } from './chains.ts';
import { ImportId } from './import-id.ts';
import { PersonId } from './people.ts';
import { ProposalFacts } from './proposal.ts';
import { type Draft, envelope } from './record-event.ts';
import * as z from './zod.ts';

const proposalData = {
  'change-proposed': ProposalFacts,
  /** `told`: the people whom the change concerns, such as the person of the record and their old and new leads. */
  'change-confirmed': z.strictObject({ told: z.array(PersonId) }),
  'change-refused': z.strictObject({}),
  'change-withdrawn': z.strictObject({}),
  /** Nobody decided in time. */
  'change-expired': z.strictObject({}),
  /** A file of people was carried out, as far as it could be. `rest` has the rows that others decide. */
  'change-applied': z.strictObject({ applied: z.int(), refused: z.int(), apart: z.int(), rest: z.nullable(ImportId) }),
} as const;

export type ProposalEventType = keyof typeof proposalData;

function proposalEvent<T extends ProposalEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: ProposalChain, type: z.literal(type), data: proposalData[type] });
}

export const ProposalEvent = z.discriminatedUnion('type', [
  proposalEvent('change-proposed'),
  proposalEvent('change-confirmed'),
  proposalEvent('change-refused'),
  proposalEvent('change-withdrawn'),
  proposalEvent('change-expired'),
  proposalEvent('change-applied'),
]);
export type ProposalEvent = z.infer<typeof ProposalEvent>;

export type ProposalDraftEvent = {
  [T in ProposalEventType]: Draft<T, z.infer<(typeof proposalData)[T]>>;
}[ProposalEventType];
