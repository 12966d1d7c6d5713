import type { Ladder } from '../../../contract/ladder.ts';
import type { LadderChange } from '../../../contract/publishing.ts';
import { factsOf } from './facts.ts';
import { textsOf } from './texts.ts';

/** One thing that a ladder says: `subject verb value about`, as in `L2 to L3` `needs` `4` `in System Design`. */
export interface Fact {
  /** Where it stands; what is told apart by. */
  place: string;
  subject: string;
  verb: string;
  value: string;
  about?: string;
  /** A thing with facts of its own below its place: they come and go with it and are not told one by one. */
  whole?: true;
}

/**
 * What changes from one version of a ladder to another, in people's words: first what is asked or decided, then what is
 * only said otherwise. Things are told apart by their ids. Without a version before, everything is new.
 */
export function compare(before: Ladder | null, after: Ladder): LadderChange[] {
  if (!before) return [{ kind: 'rule', place: 'id', sentence: `${after.title} is a new ladder.` }];
  const [was, is] = [factsOf(before), factsOf(after)];
  const whole = placesOfWholes(was, is);
  // What is inside a thing that came or went needs no telling.
  const told = ({ place }: Fact) => !whole.some((one) => place.startsWith(`${one}.`));
  const [wasSaid, isSaid] = [textsOf(before).filter(told), textsOf(after).filter(told)];
  return [
    ...differences('rule', was.filter(told), is.filter(told), sayRuleChange),
    ...differences('text', wasSaid, isSaid, sayTextChange),
  ];
}

/** Places of things that are in one version only. */
function placesOfWholes(was: Fact[], is: Fact[]): string[] {
  const wholes = (facts: Fact[]) => new Set(facts.filter((fact) => fact.whole).map((fact) => fact.place));
  const [before, after] = [wholes(was), wholes(is)];
  return [...before].filter((place) => !after.has(place)).concat([...after].filter((place) => !before.has(place)));
}

type Say = (was: Fact | undefined, is: Fact | undefined) => string;

function differences(kind: LadderChange['kind'], before: Fact[], after: Fact[], say: Say): LadderChange[] {
  const was = new Map(before.map((fact) => [fact.place, fact]));
  const is = new Map(after.map((fact) => [fact.place, fact]));
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((place) => is.get(place)?.value !== was.get(place)?.value)
    .map((place) => ({ kind, place, sentence: say(was.get(place), is.get(place)) }));
}

function sayRuleChange(was: Fact | undefined, is: Fact | undefined): string {
  const { subject, verb, about = '', whole } = (is ?? was) as Fact;
  const tail = about && ` ${about}`;
  if (whole) return is ? `${subject} is new.` : `${subject} is gone.`;
  if (was && is) return `${subject} now ${verb} ${is.value}${tail}, was ${was.value}.`;
  return is ? `${subject} now ${verb} ${is.value}${tail}.` : `${subject} no longer ${verb} ${was?.value}${tail}.`;
}

function sayTextChange(was: Fact | undefined, is: Fact | undefined): string {
  const { subject } = (is ?? was) as Fact;
  if (was && is) return `${subject} is worded anew.`;
  return is ? `${subject} is new.` : `${subject} is gone.`;
}
