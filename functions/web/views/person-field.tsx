import type { FC } from 'hono/jsx';
import type { Choice, Choices } from '#shared/cases/naming.ts';
import type { PublicPerson } from '#shared/contract/people.ts';
import { nameKey } from '#shared/domain/name-key.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { isSamePlace } from '#shared/domain/places.ts';
import script from '../browser/picker.json' with { type: 'json' };
import { type Filled, idOf, Labelled, type Required } from './fields.tsx';
import { ends, type Picking, searchField, searchValue } from './picking.ts';

interface SelectProps {
  name: string;
  label: string;
  people: readonly (PublicPerson & Partial<Choice>)[];
  filled: Filled;
  /** The label of the empty option. */
  nobody?: string;
  hint?: string | undefined;
  /** Whether it must be filled in, or when. */
  required?: Required;
}

interface PersonFieldProps extends Omit<SelectProps, 'people'> {
  choices: Choices;
  picking: Picking;
}

/**
 * A field for a person among a few. The people are grouped by team, with name, level and team; those who cannot be chosen come
 * last, with the reason.
 */
export const PersonSelect: FC<SelectProps> = ({
  people,
  nobody = 'Choose a person',
  required = false,
  ...labelled
}) => (
  <Labelled
    {...labelled}
    required={required}
    control={(attributes) => (
      <select {...attributes}>
        <Options people={people} nobody={nobody} chosen={labelled.filled.values[labelled.name] ?? ''} />
      </select>
    )}
  />
);

/**
 * A field for a person of the directory: the people who are usually chosen, and a search by name that keeps the rest of the
 * form. The script turns both into one field that searches as somebody types.
 */
export const PersonField: FC<PersonFieldProps> = ({ choices, picking, nobody, required = false, ...labelled }) => {
  const { name, label } = labelled;
  const isSearched = picking.searched === name;
  const faults = isSearched && picking.isUnchosen ? [{ field: name, reason: unchosen }] : [];
  const filled = { ...labelled.filled, faults: [...labelled.filled.faults, ...faults] };
  const chosen = filled.values[name] ?? '';
  const shown = (isSearched && choices.found) || choices.people;
  const missing = picking.chosen.filter((one) => one.id === chosen && !shown.some(({ id }) => id === chosen));
  const typed = picking.typed[name] ?? '';
  const typedId = `${idOf(name)}-typed`;
  const { next, searchedTo } = (isSearched && picking.end) || { next: null, searchedTo: null };
  return (
    <Labelled
      {...labelled}
      filled={filled}
      required={required}
      control={(attributes) => (
        <div class="picker">
          <select {...attributes} {...(isSearched ? { autofocus: true } : {})}>
            <Options
              people={[...missing, ...shown]}
              nobody={nobody ?? (shown.length === 0 ? 'Search for a person' : 'Choose a person')}
              chosen={chosen}
            />
          </select>
          {isSearched && choices.found && <p role="status">{foundWords(choices.found, typed, { next, searchedTo })}</p>}
          <label for={typedId}>
            Search by name <span class="unseen">for {label}</span>
          </label>
          <div class="search">
            <input id={typedId} name={name + ends.typed} type="text" value={typed} autocomplete="off" />
            <input type="hidden" name={name + ends.searched} value={picking.done[name] ?? ''} />
            <button class="button second" type="submit" name={searchField} value={searchValue(name)}>
              Search <span class="unseen">for {label}</span>
            </button>
            {next && (
              <button class="button second" type="submit" name={searchField} value={searchValue(name, next)}>
                {searchedTo === null ? 'The next people' : 'Search on'}
                <span class="unseen"> for {label}</span>
              </button>
            )}
          </div>
        </div>
      )}
    />
  );
};

/** Why a form came back that was sent with a name in a search, of which nobody was chosen. */
const unchosen = 'choose one of the people who were found, or empty the search';

function foundWords(found: readonly Choice[], typed: string, end: { next: string | null; searchedTo: string | null }) {
  const of = `‘${typed}’`;
  const upTo = end.searchedTo === null ? '' : `, searched up to ${end.searchedTo}`;
  if (found.length === 0) return `Nobody is found for ${of}${upTo}.`;
  const can = found.filter((one) => one.whyNot === null).length;
  const more = end.next === null ? '' : ', and there can be more';
  return `${found.length} found for ${of}${upTo}${more}. ${can === found.length ? 'Choose above.' : `${can} of them can be chosen.`}`;
}

const Options: FC<{ people: readonly (PublicPerson & Partial<Choice>)[]; nobody: string; chosen: string }> = ({
  people,
  nobody,
  chosen,
}) => {
  const called = calledAmong(people);
  const others = people.filter((one) => one.whyNot);
  const groups = byTeam(people.filter((one) => !one.whyNot));
  return (
    <>
      <option value="" selected={chosen === ''}>
        {nobody}
      </option>
      {/* An option repeats the team, because browsers show the chosen one without its group. */}
      {[...groups, ...(others.length > 0 ? [['Cannot be chosen', others] as const] : [])].map(([team, members]) => (
        <optgroup label={team}>
          {members.map((person) => (
            <option value={person.id} selected={person.id === chosen} {...(person.whyNot ? { disabled: true } : {})}>
              {[called(person), person.level, person.team].filter(Boolean).join(', ')}
              {person.whyNot && `: ${person.whyNot}`}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
};

function byTeam<One extends PublicPerson>(people: readonly One[]): [string, One[]][] {
  const teams = [...new Map(people.map(({ team }) => [nameKey(team), team])).values()];
  return teams
    .sort((one, other) => one.localeCompare(other))
    .map((team) => [team, people.filter((one) => isSamePlace(one.team, team))]);
}

export const noChoices: Choices = { people: [], found: null };

/** The choices of several pickers as those of one: whoever can be chosen in one of them can be chosen. */
export function choicesIn(lists: readonly Choices[]): Choices {
  const merged = (people: readonly Choice[]) => {
    const byId = new Map<string, Choice>();
    for (const one of people) if (byId.get(one.id)?.whyNot !== null) byId.set(one.id, one);
    return [...byId.values()];
  };
  return {
    people: merged(lists.flatMap((one) => one.people)),
    found: lists.some((one) => one.found) ? merged(lists.flatMap((one) => one.found ?? [])) : null,
  };
}

/** What a form with pickers begins with: the button that a press of Enter stands for. Otherwise that would be a search. */
export const FirstButton: FC = () => (
  <div class="unseen" aria-hidden="true">
    <button type="submit" tabindex={-1} />
  </div>
);

/** The script of the pickers of a page. */
export const PickerScript: FC = () => <script src={script.path} defer />;
