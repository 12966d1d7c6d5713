import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { CaseStage, RecordFact } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Seats } from '#shared/contract/seats.ts';
import { plusLocalDays } from '#shared/domain/calendar/zone.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import { nextAsking } from '#shared/domain/case/state/adoption.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import { opennessFor } from '#shared/domain/case/view/visibility.ts';
import { endOfCoolDown } from '#shared/domain/ladder/waiting-times.ts';
import { signOff } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { answersOwed, grounds, missingPieces } from '#test/support/step-commands.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

const engineer = 'erin-engineer';
const holders = { hr: ['hugo-hr', 'hedy-hr'], directors: ['dario-director'] };
const changes: Record<RecordFact, Partial<Person>> = {
  active: { active: false },
  ladder: { ladder: 'another-ladder' },
  level: { level: 'L4' },
  track: { track: 'another-track' },
};
const decides = (decision: 'resume' | 'end') => ({ type: 'decide-stop', decision, reason: grounds }) as const;
const sweep = (scene: Scene) => scene.must(null, { type: 'resettle' });

/** Changes the record, sweeps, and opens the stage in which HR is asked. */
function stopped(scene: Scene, more: Partial<Person>): Scene {
  scene.change(engineer, more);
  sweep(scene);
  stepOn(scene);
  return scene;
}

const stages: CaseStage[] = ['self-assessment', 'portfolio', 'calibration', 'sign-off', 'closing'];

/** A case in which the last signer has approved, and which is not closed yet. */
function approved(ladder = softwareEngineerTrack): Scene {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  while (scene.state.head.stage === 'sign-off') playStep(scene);
  return scene;
}
const at = (stage: CaseStage) => (stage === 'closing' ? approved() : caseAt('L2-L3', softwareEngineerTrack, stage));

describe.each(Object.keys(changes) as RecordFact[])('if the %s of the engineer changes', (fact) => {
  test.each(stages)('a case in %s stops, and goes on there only once the record is as before', (stage) => {
    const scene = at(stage);
    const before = scene.people[engineer] as Person;
    const { status, version } = scene.state.head;
    stopped(scene, changes[fact]);
    expect(scene.state.head).toMatchObject({ stage: 'stopped', status: 'open', stopped: { stage, facts: [fact] } });
    expect(scene.act('hugo-hr', decides('resume'))).toBe('not-yet');
    scene.change(engineer, before);
    expect(scene.act('hugo-hr', decides('end'))).toBe('not-yet');
    scene.must('hugo-hr', decides('resume'));
    expect(scene.state.head).toMatchObject({ stage, status, version: version + 3 });
    expect(scene.state.head).not.toHaveProperty('stopped');
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  });

  test.each(stages)('a case in %s is not carried out', (stage) => {
    const scene = stopped(at(stage), changes[fact]);
    scene.must('hugo-hr', decides('end'));
    const outcome = stage === 'closing' ? 'promotion-not-carried-out' : 'overtaken';
    stepOn(scene);
    expect(scene.state.head).toMatchObject({ stage: 'closed', outcome });
    expect(scene.events.at(-1)?.event.data).toEqual({ outcome, level: null });
    const transition = transitionOf(scene.ladder, scene.state.head);
    expect(endOfCoolDown(transition, outcome, scene.now(), [])).toBeNull();
  });
});

describe('before the case stops', () => {
  test('nobody can sign on a record that has changed', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'sign-off');
    scene.change(engineer, { level: 'L4' });
    for (const decision of ['approve', 'decline'] as const)
      expect(scene.decide('omar-odc', signOff(scene.state, scene.ladder, decision))).toMatchObject({
        rejection: { code: 'not-yet', message: expect.stringContaining('another level') },
      });
  });

  test.each(['open-stage', 'remind', 'close'] as const)('%s of the state machine stops it instead', (type) => {
    const scene = type === 'close' ? approved() : caseAt('L2-L3', softwareEngineerTrack, 'portfolio');
    scene.change(engineer, { active: false });
    const { generation } = scene.state.head;
    scene.must(null, type === 'open-stage' ? { type, generation, stage: 'portfolio' } : { type, generation });
    expect(scene.state.head.stage).toBe('stopped');
  });

  test('a task of an older execution does not stop it', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'portfolio');
    scene.must(null, { type: 'restart', generation: 1, reason: 'test' });
    scene.change(engineer, { active: false });
    expect(scene.act(null, { type: 'remind', generation: 1 })).toBe('superseded');
  });
});

