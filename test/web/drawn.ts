import { addEvidence } from '#functions/web/forms/evidence.tsx';
import type { FormContext } from '#functions/web/forms/form.ts';
import type { StepType } from '#functions/web/forms/index.ts';
import { signOff } from '#functions/web/forms/sign-off.tsx';
import { StepPage } from '#functions/web/forms/step.tsx';
import { HistoryPage } from '#functions/web/views/case/history.tsx';
import { CasePage } from '#functions/web/views/case/page.tsx';
import { CaseList } from '#functions/web/views/cases.tsx';
import { noChoices } from '#functions/web/views/person-field.tsx';
import { noPickers, pickingFor } from '#functions/web/views/picking.ts';
import { afterwardsOf } from '#shared/cases/afterwards.ts';
import type { CycleListing } from '#shared/contract/cycles.ts';
import type { EventView } from '#shared/contract/view.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import { viewOf } from '#shared/domain/case/view/view.ts';
import { mayKnowOf, opennessFor, relationsOf } from '#shared/domain/case/view/visibility.ts';
import { namesOf } from '#shared/records/names.ts';
import { publicOf } from '#shared/store/directory.ts';
import type { Scene } from '#test/support/scene.ts';
import { wordsOf } from './visit.ts';

/** A page of a case in memory, drawn from a viewer's view. */
export interface Drawn {
  html: string;
  words: string;
}

function seenBy(scene: Scene, who: string) {
  const viewer = scene.people[who];
  if (!viewer) throw new Error(`Nobody has the id ${who}`);
  const { state, ladder, people } = scene;
  const now = scene.now();
  const engineer = people[state.head.engineerId] ?? null;
  const relations = relationsOf(state.head, viewer, people, now);
  const named = Object.fromEntries(Object.values(people).map((one) => [one.id, publicOf(one)]));
  const ownTrack = engineer?.track ?? null;
  const { cycle = null } = scene.facts;
  const view = viewOf(state, { viewer, relations, ladder, people, named, ownTrack, cycle, now, intranetHosts: [] });
  return { viewer, relations, view, people: named };
}

const cycleOf = ({ state, facts }: Scene): CycleListing | null =>
  state.head.cycleId === null ? null : (facts.cycle ?? null);

/** The page of a case for a viewer. */
export function caseFor(scene: Scene, who: string): Drawn {
  const { viewer: person, view } = seenBy(scene, who);
  const { ladder, clock } = scene;
  const cycle = cycleOf(scene);
  const afterwards = afterwardsOf(view, ladder, person);
  return drawn(CasePage({ view, ladder, person, done: null, cycle, afterwards, mayCorrect: false, now: clock.now() }));
}

/** The history of a case for a viewer. */
export function historyFor(scene: Scene, who: string): Drawn {
  const { viewer: person, relations, view } = seenBy(scene, who);
  const { head } = scene.state;
  const open = opennessFor(head, relations, who);
  const events = scene.events
    .filter(({ event }) => mayKnowOf(head, event, open, relations, who))
    .map(({ event }) => ({ ...event, data: { ...event.data }, body: null }) as EventView);
  const proof = { verified: true, events: events.length, faults: [], erased: 0 };
  const page = { items: events, next: null, earlier: null };
  return drawn(HistoryPage({ person, view, ladder: scene.ladder, cycle: cycleOf(scene), events, page, proof }));
}

/** The form of a sign-off for a signer, with what they decide on. */
export function signOffFor(scene: Scene, who: string): Drawn {
  const context = contextOf(scene, who, {});
  return drawn(`${signOff.intro(context)}${signOff.fields(context)}`);
}

/** The form for a new piece of evidence of a kind. */
export function evidenceFor(scene: Scene, who: string, requirement: string, kind: string): Drawn {
  return drawn(addEvidence.fields(contextOf(scene, who, { requirement, kind })));
}

/** The page of a step. `more`: what the form reads besides the case, and the query of its address. */
export function stepFor(scene: Scene, who: string, type: StepType, more: Partial<FormContext> = {}): Drawn {
  const { viewer: person } = seenBy(scene, who);
  const context = { ...contextOf(scene, who, {}), ...more };
  return drawn(StepPage({ type, context, person, idempotencyKey: 'key' }));
}

/** People who can be named for each of these slots, as a form gets them. */
export function placesFor(scene: Scene, given: Record<string, string[]>): FormContext['places'] {
  return Object.entries(given).map(([slot, ids]) => ({
    slot,
    role: 'tech lead',
    part: slot.endsWith('lead') ? ('lead' as const) : ('reviewer' as const),
    people: ids.flatMap((id) => (scene.people[id] ? [{ ...publicOf(scene.people[id]), whyNot: null }] : [])),
    found: null,
  }));
}

function contextOf(scene: Scene, who: string, query: Record<string, string>): FormContext {
  const { view, viewer } = seenBy(scene, who);
  const { ladder } = scene;
  return {
    view,
    viewerId: viewer.id,
    timeZone: 'UTC',
    now: scene.clock.now().toISOString(),
    ladder,
    transition: transitionOf(ladder, scene.state.head),
    query,
    filled: { values: {}, faults: [], message: null, changes: [] },
    draft: null,
    places: [],
    isAll: true,
    confirmers: noChoices,
    picking: pickingFor(noPickers, null, []),
    previous: [],
    cycles: [],
    cycle: null,
  };
}

/** The case as a list of cases shows it to a viewer. */
export function listedFor(scene: Scene, who: string): Drawn {
  const { view } = seenBy(scene, who);
  return drawn(CaseList({ cases: [view], nameOf: namesOf(view.engineer ? [view.engineer] : []) }));
}

function drawn(page: unknown): Drawn {
  const html = String(page);
  return { html, words: wordsOf(html) };
}

/** The link to a step of the case. */
export const linkTo = (scene: Scene, step: string) => `href="/cases/${scene.state.head.id}/steps/${step}"`;
