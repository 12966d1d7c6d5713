import { CycleChain } from './chains.ts';
import { CycleInput } from './cycles.ts';
import { type Draft, envelope } from './record-event.ts';
import * as z from './zod.ts';

const cycleData = {
  /** What HR entered, in full each time. */
  'cycle-opened': CycleInput,
  'cycle-changed': CycleInput,
  'cycle-closed': z.strictObject({}),
} as const;

export type CycleEventType = keyof typeof cycleData;

function cycleEvent<T extends CycleEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: CycleChain, type: z.literal(type), data: cycleData[type] });
}

export const CycleEvent = z.discriminatedUnion('type', [
  cycleEvent('cycle-opened'),
  cycleEvent('cycle-changed'),
  cycleEvent('cycle-closed'),
]);
export type CycleEvent = z.infer<typeof CycleEvent>;

export type CycleDraftEvent = {
  [T in CycleEventType]: Draft<T, z.infer<(typeof cycleData)[T]>>;
}[CycleEventType];
