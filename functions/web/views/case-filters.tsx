import type { FC } from 'hono/jsx';
import type { FilterChoices } from '#shared/cases/filter-choices.ts';
import type { Choice } from '#shared/cases/naming.ts';
import { Day } from '#shared/contract/day.ts';
import { caseStages, hrDesk, outcomes } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { isHr, isSupervisorRole } from '#shared/domain/people.ts';
import { outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled, Labelled } from './fields.tsx';
import { FirstButton, PersonField, PickerScript } from './person-field.tsx';
import type { Picking } from './picking.ts';
import { transitionTitle } from './words.ts';

interface FiltersProps {
  viewer: Person;
  filled: Filled;
  choices: FilterChoices;
  picking: Picking;
  nameOf: NameOf;
}

type Option = readonly [value: string, label: string];

interface Filter {
  name: string;
  label: string;
  /** What can be chosen. Left out: a text is typed, or a person is searched. */
  options?: readonly Option[];
  /** A person is searched; these are suggested. */
  suggested?: readonly Choice[];
  /** A day or a month is chosen. */
  kind?: 'date' | 'month';
  /** The label of no choice. */
  none?: string;
  hint?: string;
  /** Only HR is offered it. If somebody else has it in the address, it is shown too. */
  ofHr?: boolean;
}

/** HR’s desk among people. */
const desk: Choice = { id: hrDesk, name: 'HR’s desk', level: null, team: 'HR', whyNot: null };
const same = (names: readonly string[]): Option[] => names.map((name) => [name, name]);

/** Every filter of the list for a viewer, in the order of the form. */
function filtersOf({ odcs, teams, cycles, ladders, transitions }: FilterChoices, viewer: Person): Filter[] {
  const { id, name, level, team } = viewer;
  const byHr = isHr(viewer);
  const leads = viewer.roles.some(isSupervisorRole);
  return [
    {
      name: 'state',
      label: 'Open or closed',
      none: byHr ? 'Open' : 'Open and closed',
      options: [byHr ? ['any', 'Open and closed'] : ['open', 'Open'], ['closed', 'Closed']],
    },
    { name: 'mine', label: 'Whose', none: 'Everybody’s', options: [['yes', 'Those that involve you']], ofHr: true },
    { name: 'stage', label: 'Stage', options: caseStages.map((stage) => [stage, stageTitles[stage]]) },
    { name: 'turn', label: 'Whose turn', suggested: [desk, { id, name, level, team, whyNot: null }] },
    { name: 'engineerId', label: 'Engineer', suggested: [] },
    {
      name: 'supervisorId',
      label: 'Lead of the engineer',
      hint: 'Their tech lead or ODC lead.',
      ...(byHr ? { suggested: [] } : { options: [[id, 'You']], ofHr: !leads }),
    },
    { name: 'leadId', label: 'Calibration lead', suggested: [], ofHr: true },
    { name: 'odc', label: 'ODC', options: same(odcs), ofHr: true },
    { name: 'team', label: 'Team', options: same(teams), ofHr: true },
    { name: 'ladder', label: 'Ladder', options: ladders.map((one) => [one.id, one.title]), ofHr: true },
    {
      name: 'transition',
      label: 'Transition',
      options: transitions.map((one) => [one, transitionTitle(one)]),
      ofHr: true,
    },
    { name: 'outcome', label: 'Outcome', options: outcomes.map((outcome) => [outcome, outcomeTitles[outcome]]) },
    { name: 'dueFrom', label: 'Due from', kind: 'date', hint: 'Days are days of the case.' },
    { name: 'dueTo', label: 'Due up to', kind: 'date' },
    { name: 'closed', label: 'Closed in the month', kind: 'month', hint: 'Such as 2026-11.' },
    { name: 'cycle', label: 'Cycle', options: cycles.map((one) => [one.id, one.name]), ofHr: true },
    {
      name: 'sort',
      label: 'Order',
      none: 'What is due first',
      options: [
        ['closed', 'Latest closed first'],
        ['name', 'By name'],
      ],
    },
  ];
}

/** The address of the list with these values. */
export function listAddress(values: Record<string, string>): string {
  const query = new URLSearchParams(values).toString();
  return query ? `/cases?${query}` : '/cases';
}

/** The filters of a list of cases: the chosen ones, each with a link that clears it, and a form for all. */
export const CaseFilters: FC<FiltersProps> = ({ viewer, filled, choices, picking, nameOf }) => {
  const isChosen = ({ name }: Filter) => filled.values[name] !== undefined;
  const filters = filtersOf(choices, viewer).filter((one) => isHr(viewer) || !one.ofHr || isChosen(one));
  const chosen = filters.filter(isChosen);
  return (
    <>
      <FaultSummary filled={filled} />
      {chosen.length > 0 && (
        <ul class="plain" aria-label="Chosen filters">
          {chosen.map((filter) => (
            <li>
              {filter.label}: <strong>{wordOf(filter, filled.values[filter.name] ?? '', nameOf)}</strong>{' '}
              <a href={listAddress(without(filled.values, filter.name))}>
                Clear<span class="unseen"> the filter {filter.label}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <form method="get" action="/cases">
        <FirstButton />
        {/* What is chosen stands above, so the fields stay folded: they would fill the screen of a phone. */}
        <details open={picking.searched !== null || filled.faults.length > 0}>
          <summary>Filter and order</summary>
          {filters.map(({ suggested, ofHr: _ofHr, ...filter }) =>
            suggested ? (
              <PersonField
                {...filter}
                filled={filled}
                choices={{ people: [...suggested], found: choices.found }}
                picking={{ ...picking, chosen: [desk, ...picking.chosen] }}
                nobody="Anybody"
              />
            ) : (
              <FilterField filter={filter} filled={filled} />
            ),
          )}
          <button type="submit">Show the cases</button>
        </details>
        <PickerScript />
      </form>
    </>
  );
};

const FilterField: FC<{ filter: Filter; filled: Filled }> = ({
  filter: { options, none = 'Any', ...field },
  filled,
}) =>
  options === undefined ? (
    <Field {...field} filled={filled} />
  ) : (
    <Labelled
      {...field}
      filled={filled}
      control={(attributes) => (
        <select {...attributes}>
          <option value="">{none}</option>
          {withGiven(options, filled.values[field.name]).map(([value, label]) => (
            <option value={value} selected={filled.values[field.name] === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    />
  );

/** The options, and what the address has if it is not one of them: the form keeps it. */
function withGiven(options: readonly Option[], value: string | undefined): readonly Option[] {
  const isKnown = value === undefined || options.some(([one]) => one === value);
  return isKnown ? options : [...options, [value, value]];
}

/** The chosen value in words. */
function wordOf({ options, name, kind }: Filter, value: string, nameOf: NameOf): string {
  const option = options?.find(([one]) => one === value);
  if (option) return option[1];
  if (options && name !== 'supervisorId') return value;
  if (value === hrDesk) return 'HR’s desk';
  // What is no day is shown as it was given.
  if (kind === 'date' && Day.safeParse(value).success) return dayWords(value);
  return kind ? value : nameOf(value);
}

function without(values: Record<string, string>, name: string): Record<string, string> {
  const { [name]: _cleared, ...rest } = values;
  return rest;
}
