import { OdcName } from './calendar.ts';
import * as z from './zod.ts';

/** A team, or an ODC (an offshore development centre). */
export const PlaceKind = z.enum(['team', 'odc']);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** What HR enters to add a team or an ODC. Teams and ODCs have names of the same form. */
export const PlaceInput = z.strictObject({ kind: PlaceKind, name: OdcName });
export type PlaceInput = z.infer<typeof PlaceInput>;

/** The teams and ODCs that the directory and calendars can name, in the order in which they were added. */
export const Places = z.strictObject({ teams: z.array(z.string()), odcs: z.array(z.string()) });
export type Places = z.infer<typeof Places>;

/** The places as they are stored, with the end of their chain of events. */
export const PlacesRecord = z.extend(Places, { audit: z.strictObject({ seq: z.int(), hash: z.string() }) });
export type PlacesRecord = z.infer<typeof PlacesRecord>;

/** The answer to a place that was added. A request that is sent again with the same key gets the same answer. */
export const PlaceResult = z.object({ kind: PlaceKind, name: z.string(), at: z.string() });
export type PlaceResult = z.infer<typeof PlaceResult>;
