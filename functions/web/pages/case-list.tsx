import type { Context } from 'hono';
import { CaseFilter, caseFilters, hiddenBy } from '#shared/cases/case-filter.ts';
import { readFilterChoices } from '#shared/cases/filter-choices.ts';
import { type CaseListPage, listCases } from '#shared/cases/list.ts';
import { type Person, PersonId } from '#shared/contract/people.ts';
import { isHr } from '#shared/domain/people.ts';
import { incompleteForm } from '../forms/faults.ts';
import type { WebEnv } from '../http/env.ts';
import { cursorIn } from '../http/request.ts';
import { listAddress } from '../views/case-filters.tsx';
import { CasesPage } from '../views/cases.tsx';
import { empty, type FieldFault, type Filled } from '../views/fields.tsx';
import { askedIn, pickingFor } from '../views/picking.ts';

/** The list of cases, with filters: for HR of all of them, for everybody else of their own. */
export async function caseList(c: Context<WebEnv>): Promise<Response> {
  const outside = c.get('outside');
  const person = c.get('person');
  const asked = askedIn(c.req.query());
  const values = chosenIn(asked.values);
  const cursor = cursorIn(c);
  const parsed = CaseFilter.safeParse({ ...filterIn(values, isHr(person)), limit: 20, cursor });
  const faults = asked.search
    ? []
    : parsed.success
      ? hiddenFaults(person, parsed.data)
      : shapeFaults(parsed.error.issues);
  const filled: Filled = { ...empty, values, ...(faults.length > 0 ? { message: incompleteForm, faults } : {}) };
  const [page, choices] = await Promise.all([
    parsed.success && !asked.search && faults.length === 0 ? listCases(outside, person, parsed.data) : none,
    readFilterChoices(outside, person, namedIn(values), asked.search),
  ]);
  // No case of this half of the list matches, so the page goes on to the other one. Each of the two requests has its few calls.
  const isEmptyHalf = page.items.length === 0 && page.next !== null && page.searchedTo === null;
  if (isEmptyHalf) return c.redirect(listAddress({ ...values, cursor: page.next ?? '' }));
  const picking = pickingFor(asked, choices.end, choices.people);
  return c.html(
    <CasesPage
      person={person}
      page={page}
      goesOn={cursor !== undefined}
      choices={choices}
      picking={picking}
      filled={filled}
    />,
  );
}

/**
 * The filter that the form means. An open case is what somebody can still do something about, so a list of HR without a choice
 * shows open ones. Everybody else has few cases, and sees the closed ones after the open ones.
 */
function filterIn(values: Record<string, string>, byHr: boolean): Record<string, string> {
  const { state: given, ...more } = values;
  const isAny = !byHr || ['stage', 'outcome', 'closed'].some((name) => values[name] !== undefined);
  const state = given ?? (isAny || values.sort === 'closed' ? undefined : 'open');
  return { ...more, ...(state === undefined || state === 'any' ? {} : { state }) };
}

const shapeFaults = (issues: readonly { path: PropertyKey[] }[]): FieldFault[] =>
  issues.map(({ path }) => ({ field: String(path[0]), reason: faultWords(String(path[0])) }));

const hiddenFaults = (person: Person, filter: CaseFilter): FieldFault[] =>
  hiddenBy(person, filter).map(({ path, reason }) => ({ field: path, reason }));

const none: CaseListPage = { items: [], next: null, searchedTo: null };

/** The people whom the filters name. */
function namedIn(values: Record<string, string>): string[] {
  return personFilters.flatMap((name) => PersonId.safeParse(values[name]).data ?? []);
}

const personFilters: string[] = ['turn', 'engineerId', 'supervisorId', 'leadId'] satisfies (keyof CaseFilter)[];
const dayFilters: string[] = ['dueFrom', 'dueTo'] satisfies (keyof CaseFilter)[];

/** The fields of the form that were filled in. */
function chosenIn(given: Record<string, string>): Record<string, string> {
  const names = [...Object.keys(caseFilters), 'sort'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

function faultWords(field: string): string {
  if (field === 'closed') return 'give a month, such as 2026-11';
  if (dayFilters.includes(field)) return 'choose a day';
  return personFilters.includes(field) ? 'choose a person' : 'choose one of the options';
}