describe('while a case is stopped', () => {
  test('HR has ten working days, and is reminded', () => {
    const scene = stopped(caseAt('L2-L3', softwareEngineerTrack, 'portfolio'), { level: 'L4' });
    const { openedAt, dueAt, timers } = openHead(scene.state.head);
    expect([openedAt.slice(0, 10), dueAt.slice(0, 10)]).toEqual(['2026-03-02', '2026-03-16']);
    expect(timers.map(({ kind, to }) => [kind, to])).toContainEqual(['remind', ['@hr']]);
  });

  test('nobody takes a step of the stage, and only HR says how it goes on', () => {
    const scene = stopped(caseAt('L2-L3', softwareEngineerTrack, 'sign-off'), { level: 'L4' });
    expect(scene.act('omar-odc', signOff(scene.state, scene.ladder, 'approve'))).toBe('wrong-stage');
    for (const who of [engineer, 'omar-odc', 'tess-lead', 'dario-director'])
      expect(scene.act(who, decides('end')), who).toBe('forbidden');
    expect(scene.act('hugo-hr', { type: 'cancel', reason: 'It is easier.' })).toBe('wrong-stage');
    expect(scene.act('hugo-hr', { type: 'extend-deadline', until: '2026-12-31', reason: 'Later.' })).toBe(
      'wrong-stage',
    );
  });

  test('whoever changed the record does not say it', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'portfolio');
    scene.facts.changedBy = ['hugo-hr', 'hedy-hr'];
    stopped(scene, { level: 'L4' });
    expect(scene.act('hugo-hr', decides('end'))).toBe('forbidden');
  });

  test('whoever changes it once more does not say it either', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'portfolio', { holders });
    scene.facts.changedBy = ['hugo-hr'];
    stopped(scene, { level: 'L4' });
    const { stopped: before } = scene.state.head;
    scene.clock.advanceDays(3);
    scene.change(engineer, { level: 'L5' });
    // Before the sweep has seen it, the decision itself looks.
    scene.facts.changedBy = ['hugo-hr', 'hedy-hr'];
    expect(scene.act('hedy-hr', decides('end'))).toBe('forbidden');
    sweep(scene);
    expect(scene.state.head.stopped).toEqual(before);
    expect(scene.state.head.hrActs).toEqual(['hugo-hr', 'hedy-hr']);
    // Nobody of HR is left, so a director says it. Nothing more happens until somebody else changes the record.
    sweep(scene);
    expect(openHead(scene.state.head).directors).toEqual(['dario-director']);
    const { version } = scene.state.head;
    sweep(scene);
    expect(scene.state.head.version).toBe(version);
    scene.change(engineer, { level: 'L2' });
    scene.must('dario-director', decides('resume'));
    expect(scene.state.head.stage).toBe('portfolio');
  });

  test('the event names whoever has changed the record, and an older one names them in another field', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'portfolio');
    scene.facts.changedBy = ['hugo-hr'];
    scene.change(engineer, { level: 'L4' });
    const before = scene.state;
    sweep(scene);
    const stop = scene.events.at(-1)?.event as CaseEvent & { type: 'case-stopped' };
    expect(stop.data.changedBy).toEqual(['hugo-hr']);
    const { changedBy: by, ...data } = stop.data;
    const older = evolve(before, { ...stop, data: { ...data, ...(by ? { by } : {}) } }, null);
    expect(older.head).toEqual(scene.state.head);
  });

  test('the decision notes whoever has changed the record, for an appeal against it', () => {
    const scene = stopped(caseAt('L2-L3', softwareEngineerTrack, 'portfolio'), { level: 'L4' });
    scene.facts.changedBy = ['hedy-hr'];
    scene.must('hugo-hr', decides('end'));
    expect(scene.state.head.hrActs).toEqual(['hugo-hr', 'hedy-hr']);
  });

  test('the engineer can withdraw, but not from an outcome', () => {
    const scene = stopped(caseAt('L2-L3', softwareEngineerTrack, 'portfolio'), { level: 'L4' });
    scene.must(engineer, { type: 'withdraw', reason: 'Moving on.' });
    const later = stopped(approved(), { level: 'L4' });
    expect(later.act(engineer, { type: 'withdraw', reason: 'Moving on.' })).toBe('wrong-stage');
  });

  test('sealed reviews stay sealed and count afterwards', () => {
    const scene = caseAt('L2-L3', threeReviewerLadder, 'calibration');
    while (scene.state.head.reviews.length === 0) playStep(scene);
    const { reviews } = scene.state.head;
    stopped(scene, { level: 'L4' });
    const { head } = scene.state;
    expect(head).toMatchObject({ reviews, revealed: false });
    expect(head.sealed).not.toBeNull();
    expect(opennessFor(head, ['reviewer'], 'nobody').whoHasReviewed).toBe(false);
    scene.change(engineer, { level: 'L2' });
    scene.must('hugo-hr', decides('resume'));
    expect(scene.state.head.reviews).toEqual(reviews);
  });
});

