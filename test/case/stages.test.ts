import { describe, expect, test } from 'vitest';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { PathStage, StageKind } from '#shared/contract/ladder-paths.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import {
  hrDesk,
  pathStages,
  type returnStages,
  slotStages,
  type WorkflowStage,
  workflowStages,
} from '#shared/contract/names.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { unlockable } from '#shared/domain/case/progress/unlockable.ts';
import { stages } from '#shared/domain/case/stages/index.ts';
import { trackChanges } from '#shared/domain/case/state/path.ts';
import { faultsOfPaths } from '#shared/domain/ladder/lint/paths.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { playStep } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { signature } from '#test/support/step-commands.ts';
import { broken } from './invariants.ts';

const transitions = [...ladder.transitions, ...trackChanges(ladder)];
const sorted = (kinds: readonly WorkflowStage[]) => [...kinds].sort();

test('the stages with slots are those that the contract names', () => {
  const withSlots = workflowStages.filter((kind) => transitions.some((one) => stages[kind].slots(one).length > 0));
  expect(sorted(withSlots)).toEqual(sorted(slotStages));
});

test('every slot belongs to the stage that needs it', () => {
  for (const kind of workflowStages)
    for (const transition of transitions)
      for (const slot of stages[kind].slots(transition)) expect([slot.id, slot.stage]).toEqual([slot.id, kind]);
});

test('exactly the stages of a path have rules', () => {
  for (const transition of transitions) {
    const kinds = transition.path.map((stage) => stage.kind as WorkflowStage);
    const ruled = workflowStages.filter((kind) => stages[kind].rules(transition));
    const after = [...(transition.exceptions === 'forbidden' ? [] : ['exception' as const])];
    // Every case can stop, and an end that HR made can be appealed against on every path.
    expect(sorted(ruled)).toEqual(sorted([...kinds, ...after, 'appeal', 'stopped']));
  }
});

const timing = { dueDays: 400, remindDays: [7], graceDays: 7 };
const samples: Record<StageKind, Partial<PathStage>> = {
  track: {},
  'self-assessment': {},
  portfolio: {},
  calibration: {},
  'sign-off': {},
  attestation: { asked: [{ id: 'talk', by: 'odc-lead', question: 'Have you talked?' }] },
  trial: { months: 3 },
};

/**
 * Ladders with a stage of this kind on the path of a transition: one for each place where the ladder check allows it.
 * The transitions are one without a lead of the calibration, one with a lead, and a change of track.
 */
function waysWith(kind: StageKind): { transition: string; path: string; ladder: PublishedLadder }[] {
  return ['L1-L2', 'L3-L4', 'L4-L4'].flatMap((id) => {
    const { path } = transitions.find((one) => one.id === id) as Transition;
    const stage = path.find((one) => one.kind === kind) ?? ({ kind, ...timing, ...samples[kind] } as PathStage);
    const others = path.filter((one) => one.kind !== kind);
    return path
      .map((_, at) => [...others.slice(0, at), stage, ...others.slice(at)])
      .map((way) => ({ transition: id, path: way.map((one) => one.kind).join(', '), ladder: ladderWith(id, way) }))
      .filter((way) => faultsOfPaths(way.ladder).length === 0);
  });
}

function ladderWith(transition: string, path: PathStage[]): PublishedLadder {
  const { trackChange } = ladder;
  return {
    ...ladder,
    transitions: ladder.transitions.map((one) => (one.id === transition ? { ...one, path } : one)),
    trackChange: transition === 'L4-L4' && trackChange ? { ...trackChange, path } : trackChange,
  };
}

describe.each(pathStages)('%s, wherever the ladder check lets a path have it', (kind) => {
  const ways = waysWith(kind);

  test('there is such a path', () => {
    expect(ways).not.toEqual([]);
  });

  test.each(ways)('a case comes to its end, with a return: $transition, $path', (way) => {
    const { scene, opened } = play(way, (scene) => scene.state.head.stage === 'sign-off' && returns(scene));
    const { head } = scene.state;
    const kinds = way.path.split(', ') as StageKind[];
    expect(sorted(opened)).toEqual(sorted(kinds));
    expect(kinds.filter((one) => stages[one].isPassed(head, way.ladder))).toEqual(kinds);
    const events = scene.events.map((one) => one.event);
    expect(broken(scene.state, events, way.ladder)).toEqual([]);
  });

  test.each(ways)('a person who owes a step in it leaves, and the case comes to its end: $transition, $path', (way) => {
    play(way, (scene) => scene.state.head.stage === kind && leaves(scene));
  });
});

/** Plays a case to its end. `turn` does something unusual once: it is called until it returns true. */
function play(way: { transition: string; ladder: PublishedLadder }, turn: (scene: Scene) => boolean) {
  const scene = startOn(way.transition, way.ladder);
  const opened = new Set<WorkflowStage>();
  let isTaken = false;
  for (let at = 0; at < 90 && scene.state.head.stage !== 'closed'; at++) {
    stepOn(scene);
    const { head } = scene.state;
    if (head.status !== 'open') continue;
    opened.add(head.stage);
    if (!isTaken && turn(scene)) isTaken = true;
    else playStep(scene);
  }
  expect(scene.state.head.stage).toBe('closed');
  return { scene, opened: [...opened] };
}

/** Lets the first person who owes a step leave the company. False if only the engineer or HR owes one. */
function leaves(scene: Scene): boolean {
  const owing = () => openSteps(scene.state.head, scene.ladder).map((step) => step.personId);
  const leaver = owing().find((id) => id !== scene.state.head.engineerId && id !== hrDesk);
  if (!leaver) return false;
  scene.change(leaver, { active: false });
  scene.must(null, { type: 'resettle' });
  expect(owing(), `${leaver} has left, so others must owe the steps`).not.toContain(leaver);
  return true;
}

/** Lets the signer whose turn it is return everything in a stage. False if it is nobody's turn, or there is no such stage. */
function returns(scene: Scene): boolean {
  const { state, ladder } = scene;
  const [turn] = openSteps(state.head, ladder);
  const all = unlockable(state, ladder);
  const stage = all[0]?.stage as (typeof returnStages)[number] | undefined;
  if (turn?.type !== 'sign-off' || !stage) return false;
  const reasons = Object.fromEntries(all.flatMap((one) => (one.stage === stage ? [[one.id, 'Look again.']] : [])));
  const context = { state, ladder, people: Object.values(scene.people), now: scene.now() };
  scene.must(turn.personId, signature(context, 'return', { stage, reasons }));
  return true;
}
