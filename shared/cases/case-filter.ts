import { type CaseHead, Outcome } from '../contract/case.ts';
import { pageFields } from '../contract/cursor.ts';
import { Day } from '../contract/day.ts';
import { hrDesk } from '../contract/names.ts';
import { type Person, PersonId } from '../contract/people.ts';
import { CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { localDay } from '../domain/calendar/zone.ts';
import type { Fault } from '../domain/fault.ts';
import { isHr } from '../domain/people.ts';
import { leadIn, type Unit, type Wanted } from '../store/case-lists.ts';

/** What a list of cases can be filtered by. All of it can be combined. */
export const caseFilters = {
  state: z.optional(z.enum(['open', 'closed'])),
  stage: z.optional(CaseStage),
  /** Whose turn it is: a person, or the desk of HR. */
  turn: z.optional(z.union([PersonId, z.literal(hrDesk)])),
  engineerId: z.optional(PersonId),
  /** Who leads the calibration. */
  leadId: z.optional(PersonId),
  /** The tech lead or ODC lead of the engineer: the cases of the people whom somebody leads. */
  supervisorId: z.optional(PersonId),
  /** The ODC and the team of the engineer. */
  odc: z.optional(z.string()),
  team: z.optional(z.string()),
  ladder: z.optional(z.string()),
  transition: z.optional(z.string()),
  outcome: z.optional(Outcome),
  /** The month in which a case closed, such as 2026-11. */
  closed: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'give a month, such as 2026-11'))),
  cycle: z.optional(z.string()),
  /** The first and the last day on which the open stage is due, as days of the case. */
  dueFrom: z.optional(Day),
  dueTo: z.optional(Day),
  /** Only cases that involve who asks. For everybody who is not of HR it is so anyway. */
  mine: z.optional(z.literal('yes')),
};

/** The filters and the order of a list of cases, and where to go on. */
export const CaseFilter = z.strictObject({
  ...caseFilters,
  sort: z._default(z.enum(['due', 'closed', 'name']), 'due'),
  ...pageFields(40, 20),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

/**
 * The filters in the names under which cases are stored. Whose turn it is, when a case is due, and when it closed are not among
 * them.
 */
export function wantedBy(filter: CaseFilter): Wanted {
  const { stage, outcome, transition, cycle, ladder, team, odc, leadId, supervisorId, engineerId } = filter;
  const ofPeople = { lead: leadId, supervisor: supervisorId, engineerId };
  return { stage, outcome, transition, cycleId: cycle, ladder, team, odc, ...ofPeople };
}

/**
 * What in a filter the viewer may not ask for. The ODC of an engineer and who leads them are for HR to read, so nobody else finds
 * them out by a filter. Whom they lead themselves they know.
 */
export function hiddenBy(viewer: Person, filter: CaseFilter): Fault[] {
  if (isHr(viewer)) return [];
  const isHidden = { odc: filter.odc !== undefined, supervisorId: (filter.supervisorId ?? viewer.id) !== viewer.id };
  const reasons = {
    odc: 'leave out the ODC: only HR can filter by it',
    supervisorId: 'leave out the lead of the engineer, or name yourself: only HR can filter by another lead',
  };
  return (['odc', 'supervisorId'] as const).flatMap((path) =>
    isHidden[path] ? [{ path, reason: reasons[path] }] : [],
  );
}

/** Whether a case has what a filter asks for, except whose turn it is. */
export function isWanted(head: CaseHead, unit: Unit | null, filter: CaseFilter): boolean {
  const { ladder, lead, supervisor, team, odc, ...facts } = wantedBy(filter);
  const is = (wanted: unknown, found: unknown) => wanted === undefined || wanted === found;
  return (
    is(facts.stage, head.stage) &&
    is(facts.outcome, head.outcome) &&
    is(facts.transition, head.transition) &&
    is(facts.cycleId, head.cycleId) &&
    is(ladder, head.ladder.id) &&
    is(lead, leadIn(head)) &&
    (supervisor === undefined || unit?.supervisors.includes(supervisor) === true) &&
    is(team, unit?.team) &&
    is(odc, unit?.odc) &&
    is(facts.engineerId, head.engineerId) &&
    is(filter.state, head.status === 'closed' ? 'closed' : 'open') &&
    (filter.closed === undefined || (head.status === 'closed' && head.closedAt.startsWith(filter.closed))) &&
    isDueWithin(head, filter)
  );
}

/** Whether the open stage is due on one of these days in the zone of the case. */
function isDueWithin(head: CaseHead, { dueFrom, dueTo }: CaseFilter): boolean {
  if (dueFrom === undefined && dueTo === undefined) return true;
  if (head.status !== 'open') return false;
  const day = localDay(head.dueAt, head.timeZone);
  return (dueFrom === undefined || day >= dueFrom) && (dueTo === undefined || day <= dueTo);
}
