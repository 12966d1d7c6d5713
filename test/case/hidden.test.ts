import { expect, test } from 'vitest';
import { hiddenFrom } from '#shared/domain/case/view/hidden.ts';
import { opennessFor, type Relation } from '#shared/domain/case/view/visibility.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';

const reason = 'Because it is so.';

function hidden({ state: { head } }: Scene, who: string, ...relations: Relation[]): string[] {
  return hiddenFrom(head, relations, opennessFor(head, relations, who));
}

test('a case that ended before the reviews were open promises nobody what never comes', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const read = () => [
    hidden(scene, 'tess-lead', 'reviewer'),
    hidden(scene, 'omar-odc', 'signer'),
    hidden(scene, 'hugo-hr', 'hr'),
    hidden(scene, 'erin-engineer', 'engineer'),
  ];
  expect(read().map((said) => said.length)).toEqual([2, 1, 1, 1]);
  scene.must('hugo-hr', { type: 'cancel', reason });
  stepOn(scene);
  expect(scene.state.head.status).toBe('closed');
  expect(read()).toEqual([[], [], [], []]);
  const watched = 'You see where this case stands. What is in it is for those who take part.';
  expect(hidden(scene, 'rosa-head', 'watcher')).toEqual([watched]);
});
