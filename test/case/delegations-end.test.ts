import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { noticesOf, type Told } from '#shared/domain/notices/notices.ts';
import { readyForL3, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { inShort } from '../notices/told-by.ts';

const [giver, delegate] = ['tess-lead', 'olga-odc'];
const sweep = (scene: Scene) => scene.must(null, { type: 'resettle' });

/** A case in which the tech lead lets another tech lead act for them. */
function delegated(): Scene {
  const scene = caseAt('L2-L3', softwareEngineerTrack, 'calibration');
  letActFor(scene);
  return scene;
}

function letActFor(scene: Scene): void {
  scene.must(giver, {
    type: 'delegate',
    slots: ['calibration.tech-lead'],
    to: delegate,
    from: null,
    until: '2026-04-30T09:00:00.000Z',
    reason: 'I am away.',
  });
}

/** The notices of the last event. */
function notices(scene: Scene): Told[] {
  const events = scene.events.map((one) => one.event);
  const event = events.at(-1) as CaseEvent;
  return noticesOf(event, scene.state.head, scene.ladder, events.slice(0, -1));
}

/** Who is told that the delegation has ended, by the last event. */
function told(scene: Scene): string[] {
  return notices(scene)
    .filter(({ template }) => template === 'delegation-ended' || template === 'delegate-lost')
    .map(({ to }) => to)
    .sort();
}

describe('a delegation ends, and does not come back, when the delegate', () => {
  test.each<[string, Partial<Person>]>([
    ['leaves', { active: false }],
    ['loses the role', { roles: ['engineer'] }],
  ])('%s', (_what, more) => {
    const scene = delegated();
    const before = scene.people[delegate] as Person;
    scene.change(delegate, more);
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
    expect(told(scene)).toEqual([delegate, giver].sort());
    scene.change(delegate, before);
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
  });

  test('has a conflict of interest', () => {
    const scene = delegated();
    scene.must(delegate, { type: 'declare-conflict', reason: 'We are related.' });
    expect(scene.state.head.delegations).toEqual([]);
    expect(told(scene)).toEqual([giver]);
  });
});

describe.each<[string, string, Partial<Person>]>([
  ['a delegate who left', delegate, { active: false }],
  ['a delegate who lost the role', delegate, { roles: ['engineer'] }],
  ['a giver who left', giver, { active: false }],
  ['a giver who lost the role', giver, { roles: ['engineer'] }],
])('if the sweep did not see it, the delegation of %s and came back', (_what, who, more) => {
  const reviewing = review(readyForL3(softwareEngineerTrack));
  const cameBack = (): Scene => {
    const scene = delegated();
    expect(scene.decide(delegate, reviewing).ok).toBe(true);
    scene.clock.advanceDays(1);
    const { active, roles } = scene.people[who] as Person;
    scene.change(who, more);
    scene.change(who, { active, roles });
    scene.clock.advanceDays(1);
    return scene;
  };

  test('lets nobody act, and ends at the next sweep', () => {
    const scene = cameBack();
    expect(scene.act(delegate, reviewing)).toBe('forbidden');
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
    expect(told(scene)).toEqual([delegate, giver].sort());
  });

  test('can be made anew', () => {
    const scene = cameBack();
    letActFor(scene);
    expect(scene.act(delegate, reviewing)).toBeNull();
  });
});

describe('a delegation ends, and the delegate is told, when the person who gave it', () => {
  test('leaves', () => {
    const scene = delegated();
    scene.change(giver, { active: false });
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
    const types = scene.events.slice(-2).map(({ event }) => event.type);
    expect(types).toEqual(['delegation-ended', 'slot-substituted']);
  });

  test.each(['recuse', 'declare-conflict'] as const)('does %s', (type) => {
    const scene = delegated();
    scene.must(giver, { type, reason: 'I cannot do it.' });
    expect(scene.state.head.delegations).toEqual([]);
    expect(told(scene)).toEqual([delegate]);
  });
});

test('a delegation that can go on stays', () => {
  const scene = delegated();
  const { delegations } = scene.state.head;
  sweep(scene);
  expect(scene.state.head.delegations).toEqual(delegations);
});

test.each<[string, (scene: Scene) => void]>([
  ['declares a conflict', (scene) => scene.must(giver, { type: 'declare-conflict', reason: 'We are related.' })],
  [
    'is replaced because of a conflict',
    (scene) => {
      const reason = 'They are related.';
      scene.must('erin-engineer', {
        type: 'raise-objection',
        slot: 'calibration.tech-lead',
        ground: 'conflict',
        reason,
      });
      scene.must('hugo-hr', { type: 'answer-objection', objection: 'o1', answer: 'replace', to: null, reason });
    },
  ],
])('whoever of HR acted for a holder who %s has held the part too', (_how, leaves) => {
  const scene = caseAt('L2-L3', softwareEngineerTrack, 'self-assessment', {
    holders: { hr: ['hugo-hr', 'hedy-hr', delegate], directors: [] },
  });
  scene.change(delegate, { roles: ['odc-lead', 'hr'] });
  letActFor(scene);
  leaves(scene);
  expect(scene.state.head.delegations).toEqual([]);
  expect(scene.act(delegate, { type: 'cancel', reason: 'There are reasons.' })).toBe('forbidden');
});

describe('an upheld appeal', () => {
  const reason = 'It was not fair.';
  const until = '2026-04-30T09:00:00.000Z';
  const lend = (scene: Scene, by: string, slot: string, to: string) =>
    scene.must(by, { type: 'delegate', slots: [slot], to, from: null, until, reason });
  const uphold = (scene: Scene, against: string | null, reviewers: string[]) => {
    const ground = against === null ? 'procedure' : 'conflict';
    stepOn(scene);
    scene.must('erin-engineer', { type: 'appeal', ground, statement: reason, against });
    stepOn(scene);
    scene.must('hedy-hr', { type: 'decide-appeal', decision: 'uphold', reason, reviewers, lead: null });
    return inShort(notices(scene)).sort();
  };

  /** A signer declined. The reviewer and the signer have let others act for them. */
  const declined = (isEndedBefore = false): Scene => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'calibration');
    lend(scene, giver, 'calibration.tech-lead', 'hana-head');
    playTo(scene, 'sign-off');
    lend(scene, 'omar-odc', 'sign-off.odc-lead', 'hiro-head');
    if (isEndedBefore) scene.must('omar-odc', { type: 'end-delegation', to: 'hiro-head' });
    scene.must('omar-odc', signOff(scene.state, softwareEngineerTrack, 'decline'));
    return scene;
  };

  /** A case that HR cancelled while the signer let another person act for them. */
  const cancelled = (): Scene => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'sign-off');
    lend(scene, 'omar-odc', 'sign-off.odc-lead', delegate);
    scene.must('hugo-hr', { type: 'cancel', reason });
    return scene;
  };

  test('that starts a new round tells who loses a part, and both people of every delegation', () => {
    const scene = declined();
    expect(uphold(scene, null, [delegate])).toEqual([
      'erin-engineer appeal-decided',
      'hana-head delegation-ended',
      'hiro-head delegation-ended',
      'olga-odc part-given',
      'omar-odc delegate-lost',
      'tess-lead part-taken',
    ]);
    expect(scene.state.head.delegations).toEqual([]);
  });

  test('ends the delegations for good: a later change of a part tells nobody of them again', () => {
    const scene = declined();
    uphold(scene, null, [delegate]);
    stepOn(scene);
    scene.must('omar-odc', { type: 'recuse', reason: 'I cannot do it.' });
    expect(told(scene)).toEqual([]);
  });

  test('against an end that HR made is told as that, also if the case has gone further by then', () => {
    const scene = cancelled();
    uphold(scene, null, []);
    scene.state.head.appeal = null;
    expect(inShort(notices(scene))).toEqual(['erin-engineer appeal-decided']);
  });

  test('tells nobody of a delegation that had ended before', () => {
    expect(uphold(declined(true), null, [delegate]).join()).not.toMatch(/omar-odc|hiro-head/);
  });

  test('against a signer with a conflict of interest takes their part, and tells their delegate', () => {
    expect(uphold(cancelled(), 'omar-odc', [])).toEqual([
      'erin-engineer appeal-decided',
      'hana-head part-given',
      'olga-odc delegation-ended',
      'omar-odc part-taken',
    ]);
  });

  test('that lets the case go on ends the delegations of nobody else', () => {
    const scene = cancelled();
    expect(uphold(scene, null, [])).toEqual(['erin-engineer appeal-decided']);
    expect(scene.state.head.delegations).toHaveLength(1);
  });

  test('against a delegate with a conflict of interest tells both', () => {
    const scene = cancelled();
    scene.state.head.acts.push({ by: delegate, slot: 'sign-off.odc-lead' });
    expect(uphold(scene, delegate, [])).toEqual([
      'erin-engineer appeal-decided',
      'olga-odc delegation-ended',
      'omar-odc delegate-lost',
    ]);
  });

  test('that HR dismisses tells only the engineer', () => {
    const scene = declined();
    stepOn(scene);
    scene.must('erin-engineer', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
    stepOn(scene);
    scene.must('hedy-hr', { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null });
    expect(inShort(notices(scene))).toEqual(['erin-engineer appeal-decided']);
  });
});
