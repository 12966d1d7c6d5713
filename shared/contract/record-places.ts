import { PlacesChain } from './chains.ts';
import { Places } from './places.ts';
import { type Draft, envelope } from './record-event.ts';
import * as z from './zod.ts';

const placesData = {
  /** The teams and ODCs that became known. */
  'places-added': Places,
} as const;

type PlacesEventType = keyof typeof placesData;

function placesEvent<T extends PlacesEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: PlacesChain, type: z.literal(type), data: placesData[type] });
}

export const PlacesEvent = z.discriminatedUnion('type', [placesEvent('places-added')]);
export type PlacesEvent = z.infer<typeof PlacesEvent>;

export type PlacesDraftEvent = {
  [T in PlacesEventType]: Draft<T, z.infer<(typeof placesData)[T]>>;
}[PlacesEventType];
