import { Day } from './day.ts';
import { Slug } from './ladder-fields.ts';
import { pathStages } from './names.ts';
import { Person } from './people.ts';
import { line } from './text.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * A cycle: a named period of promotion cases, with windows per stage. Days are days in the time
 * zone of each engineer's ODC, both ends included.
 */

const stored = z.iso.date();
export const Window = z.strictObject({ from: stored, to: stored });
export type Window = z.infer<typeof Window>;

const saidWith = <T extends typeof stored>(day: T) => ({
  name: z.string(),
  kind: z.enum(['annual', 'quarterly']),
  from: day,
  to: day,
  /** The last day on which a case can join when it is opened. After that only HR can let it join, with a reason. */
  joinUntil: day,
  /** By kind of stage. A stage without a window follows only the ladder's days. */
  windows: z.partialRecord(z.enum(pathStages), z.strictObject({ from: day, to: day })),
});

/** What HR enters for a cycle. */
export const CycleInput = z.strictObject({ ...saidWith(Day), name: line(120).check(z.minLength(1)) });
export type CycleInput = z.infer<typeof CycleInput>;

export const Cycle = z.strictObject({
  id: Slug,
  ...saidWith(stored),
  openedAt: z.iso.datetime(),
  closedAt: z.nullable(z.iso.datetime()),
  /** Counts the changes of this cycle. */
  version: z.int().check(z.minimum(1)),
});
export type Cycle = z.infer<typeof Cycle>;

/** A cycle as it is stored, with the end of its chain of events. */
export const CycleRecord = z.extend(Cycle, { audit: z.strictObject({ seq: z.int(), hash: z.string() }) });
export type CycleRecord = z.infer<typeof CycleRecord>;

/** What everyone may see of a cycle. */
export const CycleListing = z.omit(Cycle, { openedAt: true, version: true });
export type CycleListing = z.infer<typeof CycleListing>;

/** A case of a cycle that is not closed yet, as HR sees it in the list. */
export const CycleCase = z.object({
  id: CaseId,
  engineer: z.pick(Person, { id: true, name: true, team: true }),
  transition: z.string(),
  stage: CaseStage,
  dueAt: z.nullable(z.iso.datetime()),
  overdue: z.boolean(),
  /** The IANA time zone of the engineer's ODC: `dueAt` is on a day in it. */
  timeZone: z.string(),
});
export type CycleCase = z.infer<typeof CycleCase>;

/** The first cases of a cycle that are not closed yet, what is due first at the beginning. `GET /api/cases` lists them all. */
const openCases = { openCases: z.array(CycleCase), moreOpenCases: z.boolean() };

/** A cycle with its first open cases. */
export const CycleView = z.extend(Cycle, openCases);
export type CycleView = z.infer<typeof CycleView>;

/** The answer to a command of HR on a cycle. A request that is sent again with the same key gets the same answer. */
export const CycleResult = z.object({
  cycleId: Slug,
  type: z.enum(['cycle-opened', 'cycle-changed', 'cycle-closed']),
  version: z.int(),
  at: z.string(),
});
export type CycleResult = z.infer<typeof CycleResult>;

/** The answer to closing a cycle, with its first open cases. All open cases go on. */
export const CycleClosing = z.extend(CycleResult, openCases);
export type CycleClosing = z.infer<typeof CycleClosing>;
