import { expect, test } from 'vitest';
import type { Person } from '#shared/contract/people.ts';
import { viewOf } from '#shared/domain/case/view/view.ts';
import { everyLadder, softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, startScene } from '#test/support/scene.ts';

const stagesOf = (scene: Scene) =>
  scene.events.flatMap(({ event }) => (event.type === 'stage-opened' ? [event.data.stage] : []));

test.each([
  ['L1-L2', ['self-assessment', 'calibration', 'portfolio', 'sign-off'], 'promoted'],
  ['L2-L3', ['self-assessment', 'calibration', 'portfolio', 'sign-off'], 'promoted'],
  ['L3-L4', ['track', 'self-assessment', 'portfolio', 'calibration', 'sign-off'], 'promoted'],
  ['L4-L5', ['track', 'self-assessment', 'calibration', 'portfolio', 'sign-off'], 'promoted'],
  ['L4-L4', ['track', 'attestation', 'trial', 'sign-off'], 'track-changed'],
] as const)('%s follows its path if everyone does what their inbox asks', (transition, stages, outcome) => {
  const scene = caseAt(transition, ladder, 'closed');
  expect(stagesOf(scene)).toEqual(stages);
  expect(scene.state.head.outcome).toBe(outcome);
});

test.each([
  ['L3-L4', ['done', 'done', 'done', 'done', 'done']],
  ['L4-L4', ['done', 'done', 'done', 'done']],
] as const)('a closed case on %s shows every stage of its path as done', (transition, states) => {
  const scene = caseAt(transition, ladder, 'closed');
  const { state, people } = scene;
  const viewer = people[state.head.engineerId] as Person;
  const view = viewOf(state, {
    viewer,
    relations: ['engineer'],
    ladder: scene.ladder,
    people,
    named: {},
    ownTrack: null,
    now: scene.now(),
    intranetHosts: [],
  });
  expect(view.path.map((one) => one.state)).toEqual(states);
});

const others = everyLadder.filter((one) => one.id !== ladder.id);
test.each(others.flatMap((one) => one.transitions.map((transition) => [one.title, transition.id, one] as const)))(
  'on the ladder %s, %s ends with a promotion if everyone does their steps',
  (_title, id, other) => {
    const transition = other.transitions.find((one) => one.id === id);
    const levels = other.levels.map((one) => one.id);
    const { techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId } = smallOrganisation[0] ?? person('nobody');
    const line = { techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId };
    const people = [
      ...smallOrganisation.filter((one) => one.level === null || one.id.endsWith('-lead') || one.id.endsWith('-head')),
      ...smallOrganisation.filter((one) => one.id.endsWith('-odc')),
      person('ada-climber', { level: transition?.from ?? null, ...line }),
      ...[1, 2, 3, 4].map((n) => person(`peer-${n}`, { level: levels.at(-1) ?? null, team: 'Shore' })),
    ];
    const scene = startScene(other, 'ada-climber', people, undefined, id);
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
    expect(scene.events.at(-1)?.event.data).toMatchObject({ level: transition?.to });
  },
);
