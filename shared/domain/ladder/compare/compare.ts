import type { Ladder } from '../../../contract/ladder.ts';
import type { LadderChange } from '../../../contract/publishing.ts';
import { factsOf } from './facts.ts';
import { textsOf } from './texts.ts';

/** One thing that a ladder says: `subject verb value about`, as in `L2 to L3` `needs` `4` `in System Design`. */
export interface Fact {
  /** Where in the document the fact is. It identifies the fact in both versions. */
  place: string;
  subject: string;
  verb: string;
  value: string;
  about?: string;
  /** The fact stands for a whole entry. If the entry is added or removed, the facts inside it are not reported. */
  whole?: true;
}

/**
 * What changes from one version of a ladder to another, in sentences: first the changed rules, then the texts that are
 * only reworded. Entries are matched by their ids. If `before` is null, the whole ladder is new.
 */
export function compare(before: Ladder | null, after: Ladder): LadderChange[] {
  if (!before) return [{ kind: 'rule', place: 'id', sentence: `${after.title} is a new ladder.` }];
  const [was, is] = [factsOf(before), factsOf(after)];
  const changed = placesAddedOrRemoved(was, is);
  const isReported = ({ place }: Fact) => !changed.some((one) => place.startsWith(`${one}.`));
  const [wasText, isText] = [textsOf(before).filter(isReported), textsOf(after).filter(isReported)];
  return [
    ...differences('rule', was.filter(isReported), is.filter(isReported), sayRuleChange),
    ...differences('text', wasText, isText, sayTextChange),
  ];
}

/** The places of whole entries that are in one version only. */
function placesAddedOrRemoved(was: Fact[], is: Fact[]): string[] {
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
  if (whole) return is ? `${subject} is new.` : `${subject} is removed.`;
  if (was && is) return `${subject} now ${verb} ${is.value}${tail}, was ${was.value}.`;
  return is ? `${subject} now ${verb} ${is.value}${tail}.` : `${subject} no longer ${verb} ${was?.value}${tail}.`;
}

function sayTextChange(was: Fact | undefined, is: Fact | undefined): string {
  const { subject } = (is ?? was) as Fact;
  if (was && is) return `${subject} is reworded.`;
  return is ? `${subject} is new.` : `${subject} is removed.`;
}
