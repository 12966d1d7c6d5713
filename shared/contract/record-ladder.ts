import { LadderChain } from './chains.ts';
import { PersonId } from './people.ts';
import { type Draft, envelope } from './record-event.ts';
import * as z from './zod.ts';

const draft = {
  version: z.int().check(z.minimum(1)),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
};

const ladderData = {
  'draft-saved': z.strictObject({ ...draft, title: z.string() }),
  'draft-discarded': z.strictObject(draft),
  'publication-proposed': z.strictObject({ ...draft, from: z.iso.date() }),
  'proposal-withdrawn': z.strictObject(draft),
  /** `proposedBy` is null for ladders that were published when the system was set up. */
  'ladder-published': z.strictObject({
    ...draft,
    title: z.string(),
    from: z.iso.date(),
    proposedBy: z.nullable(PersonId),
  }),
} as const;

export type LadderEventType = keyof typeof ladderData;

function ladderEvent<T extends LadderEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: LadderChain, type: z.literal(type), data: ladderData[type] });
}

export const LadderEvent = z.discriminatedUnion('type', [
  ladderEvent('draft-saved'),
  ladderEvent('draft-discarded'),
  ladderEvent('publication-proposed'),
  ladderEvent('proposal-withdrawn'),
  ladderEvent('ladder-published'),
]);
export type LadderEvent = z.infer<typeof LadderEvent>;

export type LadderDraftEvent = {
  [T in LadderEventType]: Draft<T, z.infer<(typeof ladderData)[T]>>;
}[LadderEventType];
