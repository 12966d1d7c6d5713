import type { FC } from 'hono/jsx';
import type { PublicPerson } from '#shared/contract/people.ts';
import { nameKey } from '#shared/domain/name-key.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { isSamePlace } from '#shared/domain/places.ts';
import { type Filled, Labelled, type Required } from './fields.tsx';

interface PersonFieldProps {
  name: string;
  label: string;
  people: readonly PublicPerson[];
  filled: Filled;
  /** The label of the empty option. */
  nobody?: string;
  hint?: string;
  /** Whether it must be filled in, or when. */
  required?: Required;
}

/** A select field for a person. The people are grouped by team, with name, level and team. */
export const PersonField: FC<PersonFieldProps> = ({
  people,
  nobody = 'Choose a person',
  required = false,
  ...labelled
}) => {
  const chosen = labelled.filled.values[labelled.name] ?? '';
  const called = calledAmong(people);
  return (
    <Labelled
      {...labelled}
      required={required}
      control={(attributes) => (
        <select {...attributes}>
          <option value="" selected={chosen === ''}>
            {people.length === 0 ? 'Nobody can be chosen at the moment' : nobody}
          </option>
          {/* An option repeats the team, because browsers show the chosen one without its group. */}
          {byTeam(people).map(([team, members]) => (
            <optgroup label={team}>
              {members.map((person) => (
                <option value={person.id} selected={person.id === chosen}>
                  {[called(person), person.level, person.team].filter(Boolean).join(', ')}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    />
  );
};

function byTeam(people: readonly PublicPerson[]): [string, PublicPerson[]][] {
  const teams = [...new Map(people.map(({ team }) => [nameKey(team), team])).values()];
  return teams
    .sort((one, other) => one.localeCompare(other))
    .map((team) => [team, people.filter((one) => isSamePlace(one.team, team))]);
}

/** The people of several lists without duplicates, in order of first occurrence. */
export function everybodyOf(lists: readonly { people: readonly PublicPerson[] }[]): PublicPerson[] {
  return [...new Map(lists.flatMap(({ people }) => people.map((one) => [one.id, one] as const))).values()];
}
