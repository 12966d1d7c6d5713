import { type CaseHead, Outcome } from '../contract/case.ts';
import { pageFields } from '../contract/cursor.ts';
import { hrDesk } from '../contract/names.ts';
import { PersonId } from '../contract/people.ts';
import { CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
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
  /** The ODC and the team of the engineer. */
  odc: z.optional(z.string()),
  team: z.optional(z.string()),
  ladder: z.optional(z.string()),
  transition: z.optional(z.string()),
  outcome: z.optional(Outcome),
  /** The month in which a case closed, such as 2026-11. */
  closed: z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'give a month, such as 2026-11'))),
  cycle: z.optional(z.string()),
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

/** The filters in the names under which cases are stored. Whose turn it is, and when a case closed, are not among them. */
export function wantedBy(filter: CaseFilter): Wanted {
  const { stage, outcome, transition, cycle, ladder, team, odc, leadId, engineerId } = filter;
  return { stage, outcome, transition, cycleId: cycle, ladder, team, odc, lead: leadId, engineerId };
}

/** Whether a case has what a filter asks for, except whose turn it is. */
export function isWanted(head: CaseHead, unit: Unit | null, filter: CaseFilter): boolean {
  const { ladder, lead, team, odc, ...facts } = wantedBy(filter);
  const is = (wanted: unknown, found: unknown) => wanted === undefined || wanted === found;
  return (
    is(facts.stage, head.stage) &&
    is(facts.outcome, head.outcome) &&
    is(facts.transition, head.transition) &&
    is(facts.cycleId, head.cycleId) &&
    is(ladder, head.ladder.id) &&
    is(lead, leadIn(head)) &&
    is(team, unit?.team) &&
    is(odc, unit?.odc) &&
    is(facts.engineerId, head.engineerId) &&
    is(filter.state, head.status === 'closed' ? 'closed' : 'open') &&
    (filter.closed === undefined || (head.status === 'closed' && head.closedAt.startsWith(filter.closed)))
  );
}
