import type { Slot } from '../contract/case.ts';
import type { Cycle } from '../contract/cycles.ts';
import type { SavedDraft } from '../contract/drafts.ts';
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
import { loadEverybody, publicOf } from '../store/directory.ts';
import { cyclesToPutInto } from './cycles.ts';
import { readDraft } from './drafts.ts';
import type { Outside } from './outside.ts';
import { openRead, type SeenCase, seenIn } from './read.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A part of a case that a command gives to a person, and the people who can take it, by name. */
export interface Place {
  slot: string;
  /** The title of the role that the part asks for. */
  role: string;
  part: Slot['part'];
  people: PublicPerson[];
}

/** What the form of a step needs besides the case. */
export interface StepReads {
  /** The draft that the person saved. */
  draft?: boolean;
  /** The people who can be named, for parts or as confirmers, the evidence of the previous case, or the cycles to join. */
  beside?: 'places' | 'confirmers' | 'previous' | 'cycles' | undefined;
}

/** A case for the form of a step, and what else the form needs. What was not asked for is empty. */
export interface Step extends SeenCase {
  /** Why the step is not the viewer's. Null: it is. */
  notTheirs: string | null;
  draft: SavedDraft | null;
  /** The people whom this command can name, for each part. Empty for a person who may not give the command now. */
  places: Place[];
  /** The people who can be asked whether their team has adopted the engineer's work. Empty for everybody else. */
  confirmers: PublicPerson[];
  previous: { id: string; title: string; requirement: string }[];
  cycles: Cycle[];
}

/** Reads a case for the form of a step, in two rounds. Throws `Refusal` not-found. */
export async function readStep(
  outside: Outside,
  viewer: Person,
  caseId: string,
  type: PersonCommandType,
  { draft = false, beside }: StepReads = {},
): Promise<Step> {
  const { table } = outside;
  const [state, saved, everybody, cycles] = await Promise.all([
    loadCase(table, caseId),
    draft ? readDraft(outside, viewer.id, caseId) : null,
    beside === 'places' ? loadEverybody(table) : [],
    beside === 'cycles' ? listCycles(table) : [],
  ]);
  if (!state) throw notFound();
  const { engineerId, previousCaseId } = state.head;
  // Only the engineer can carry evidence over, and only from their own previous case.
  const before = beside === 'previous' && viewer.id === engineerId ? previousCaseId : null;
  const { portfolio } = transitionOf(await ladderOf(outside, state.head.ladder), state.head);
  const isAdopted = portfolio.some(({ oneOf }) => oneOf.some((kind) => kind.adoption));
  const [opened, others, previous] = await Promise.all([
    openRead(outside, viewer, state),
    beside === 'confirmers' && isAdopted && viewer.id === engineerId ? loadEverybody(table) : [],
    before === null ? null : loadCase(table, before),
  ]);
  const places = beside === 'places' ? candidatesFor(state.head, type, viewer, opened, everybody) : [];
  const refusal = mayNot(state.head, type, viewer, opened);
  return {
    ...seenIn(outside, opened),
    notTheirs: refusal?.code === 'forbidden' ? refusal.message : null,
    draft: saved,
    places: places.map(({ slot, people }) => ({
      slot: slot.id,
      role: roleTitle(slot.role),
      part: slot.part,
      people: people.map(publicOf),
    })),
    confirmers: others.filter((one) => whyNotConfirm(one, viewer, state.head) === null).map(publicOf),
    previous: previous ? evidenceOf(previous) : [],
    cycles: cyclesToPutInto(cycles, dayIn(state.head, opened.now)),
  };
}
