import type { Cycle } from '../contract/cycles.ts';
import type { EvidenceText } from '../contract/evidence-view.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Transition } from '../contract/ladder-transitions.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import type { CaseView } from '../contract/view.ts';
import { challengeable } from '../domain/case/commands/appeal.ts';
import { evidenceOf } from '../domain/case/state/contents.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { viewOf } from '../domain/case/view/view.ts';
import { type Relation, relationsOf } from '../domain/case/view/visibility.ts';
import { directorsOf } from '../domain/people.ts';
import { loadCase } from '../store/cases.ts';
import { cycleIn } from '../store/cycles.ts';
import { peopleIn, peopleOf, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadTexts } from '../store/texts.ts';
import { proven } from './attached.ts';
import type { ReadCase } from './execute.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A case as one person may see it, and what the view was made from. */
export interface SeenCase extends ReadCase {
  view: CaseView;
  ladder: PublishedLadder;
  transition: Transition;
  cycle: Cycle | null;
}

/** A case as one person may see it, and the ladder and transition it runs on. Throws `Refusal` not-found. */
export async function readCase(outside: Outside, viewer: Person, caseId: string): Promise<SeenCase> {
  return seenIn(outside, await openFor(outside, viewer, caseId));
}

/**
 * A text that is attached to a piece of evidence, for whoever may read the evidence. Throws `Refusal` not-found, also if
 * the text was erased. Throws if the text is not the one that the record proves.
 */
export async function readText(
  outside: Outside,
  viewer: Person,
  caseId: string,
  evidence: string,
): Promise<EvidenceText & { view: CaseView }> {
  const state = await loadCase(outside.table, caseId);
  if (!state) throw notFound();
  const ref = evidenceOf(state).find((one) => one.id === evidence)?.text;
  const [opened, texts] = await Promise.all([
    openRead(outside, viewer, state),
    loadTexts(outside.table, caseId, ref ? [ref.digest] : []),
  ]);
  const { view } = seenIn(outside, opened);
  const piece = view.evidence?.find((one) => one.id === evidence);
  const text = ref && texts[ref.digest];
  if (!piece || !text) throw notFound();
  return { evidence, title: piece.title, ...proven(text, ref.digest), view };
}

/** A case that a viewer may know of, and everything that their view needs. */
export interface Opened extends ReadCase {
  viewer: Person;
  relations: Relation[];
  ladder: PublishedLadder;
  /** The public facts of everyone who takes part, by id. */
  named: Record<string, PublicPerson>;
  ownTrack: string | null;
  cycle: Cycle | null;
  now: string;
}

async function openFor(outside: Outside, viewer: Person, caseId: string): Promise<Opened> {
  const state = await loadCase(outside.table, caseId);
  if (!state) throw notFound();
  return openRead(outside, viewer, state);
}

/**
 * Reads what a viewer needs with a case that was read already, in one round. `more` are people to read beside those who
 * take part. Throws `Refusal` not-found.
 */
export async function openRead(
  outside: Outside,
  viewer: Person,
  state: ReadCase['state'],
  more: readonly string[] = [],
): Promise<Opened> {
  const { head } = state;
  const { cycleId } = head;
  const takingPart = [
    head.engineerId,
    head.openedBy,
    ...head.slots.flatMap((slot) => slot.personId ?? []),
    ...head.past,
    ...head.acts.map((act) => act.by),
    ...(head.hrActs ?? []),
    ...head.delegations.map((one) => one.to),
    ...(head.status === 'closed' ? challengeable(head) : []),
    ...head.adoptions.flatMap((one) => one.to ?? []),
    ...evidenceOf(state).flatMap((one) => one.adoption?.confirmerId ?? []),
    ...(head.appeal?.against ? [head.appeal.against] : []),
    ...(head.corrected?.by ?? []),
    ...directorsOf(head),
  ];
  const others = [...takingPart, ...more].filter((id) => id !== viewer.id);
  const [found, ladder] = await Promise.all([
    getMany(outside.table, [
      ...others.map((id) => keys.profile(id)),
      ...(cycleId === null ? [] : [keys.cycle(cycleId)]),
    ]),
    ladderOf(outside, head.ladder),
  ]);
  const people = peopleOf(peopleIn(found, others), { [viewer.id]: viewer });
  const now = outside.clock.now().toISOString();
  const relations = relationsOf(head, viewer, people, now);
  if (relations.length === 0) throw notFound();
  const named = Object.fromEntries(
    takingPart.flatMap((id) => (people[id] ? [[id, publicOf(people[id])] as const] : [])),
  );
  const cycle = cycleId === null ? null : cycleIn(found, cycleId);
  const ownTrack = people[head.engineerId]?.track ?? null;
  return { state, people, viewer, relations, ladder, named, ownTrack, cycle, now };
}

/** The view of a case. */
export function seenIn({ intranetHosts }: Outside, opened: Opened): SeenCase {
  const { state, people, ladder, cycle } = opened;
  const transition = transitionOf(ladder, state.head);
  const view = viewOf(state, { ...opened, intranetHosts });
  return { state, people, view, ladder, transition, cycle };
}
