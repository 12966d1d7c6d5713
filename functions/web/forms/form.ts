import type { Child } from 'hono/jsx';
import type { Place, Step } from '#shared/cases/step.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Cycle } from '#shared/contract/cycles.ts';
import type { SavedDraft } from '#shared/contract/drafts.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import type * as z from '#shared/contract/zod.ts';
import { addDays, isDay } from '#shared/domain/calendar/calendar.ts';
import { startOfDay } from '#shared/domain/calendar/zone.ts';
import type { Fault } from '#shared/domain/fault.ts';
import type { Filled } from '../views/fields.tsx';
import type { Picking } from '../views/picking.ts';

/** Everything that a form needs to be drawn. */
export interface FormContext {
  view: CaseView;
  /** The person who fills in the form. */
  viewerId: string;
  /** The time zone of this person. */
  timeZone: string;
  now: string;
  ladder: PublishedLadder;
  transition: Transition;
  query: Record<string, string>;
  filled: Filled;
  /** The draft that this person saved from this form. */
  draft: SavedDraft | null;
  /** Only the one that the form `reads` is filled; the others are empty. */
  places: Place[];
  /** Whether the places suggest everybody who can take them. If not, others are found by their name. */
  isAll: boolean;
  confirmers: Step['confirmers'];
  /** What was typed and chosen in the pickers of people. */
  picking: Picking;
  previous: Step['previous'];
  cycles: Cycle[];
  /** The cycle of the case, open or closed. */
  cycle: Cycle | null;
}

export type Values = Record<string, string>;

/** Every field of a command except `type`. The values come from a browser, so they can be anything. */
export type Payload<T extends PersonCommandType> = {
  [K in keyof Omit<Extract<z.input<typeof PersonCommand>, { type: T }>, 'type'>]-?: unknown;
};

/** The form of a step: its texts, its fields, and how its values become a command. */
export interface Form<T extends PersonCommandType = PersonCommandType> {
  /** Only if the title names what the form is about. Otherwise it is the title of the command. */
  title?: (context: FormContext) => string;
  intro: (context: FormContext) => Child;
  /** Why there is nothing to choose from, and what to do. Then this is drawn in place of the fields. Null: there is something. */
  nothing?: (context: FormContext) => Child | null;
  fields: (context: FormContext) => Child;
  /** Its step has another due day than the stage, and the form says it. */
  ownDue?: true;
  button: string;
  /** The message on the page of the case when the step is done. */
  done: string;
  /** False if the address names something that does not exist, such as a removed piece of evidence. */
  exists?: (context: FormContext) => boolean;
  /** What the command asks for beyond the shape of its values, said together with faults of the shape. */
  alsoOwed?: (values: Values, context: FormContext) => Fault[];
  /** The values of the fields at first. */
  initial?: (context: FormContext) => Values;
  /**
   * What the form needs besides the case: the people to choose from, for parts or to confirm, the previous case, or the cycles
   * to join.
   */
  reads?: 'places' | 'confirmers' | 'previous' | 'cycles';
  /** Only for forms that can be saved for later: the values of the fields from a saved draft. */
  saved?: (draft: SavedDraft) => Values;
  /** The command without `type`. The contract and the decider check its values. */
  payload: (values: Values, context: FormContext) => Payload<T>;
  /** The field that belongs to a path of the payload. Null if there is none. */
  fieldOf: (path: string, values: Values, context: FormContext) => string | null;
}

/** Whether a form has fields for people of the directory. */
export function hasPickers({ reads }: Pick<Form, 'reads'>): boolean {
  return reads === 'places' || reads === 'confirmers';
}

/** The values whose names begin with `group.`, without that prefix. Empty values are left out. */
export function groupOf(values: Values, group: string): Values {
  const prefix = `${group}.`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(prefix) && value.trim() !== '')
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The reverse of `groupOf`: adds the prefix of the group to each name. */
export function namedIn(group: string, byName: Record<string, string | number>): Values {
  return Object.fromEntries(Object.entries(byName).map(([name, value]) => [`${group}.${name}`, String(value)]));
}

/** A group of numbers. A value that is not a number stays text, and the contract refuses it. */
export function numbersOf(values: Values, group: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(groupOf(values, group)).map(([name, value]) => [name, numberOf(value)]));
}

export function numberOf(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

/** The start of a day in a zone, plus a number of days. An invalid day stays unchanged, and the contract refuses it. */
export function startOf(day: string, timeZone: string, plus = 0): string {
  return isDay(day) ? startOfDay(addDays(day, plus), timeZone) : day;
}

/** `fieldOf` for forms whose fields have the same names as the payload. */
export function fieldsCalled(...names: string[]): Form['fieldOf'] {
  return (path) => (names.includes(path) ? path : null);
}

/** The fields of a numbered group, such as `reviewers.0`, with their values, in the order of the numbers. */
export function numbered(values: Values, group: string): { field: string; value: string }[] {
  const at = (field: string) => Number(field.slice(group.length + 1));
  return Object.entries(values)
    .filter(([field]) => field.startsWith(`${group}.`))
    .map(([field, value]) => ({ field, value }))
    .sort((one, other) => at(one.field) - at(other.field));
}
