import type { Context } from 'hono';
import { CaseFilter, caseFilters } from '#shared/cases/case-filter.ts';
import { readFilterChoices } from '#shared/cases/filter-choices.ts';
import { type CaseListPage, listCases } from '#shared/cases/list.ts';
import { PersonId } from '#shared/contract/people.ts';
import { isHr } from '#shared/domain/people.ts';
import { incompleteForm } from '../forms/faults.ts';
import type { WebEnv } from '../http/env.ts';
import { cursorIn } from '../http/request.ts';
import { listAddress } from '../views/case-filters.tsx';
import { CasesPage, HrCasesPage } from '../views/cases.tsx';
import { empty, type Filled } from '../views/fields.tsx';
import { askedIn, pickingFor } from '../views/picking.ts';

/** The list of cases: for HR all of them, with filters; for everybody else their own. */
export async function caseList(c: Context<WebEnv>): Promise<Response> {
  const outside = c.get('outside');
  const person = c.get('person');
  const cursor = cursorIn(c);
  if (!isHr(person)) {
    const page = await listCases(outside, person, { limit: 20, sort: 'due', cursor });
    return c.html(<CasesPage person={person} cases={page.items} next={page.next} />);
  }
  const asked = askedIn(c.req.query());
  const values = chosenIn(asked.values);
  // An open case is what somebody can still do something about. So a list without a choice shows open ones.
  const isAny = values.state === 'any' || ['stage', 'outcome', 'closed'].some((name) => values[name] !== undefined);
  const { state = isAny || values.sort === 'closed' ? undefined : 'open', ...more } = values;
  const given = { ...more, ...(state === undefined || state === 'any' ? {} : { state }), limit: 20, cursor };
  const parsed = CaseFilter.safeParse(given);
  const filled: Filled =
    parsed.success || asked.search
      ? { ...empty, values }
      : {
          ...empty,
          values,
          message: incompleteForm,
          faults: parsed.error.issues.map((issue) => ({
            field: String(issue.path[0]),
            reason: faultWords(String(issue.path[0])),
          })),
        };
  const [page, choices] = await Promise.all([
    parsed.success && !asked.search ? listCases(outside, person, parsed.data) : none,
    readFilterChoices(outside, namedIn(values), person.hrUnits, asked.search),
  ]);
  // No case of this half of the list matches, so the page goes on to the other one. Each of the two requests has its few calls.
  const isEmptyHalf = page.items.length === 0 && page.next !== null && page.searchedTo === null;
  if (isEmptyHalf) return c.redirect(listAddress({ ...values, cursor: page.next ?? '' }));
  const picking = pickingFor(asked, choices.end, choices.people);
  return c.html(<HrCasesPage person={person} page={page} choices={choices} picking={picking} filled={filled} />);
}

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
