import { expect, test } from 'vitest';
import { slotStages, type WorkflowStage, workflowStages } from '#shared/contract/names.ts';
import { trackChanges } from '#shared/domain/case/path.ts';
import { stages } from '#shared/domain/case/stages/index.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

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

test('every stage of a path has its rules, and no other', () => {
  for (const transition of transitions) {
    const kinds = transition.path.map((stage) => stage.kind as WorkflowStage);
    const ruled = workflowStages.filter((kind) => stages[kind].rules(transition));
    expect(sorted(ruled)).toEqual(sorted(transition.appeal ? [...kinds, 'appeal'] : kinds));
  }
});
