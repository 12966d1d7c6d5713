import * as z from 'zod';
import { PathStage, Slug } from './ladder.ts';

/** A cycle: a named period of promotion cases, with windows per stage. All days are UTC days, both ends included. */

const Day = z.iso.date();
export const Window = z.strictObject({ from: Day, to: Day });
export type Window = z.infer<typeof Window>;

const StageKind = z.enum(PathStage.options.map((option) => option.shape.kind.value));

const said = {
  name: z.string().trim().min(1).max(120),
  kind: z.enum(['annual', 'quarterly']),
  from: Day,
  to: Day,
  /** Until when a case may join by itself; later it joins late, by HR, with a reason. */
  joinUntil: Day,
  /** By kind of stage; a stage without one goes by the ladder's days alone. */
  windows: z.partialRecord(StageKind, Window),
};

export const CycleInput = z.strictObject(said);
export type CycleInput = z.infer<typeof CycleInput>;

export const Cycle = z.strictObject({
  id: Slug,
  ...said,
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Counts the changes of this cycle. */
  version: z.int().min(1),
});
export type Cycle = z.infer<typeof Cycle>;
