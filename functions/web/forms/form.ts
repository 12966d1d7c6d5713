import type { Child } from 'hono/jsx';
import type { Place } from '#shared/cases/candidates.ts';
import type { Cycle } from '#shared/contract/cycles.ts';
import type { SavedDraft } from '#shared/contract/drafts.ts';
import type { PublishedLadder, Transition } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import type { Filled } from '../views/parts.tsx';

/** What a form is drawn from. */
export interface FormContext {
  view: CaseView;
  /** Who fills it in. */
  viewerId: string;
  ladder: PublishedLadder;
  transition: Transition;
  query: Record<string, string>;
  filled: Filled;
  /** What this person saved for later of this form. */
  draft: SavedDraft | null;
  /** Of what the form `reads`; empty where it reads something else. */
  places: Place[];
  previous: CaseView | null;
  cycles: Cycle[];
}

export type Values = Record<string, string>;

/** A step as a form: what it says, its fields, and how what was filled in becomes a command. */
export interface Form {
  title: (context: FormContext) => string;
  intro: (context: FormContext) => Child;
  fields: (context: FormContext) => Child;
  button: string;
  /** Said on the page of the case once it is done. */
  done: string;
  /** False where the address names something that is not there, such as a piece of evidence that was taken out. */
  exists?: (context: FormContext) => boolean;
  /** What fields hold at first. */
  initial?: (context: FormContext) => Values;
  /** What it is drawn from beside the case: who could be named, the case before, or the cycles to join. */
  reads?: 'places' | 'previous' | 'cycles';
  /** Where it can be saved for later, complete or not: what fields hold of what was saved. */
  saved?: (draft: SavedDraft) => Values;
  /** The payload beside `type`; checked by the contract and the decider, not here. */
  payload: (values: Values, context: FormContext) => Record<string, unknown>;
  /** The field that a path of the payload was filled in by; null where it has none. */
  fieldOf: (path: string, values: Values, context: FormContext) => string | null;
}

/** The values whose names begin with `group.`, without the empty ones. */
export function groupOf(values: Values, group: string): Values {
  const prefix = `${group}.`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(prefix) && value.trim() !== '')
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The other way round: what is by name, as the values of a group. */
export function namedIn(group: string, byName: Record<string, string | number>): Values {
  return Object.fromEntries(Object.entries(byName).map(([name, value]) => [`${group}.${name}`, String(value)]));
}

/** A group of numbers; what is no number stays text, for the contract to say so. */
export function numbersOf(values: Values, group: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(groupOf(values, group)).map(([name, value]) => [name, numberOf(value)]));
}

export function numberOf(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

/** The instant at which a day begins in UTC, or so many days after it; what is no day stays as it is, for the contract. */
export function startOf(day: string, plus = 0): string {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  return Number.isNaN(at) ? day : new Date(at + plus * 24 * 3600 * 1000).toISOString();
}

/** For forms whose fields are called as the payload is: these names, and no other. */
export function fieldsCalled(...names: string[]): Form['fieldOf'] {
  return (path) => (names.includes(path) ? path : null);
}

/** The fields of a numbered group, such as `reviewers.0`, with what was chosen in each, in order. */
export function numbered(values: Values, group: string): { field: string; value: string }[] {
  const at = (field: string) => Number(field.slice(group.length + 1));
  return Object.entries(values)
    .filter(([field]) => field.startsWith(`${group}.`))
    .map(([field, value]) => ({ field, value }))
    .sort((one, other) => at(one.field) - at(other.field));
}
