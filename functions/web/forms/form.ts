import type { Child } from 'hono/jsx';
import type { PublishedLadder, Transition } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import type { Filled } from '../views/parts.tsx';

/** What a form is drawn from. */
export interface FormContext {
  view: CaseView;
  ladder: PublishedLadder;
  transition: Transition;
  query: Record<string, string>;
  filled: Filled;
}

/** A step as a form: what it says, its fields, and how what was filled in becomes a command. */
export interface Form {
  title: (context: FormContext) => string;
  intro: (context: FormContext) => Child;
  fields: (context: FormContext) => Child;
  button: string;
  /** What fields hold at first. */
  initial?: (context: FormContext) => Record<string, string>;
  /** The payload beside `type`; checked by the contract and the decider, not here. */
  payload: (values: Record<string, string>, context: FormContext) => Record<string, unknown>;
  /** The decision is on what was read: the version is sent along. */
  needsVersion?: true;
}

/** The values whose names begin with `group.`, without the empty ones; as numbers where they are. */
export function groupOf(values: Record<string, string>, group: string): Record<string, string> {
  const prefix = `${group}.`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(prefix) && value.trim() !== '')
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** A group of numbers; what is no number stays text, for the contract to say so. */
export function numbersOf(values: Record<string, string>, group: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(groupOf(values, group)).map(([name, value]) => [name, numberOf(value)]));
}

export function numberOf(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
