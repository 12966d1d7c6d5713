import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { readLadders, writeOrganisation } from '../organisation/set-up.ts';
import { makeSample } from '../sample/fill.ts';
import { memoryTable } from '../sample/memory-table.ts';
import { chanceOf } from './chance.ts';
import { companyOf } from './company.ts';
import type { Sink } from './import.ts';
import { type Cast, stamp } from './stamp.ts';
import { type Template, templatesIn } from './templates.ts';

/** What to load. The same numbers and seed give the same people and the same cases. */
export interface Wanted {
  people: number;
  cases: number;
  /** How many of the cases are open. */
  open: number;
  seed: number;
}

export interface Loaded {
  people: number;
  open: number;
  closed: number;
  events: number;
  /** Items of every kind, and for each prefix of their partition. */
  items: number;
  byPartition: Map<string, number>;
}

/** Closed cases ended within so many days. */
const closedWithin = 5 * 365;
/** Open cases began within so many days, so that some of them are late. */
const openWithin = 24;
/** Cases that closed within so many days have their notices, as open ones do. Nobody reads older ones. */
const toldWithin = 90;

/** Of twenty closed cases so many end in each way. */
const endings: Record<string, number> = { promoted: 12, 'not-promoted': 5, withdrawn: 3 };

/**
 * Fills a new table with a made-up company, and with cases that are those of the sample again, each for another engineer
 * and at another time. `onPart` is told how many cases are written.
 */
export async function fillWith(
  outside: Omit<Outside, 'table'>,
  sink: Sink,
  { people: count, cases, open, seed }: Wanted,
  onPart: (done: number) => void = () => {},
): Promise<Loaded> {
  const chance = chanceOf(seed);
  const people = companyOf(count, chance);
  let written = 0;
  const byPartition = new Map<string, number>();
  const add = (items: readonly Item[]) => {
    for (const { pk } of items) {
      const kind = pk.split('#')[0] ?? pk;
      byPartition.set(kind, (byPartition.get(kind) ?? 0) + 1);
    }
    written += items.length;
    return sink.add(items);
  };
  const ladders = readLadders();
  await add(await organisationOf(outside, people, ladders));

  const { templates, people: sample } = templatesIn(await makeSample(outside));
  const cast = castOf(people, sample);
  const isOpen = ({ head }: Template) => head.stage !== 'closed';
  const ladderOf = (template: Template) => {
    const ladder = ladders.find(({ hash }) => hash === template.head.ladder.hash);
    if (!ladder) throw new Error(`There is no ladder ${template.head.ladder.id}`);
    return ladder;
  };
  // Of an engineer's cases on a transition the last one is kept beside them, and only one is open.
  const lasts = new Map<string, Item>();
  let events = 0;
  let done = 0;
  const make = async (template: Template, engineer: Person, days: number) => {
    const tells = isOpen(template) || -days < toldWithin;
    const stamped = stamp(template, { engineer, days, ladder: ladderOf(template), cast, chance, tells });
    const isLast = ({ sk }: Item) => sk.startsWith('LAST');
    for (const item of stamped.items.filter(isLast)) lasts.set(nameOf(item), item);
    await add(stamped.items.filter((item) => !isLast(item)));
    events += stamped.events;
    done += 1;
    if (done % 1000 === 0) onPart(done);
  };

  const closedTemplates = templates.filter((one) => !isOpen(one));
  const ways = closedTemplates.flatMap((one) =>
    Array.from({ length: endings[one.head.outcome ?? ''] ?? 1 }, () => one),
  );
  const closed = Array.from({ length: cases - open }, () => chance.below(closedWithin) + 1).sort((a, b) => b - a);
  for (const ago of closed) {
    const template = chance.one(ways);
    await make(template, chance.one(cast.like(template.engineer)), -ago);
  }
  const openTemplates = templates.filter(isOpen);
  const free = new Map<string, Person[]>();
  for (let at = 0; at < open; at++) {
    const fitting = openTemplates.filter((one) => left(free, cast, one).length > 0);
    if (fitting.length === 0) throw new Error(`There are not enough engineers for ${open} open cases`);
    // In turn, so that there are cases at every stage that the sample has.
    const template = fitting[at % fitting.length] as Template;
    const engineers = left(free, cast, template);
    const [engineer] = engineers.splice(chance.below(engineers.length), 1);
    if (engineer) await make(template, engineer, -chance.below(openWithin));
  }
  await add([...lasts.values()]);
  return { people: people.length, open, closed: closed.length, events, items: written, byPartition };
}

/** The engineers who are like that of a template and have no open case yet. */
function left(free: Map<string, Person[]>, { like }: Cast, { engineer }: Template): Person[] {
  const kind = kindOf(engineer);
  const known = free.get(kind) ?? [...like(engineer)];
  free.set(kind, known);
  return known;
}

/** Everything that the setup of an organisation writes. It is made in memory, because its many transactions take long. */
async function organisationOf(
  real: Omit<Outside, 'table'>,
  people: Person[],
  ladders: PublishedLadder[],
): Promise<Item[]> {
  const { table, items } = memoryTable();
  await writeOrganisation({ ...real, table }, { people, calendars: [], teams: [], cycles: [] }, ladders);
  return items();
}

const kindOf = ({ roles, level, track }: Person) => `${[...roles].sort().join('+')}|${level}|${track}`;

function castOf(people: readonly Person[], sample: ReadonlyMap<string, Person>): Cast {
  const kinds = new Map<string, Person[]>();
  for (const person of people) {
    const same = kinds.get(kindOf(person));
    if (same) same.push(person);
    else kinds.set(kindOf(person), [person]);
  }
  const engineers = kinds.get('engineer|L3|null') ?? [...people];
  return { sample, like: (person) => kinds.get(kindOf(person)) ?? engineers };
}