describe('the clock of a stopped case', () => {
  /** Stops a case for some days and lets it go on. */
  function pause(scene: Scene, days: number): Scene {
    stopped(scene, { level: 'L4' });
    scene.clock.advanceDays(days);
    scene.change(engineer, { level: 'L2' });
    scene.must('hugo-hr', decides('resume'));
    return scene;
  }

  test.each([1, 7, 40, 365])('stands still for %i days', (days) => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'portfolio');
    const before = openHead(scene.state.head);
    const after = openHead(pause(scene, days).state.head);
    expect(after.openedAt).toBe(before.openedAt);
    expect(after.dueAt >= plusLocalDays(before.dueAt, days, 'UTC')).toBe(true);
    // A weekend or a holiday can add some days more.
    expect(after.dueAt <= plusLocalDays(before.dueAt, days + 4, 'UTC')).toBe(true);
    expect(after.timers.map(({ kind }) => kind)).toEqual(before.timers.map(({ kind }) => kind));
    scene.must(null, { type: 'remind', generation: 1 });
    expect(scene.events.at(-1)?.event.type).toBe('case-resumed');
  });

  test('does not take back what was overdue already', () => {
    const scene = caseAt('L2-L3', softwareEngineerTrack, 'calibration');
    scene.clock.advanceDays(60);
    scene.must(null, { type: 'remind', generation: 1 });
    const { dueAt } = openHead(scene.state.head);
    expect(openHead(pause(scene, 3).state.head).dueAt).toBe(dueAt);
  });

  test('gives the engineer the time to object that was left', () => {
    const scene = caseAt('L3-L4', softwareEngineerTrack, 'calibration');
    const { engineerId } = scene.state.head;
    const lastDay = () => scene.state.head.slots.find((slot) => slot.openFrom)?.openFrom;
    playStep(scene);
    const until = lastDay() ?? '';
    expect(until > scene.now()).toBe(true);
    scene.change(engineerId, { level: 'L4' });
    sweep(scene);
    stepOn(scene);
    scene.clock.advanceDays(10);
    scene.change(engineerId, { level: 'L3' });
    scene.must('hugo-hr', decides('resume'));
    expect(lastDay()).toBe(plusLocalDays(until, 10, 'UTC'));
  });

  test('gives another team, and the engineer who names another person, the days that were left', () => {
    const days = 60;
    const scene = caseAt('L3-L4', softwareEngineerTrack, 'portfolio', {}, { track: 'principal-engineer' });
    const { engineerId } = scene.state.head;
    const { state, ladder, people } = scene;
    for (const piece of missingPieces({ state, ladder, people: Object.values(people), now: scene.now() }))
      scene.must(engineerId, piece);
    scene.must(engineerId, { type: 'submit-portfolio' });
    const [first] = answersOwed(scene.state.head);
    scene.must(first?.who ?? '', { ...first?.command, answer: 'not-mine' } as PersonCommand);
    const daysOf = () => scene.state.head.adoptions.map(({ dueAt, nameBy }) => nameBy ?? dueAt ?? '');
    const before = daysOf();
    expect(before.length).toBeGreaterThan(0);
    scene.change(engineerId, { level: 'L4' });
    sweep(scene);
    stepOn(scene);
    scene.clock.advanceDays(days);
    expect(nextAsking(scene.state.head, scene.now())).toBeNull();
    scene.must(null, { type: 'remind', generation: 1 });
    expect(daysOf()).toEqual(before);
    scene.change(engineerId, { level: 'L3' });
    scene.must('hugo-hr', decides('resume'));
    for (const [at, day] of daysOf().entries()) expect(day >= plusLocalDays(before[at] ?? '', days, 'UTC')).toBe(true);
    expect(nextAsking(scene.state.head, scene.now())).toBe(daysOf().sort()[0]);
  });
});

test('a seat that the approval took is free again, and only that one', () => {
  const seats = (caseId: string | null): Seats => ({
    ladder: softwareEngineerTrack.id,
    level: 'L3',
    version: 1,
    holders: [{ personId: engineer, caseId, since: '2026-01-01T00:00:00.000Z' }],
    waiting: [],
  });
  for (const isOwn of [true, false]) {
    const scene = stopped(approved(), { active: false });
    scene.facts.seats = seats(isOwn ? scene.state.head.id : null);
    scene.must('hugo-hr', decides('end'));
    expect('seat' in (scene.events.at(-1)?.event.data ?? {})).toBe(isOwn);
  }
});

test('whoever was put at the level meanwhile keeps the seat when the case ends', () => {
  for (const more of [{ level: 'L3' }, { level: 'L3', active: false }, { level: 'L4' }]) {
    const scene = stopped(approved(), more);
    const holder = { personId: engineer, caseId: scene.state.head.id, since: '2026-01-01T00:00:00.000Z' };
    scene.facts.seats = {
      ladder: softwareEngineerTrack.id,
      level: 'L3',
      version: 1,
      holders: [holder],
      waiting: [],
    };
    scene.must('hugo-hr', decides('end'));
    const isFreed = 'seat' in (scene.events.at(-1)?.event.data ?? {});
    expect(isFreed, JSON.stringify(more)).toBe(more.level !== 'L3' || more.active === false);
  }
});

test('an appeal does not stop, but the calibration after it does', () => {
  const scene = caseAt('L2-L3', softwareEngineerTrack, 'sign-off');
  scene.must('omar-odc', signOff(scene.state, scene.ladder, 'decline'));
  playTo(scene, 'closed');
  scene.must(engineer, { type: 'appeal', ground: 'procedure', statement: 'It was skipped.', against: null });
  stepOn(scene);
  scene.change(engineer, { level: 'L4' });
  sweep(scene);
  expect(scene.state.head.stage).toBe('appeal');
  playStep(scene);
  stepOn(scene);
  expect(scene.state.head).toMatchObject({ stage: 'stopped', stopped: { stage: 'calibration', clock: null } });
});
