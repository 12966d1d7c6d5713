import { CycleInput } from '#shared/contract/cycles.ts';
import { pathStages } from '#shared/contract/names.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { pathStageTitle } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { type RecordChange, unchanged } from './changes.tsx';

/** What each event of a cycle changed, oldest first. */
export function cycleChangesIn(events: readonly RecordEventView[], nameOf: NameOf): RecordChange[] {
  let was: Record<string, string> = {};
  return events.map(({ type, data, at, hash, actor }) => {
    const change = { at, hash, by: nameOf(actor.personId) };
    if (type === 'cycle-closed') return { ...change, sentences: ['The cycle was closed.'] };
    const is = factsOf(CycleInput.parse(data));
    const sentences = type === 'cycle-opened' ? ['The cycle was opened.'] : sentencesOf(was, is);
    was = is;
    return { ...change, sentences };
  });
}

/** What a cycle that is to be opened will be, as sentences. */
export function openedSentences({ data }: RecordEventView): string[] {
  return Object.entries(factsOf(CycleInput.parse(data))).map(([name, value]) => `${name}: ${value}.`);
}

/** The facts of a cycle in words, by their names. */
function factsOf({ name, from, joinUntil, to, windows }: CycleInput): Record<string, string> {
  return {
    'The name': name,
    'The first day': dayWords(from),
    'The last day for joining': dayWords(joinUntil),
    'The last day': dayWords(to),
    ...Object.fromEntries(
      pathStages.map((stage) => {
        const window = windows[stage];
        const days = window ? `${dayWords(window.from)} to ${dayWords(window.to)}` : 'none';
        return [`The window of ${pathStageTitle(stage)}`, days];
      }),
    ),
  };
}

function sentencesOf(was: Record<string, string>, is: Record<string, string>): string[] {
  const changed = Object.keys(is).filter((name) => is[name] !== was[name]);
  if (changed.length === 0) return [unchanged];
  return changed.map((name) => `${name} is now ${is[name]}, was ${was[name]}.`);
}
