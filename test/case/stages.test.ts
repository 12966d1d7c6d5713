import { describe, expect, test } from 'vitest';
import type { PathStage, PublishedLadder, StageKind } from '#shared/contract/ladder.ts';
import { pathStages, slotStages, type WorkflowStage, workflowStages } from '#shared/contract/names.ts';
import { stages } from '#shared/domain/case/stages/index.ts';
import { trackChanges } from '#shared/domain/case/state/path.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { playStep } from '#test/support/play.ts';
import { startOn, stepOn } from '#test/support/scene.ts';

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
    expect(sorted(ruled)).toEqual(sorted(transition.appeal ? [...kinds, 'appeal'] : kinds));
  }
});

describe('every kind of stage can be in a path: a person owes a step in it, and the step moves the case on', () => {
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
   * The ladder with a stage of this kind on the path from L3 to L4. If the path has none, it is added before the
   * sign-off.
   */
  function ladderWith(kind: StageKind): PublishedLadder {
    const added = { kind, ...timing, ...samples[kind] } as PathStage;
    return {
      ...ladder,
      transitions: ladder.transitions.map((one) => {
        if (one.id !== 'L3-L4' || one.path.some((stage) => stage.kind === kind)) return one;
        return { ...one, path: one.path.flatMap((stage) => (stage.kind === 'sign-off' ? [added, stage] : [stage])) };
      }),
    };
  }

  test.each(pathStages)('%s', (kind) => {
    const scene = startOn('L3-L4', ladderWith(kind));
    const opened = new Set<string>();
    for (let turn = 0; turn < 60 && scene.state.head.stage !== 'closed'; turn++) {
      stepOn(scene);
      if (scene.state.head.status !== 'open') continue;
      opened.add(scene.state.head.stage);
      playStep(scene);
    }
    expect([...opened]).toContain(kind);
    expect(scene.state.head.stage).toBe('closed');
  });
});
