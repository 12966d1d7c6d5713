import type { Slot } from '../contract/case.ts';
import type { Cycle } from '../contract/cycles.ts';
import type { SavedDraft } from '../contract/drafts.ts';
import type { Case } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { PersonCommandType } from '../contract/names.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { candidatesFor } from '../domain/case/candidates.ts';
import { mayNot } from '../domain/case/commands/rights.ts';
import { whyNotConfirm } from '../domain/case/slots/confirmer.ts';
import { evidenceOf } from '../domain/case/state/contents.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { dayIn } from '../domain/case/state/zone.ts';
import { roleTitle } from '../domain/words.ts';
import { loadCase } from '../store/cases.ts';
import { listCycles } from '../store/cycles.ts';
import { deciderKeys, decidersIn } from '../store/holders.ts';
import { getMany } from '../store/items.ts';
import { cyclesToPutInto } from './cycles.ts';
import { readDraft } from './drafts.ts';
import {
  type Choices,
  choicesOf,
  type Nameable,
  namedAmong,
  readNameable,
  type SearchEnd,
  type Typed,
  type Usual,
} from './naming.ts';
import type { Outside } from './outside.ts';
import { openRead, type SeenCase, seenIn } from './read.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A part of a case that a command gives to a person, and the people who can take it. */
export interface Place extends Choices {
  slot: string;
  /** The title of the role that the part asks for. */
  role: string;
  part: Slot['part'];
}

/** What the form of a step needs besides the case. */
export interface StepReads {
  /** The draft that the person saved. */
  draft?: boolean;
  /** The people who can be named, for parts or as confirmers, the evidence of the previous case, or the cycles to join. */
  beside?: 'places' | 'confirmers' | 'previous' | 'cycles' | undefined;
  /** What was typed into a picker of people, and the ids of those who are chosen in the form. */
  typed?: Typed | null;
  chosen?: readonly string[];
}

/** A case for the form of a step, and what else the form needs. What was not asked for is empty. */
export interface Step extends SeenCase {
  /** Why the step is not the viewer's. Null: it is. */
  notTheirs: string | null;
  draft: SavedDraft | null;
  /** The people whom this command can name, for each part. Empty for a person who may not give the command now. */
  places: Place[];
  /** Whether the places suggest everybody who can take them, if they are few. Others are found by their name. */
  isAll: boolean;
  /** The people who can be asked whether their team has adopted the engineer's work. Empty for everybody else. */
  confirmers: Choices;
  search: SearchEnd | null;
  /** The people who are chosen in the form. */
  chosen: PublicPerson[];
  previous: { id: string; title: string; requirement: string }[];
  cycles: Cycle[];
}

const nobody: Nameable = { suggested: [], isAll: true, found: null };

/** Reads a case for the form of a step, in two rounds. Throws `Refusal` not-found. */
export async function readStep(
  outside: Outside,
  viewer: Person,
  caseId: string,
  type: PersonCommandType,
  { draft = false, beside, typed = null, chosen = [] }: StepReads = {},
): Promise<Step> {
  const { table } = outside;
  const [state, saved, deciders, cycles] = await Promise.all([
    loadCase(table, caseId),
    draft ? readDraft(outside, viewer.id, caseId) : null,
    beside === 'places' ? getMany(table, deciderKeys) : null,
    beside === 'cycles' ? listCycles(table) : [],
  ]);
  if (!state) throw notFound();
  const { head } = state;
  const isEngineer = viewer.id === head.engineerId;
  // Only the engineer can carry evidence over, and only from their own previous case.
  const before = beside === 'previous' && isEngineer ? head.previousCaseId : null;
  const ladder = await ladderOf(outside, head.ladder);
  const [opened, nameable, previous] = await Promise.all([
    openRead(outside, viewer, state, chosen),
    usualFor(state, ladder, viewer, beside, (usual) => readNameable(outside, viewer.odc, usual, typed)),
    before === null ? null : loadCase(table, before),
  ]);
  const { people } = opened;
  const hr = deciders && (decidersIn(deciders)?.hr ?? null);
  const all = [...nameable.suggested, ...(nameable.found?.people ?? [])];
  const odc = people[head.engineerId]?.odc ?? viewer.odc;
  const places = beside === 'places' ? candidatesFor(head, type, viewer, opened, all, { involved: people, hr }) : [];
  const refusal = mayNot(head, type, viewer, opened);
  return {
    ...seenIn(outside, opened),
    notTheirs: refusal?.code === 'forbidden' ? refusal.message : null,
    draft: saved,
    places: places.map(({ slot, people: candidates }) => {
      const why = new Map(candidates.map(({ person, whyNot }) => [person.id, whyNot]));
      const choices = choicesOf(nameable, odc, ({ id }) => why.get(id) ?? null);
      return { slot: slot.id, role: roleTitle(slot.role), part: slot.part, ...choices };
    }),
    isAll: nameable.isAll,
    confirmers: choicesOf(nameable, odc, (one) => whyNotConfirm(one, viewer, head)),
    search: nameable.found,
    chosen: namedAmong(people, chosen),
    previous: previous ? evidenceOf(previous) : [],
    cycles: cyclesToPutInto(cycles, dayIn(head, opened.now)),
  };
}

/** So many teams that have adopted work of the engineer are read for people who can confirm it. */
const mostTeams = 3;

/** Reads whom the form of a step can name. */
async function usualFor(
  state: Case,
  ladder: PublishedLadder,
  viewer: Person,
  beside: StepReads['beside'],
  read: (usual: Usual) => Promise<Nameable>,
): Promise<Nameable> {
  const { head } = state;
  const transition = transitionOf(ladder, head);
  if (beside === 'places') {
    const levels = ladder.levels.map((level) => level.id);
    return read({ ranks: true, levels: { ladder, levels: levels.slice(levels.indexOf(transition.to)) } });
  }
  const isAsked = transition.portfolio.some(({ oneOf }) => oneOf.some((kind) => kind.adoption));
  if (beside !== 'confirmers' || !isAsked || viewer.id !== head.engineerId) return nobody;
  const teams = [...new Set(evidenceOf(state).flatMap(({ adoption }) => adoption?.team ?? []))];
  return read({ teams: teams.slice(-mostTeams) });
}
