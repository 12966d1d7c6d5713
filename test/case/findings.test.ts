import { expect, test } from 'vitest';
import type { Case } from '#shared/contract/events.ts';
import { viewOf } from '#shared/domain/case/view/view.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import type { Scene } from '#test/support/scene.ts';

/** The case with a consensus of `step` in every dimension of a competency. */
function withConsensus({ state }: Scene, competency: string, step: number): Case {
  const seq = state.head.consensus?.seq as number;
  const body = state.bodies[seq];
  if (!body) throw new Error('There is no consensus');
  const dimensions = ladder.competencies.find((one) => one.id === competency)?.dimensions ?? [];
  const ratings = {
    ...(body.content.ratings as Record<string, number>),
    ...Object.fromEntries(dimensions.map(({ id }) => [id, step])),
  };
  return { ...state, bodies: { ...state.bodies, [seq]: { ...body, content: { ...body.content, ratings } } } };
}

/** What the signer of a slot sees in the score. */
function seenBy(scene: Scene, state: Case, role: 'odc-lead' | 'head-of-department') {
  const signer = state.head.slots.find((slot) => slot.part === 'signer' && slot.role === role)?.personId;
  const viewer = scene.people[signer ?? ''];
  if (!viewer) throw new Error('Nobody signs');
  const now = scene.now();
  const relations = ['signer' as const];
  return viewOf(state, { viewer, relations, ladder, people: {}, ownTrack: null, now, intranetHosts: [] });
}

test('signers see a value below what is enough for a Principal Engineer, and the criteria do not change by it', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off', {}, { track: 'principal-engineer' });
  const state = withConsensus(scene, 'communication-and-collaboration', 2);
  for (const role of ['odc-lead', 'head-of-department'] as const) {
    const view = seenBy(scene, state, role);
    expect(view.score?.findings).toMatchObject([{ competency: 'communication-and-collaboration', value: 2, least: 3 }]);
    expect(view.criteria?.map((one) => one.verdict)).toEqual(['pass', 'pass']);
  }
});

test('a Tech Lead has no such profile, so there is no finding', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off', {}, { track: 'tech-lead' });
  const view = seenBy(scene, withConsensus(scene, 'communication-and-collaboration', 2), 'odc-lead');
  expect(view.score?.findings).toEqual([]);
});
