import { describe, expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { Leave } from '#shared/contract/people.ts';
import { endOfAppeal } from '#shared/domain/case/state/appeals.ts';
import { pausedUntil } from '#shared/domain/case/state/away.ts';
import { signOff } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

const engineer = 'erin-engineer';
const today = '2026-03-02';
const sweep = (scene: Scene) => scene.must(null, { type: 'resettle' });
const until = (to: string, deputyId: string | null = null, from = today): Leave[] => [{ from, to, deputyId }];
const at = (stage: Parameters<typeof caseAt>[2]) => caseAt('L2-L3', softwareEngineerTrack, stage);
const day = (instant: string) => instant.slice(0, 10);
const dueDays = ({ state: { head } }: Scene) => {
  const { dueAt, timers } = openHead(head);
  return { due: day(dueAt), lapse: day(timers.find(({ kind }) => kind === 'lapse')?.at ?? '') };
};
const shift = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (24 * 3600 * 1000);

describe('while the engineer is away', () => {
  test.each(['self-assessment', 'portfolio'] as const)(
    'what they owe in %s waits, and everybody reads until when',
    (stage) => {
      const scene = at(stage);
      const before = dueDays(scene);
      scene.change(engineer, { leave: until('2026-03-15') });
      sweep(scene);
      // Fourteen days are away, and the days of a case end on working days.
      for (const which of ['due', 'lapse'] as const)
        expect(shift(before[which], dueDays(scene)[which]), which).toBeOneOf([14, 15, 16]);
      expect(pausedUntil(scene.state.head, scene.now())).toBe('2026-03-15');
      expect(scene.events.at(-1)?.event).toMatchObject({ type: 'engineer-away', data: { until: '2026-03-15' } });
      const { version } = scene.state.head;
      sweep(scene);
      expect(scene.state.head.version).toBe(version);
      scene.clock.set('2026-03-16T09:00:00.000Z');
      sweep(scene);
      expect(scene.state.head.version).toBe(version);
      expect(pausedUntil(scene.state.head, scene.now())).toBeNull();
    },
  );

  test('leave that is ahead changes nothing until it begins, and nobody learns of it', () => {
    const scene = at('portfolio');
    const { version } = scene.state.head;
    scene.change(engineer, { leave: until('2026-03-15', null, '2026-03-10') });
    sweep(scene);
    expect(scene.state.head.version).toBe(version);
    scene.clock.set('2026-03-10T09:00:00.000Z');
    sweep(scene);
    expect(pausedUntil(scene.state.head, scene.now())).toBe('2026-03-15');
  });

  test('leave that becomes longer moves the days again, and leave that ends early takes them back', () => {
    const scene = at('portfolio');
    const before = dueDays(scene).due;
    scene.change(engineer, { leave: until('2026-03-08') });
    sweep(scene);
    scene.change(engineer, { leave: until('2026-03-22') });
    sweep(scene);
    expect(shift(before, dueDays(scene).due)).toBe(21);
    scene.clock.set('2026-03-09T09:00:00.000Z');
    scene.change(engineer, { leave: until('2026-03-08') });
    sweep(scene);
    expect(shift(before, dueDays(scene).due)).toBe(7);
    expect(pausedUntil(scene.state.head, scene.now())).toBeNull();
    const { version } = scene.state.head;
    sweep(scene);
    expect(scene.state.head.version).toBe(version);
  });

  test('the case does not lapse, and nobody is reminded', () => {
    const scene = at('portfolio');
    const { lapse } = dueDays(scene);
    const leave = until('2027-03-01');
    scene.change(engineer, { leave });
    scene.clock.set(`${lapse}T23:00:00.000Z`);
    // The workflow wakes before the sweep has looked.
    scene.must(null, { type: 'remind', generation: 1 });
    expect(scene.state.head.stage).toBe('portfolio');
    expect(scene.events.at(-1)?.event.type).toBe('engineer-away');
    expect(dueDays(scene).lapse > '2027-03-01').toBe(true);
    scene.must(null, { type: 'remind', generation: 1 });
    expect(scene.events.at(-1)?.event.type).toBe('engineer-away');
  });

  test('leave that is entered late counts from its first day, while they are still away', () => {
    const [early, late] = [at('portfolio'), at('portfolio')];
    for (const scene of [early, late]) scene.clock.set('2026-03-03T09:00:00.000Z');
    const leave = until('2026-03-15', null, '2026-03-03');
    early.change(engineer, { leave });
    sweep(early);
    late.clock.set('2026-03-09T09:00:00.000Z');
    late.change(engineer, { leave });
    sweep(late);
    expect(dueDays(late)).toEqual(dueDays(early));
  });

  test('a stage of theirs that opens begins when they are back', () => {
    const [here, gone] = [at('self-assessment'), at('self-assessment')];
    gone.change(engineer, { leave: until('2026-03-29') });
    sweep(gone);
    for (const scene of [here, gone]) playTo(scene, 'portfolio');
    expect(shift(dueDays(here).due, dueDays(gone).due)).toBe(28);
    const { version } = gone.state.head;
    sweep(gone);
    expect(gone.state.head.version).toBe(version);
  });

  test('a stage of others goes on, and a question to the engineer waits', () => {
    const scene = at('sign-off');
    scene.must('omar-odc', { type: 'ask', question: 'Who was with you on call?' });
    const before = { due: dueDays(scene).due, asked: scene.state.head.asked?.[0]?.dueAt ?? '' };
    scene.change(engineer, { leave: until('2026-03-15') });
    sweep(scene);
    expect(dueDays(scene).due).toBe(before.due);
    expect(shift(day(before.asked), day(scene.state.head.asked?.[0]?.dueAt ?? ''))).toBeOneOf([14, 15, 16]);
    scene.must(engineer, { type: 'answer', question: 'q1', answer: 'Tess was.' });
    scene.must('omar-odc', { type: 'ask', question: 'And on the second day?' });
    // Three working days after they are back on Monday.
    expect(day(scene.state.head.asked?.[1]?.dueAt ?? '')).toBe('2026-03-18');
  });

  test('the time to object to a new reviewer is not over before they are back', () => {
    const scene = at('calibration');
    scene.change(engineer, { leave: until('2026-03-15') });
    sweep(scene);
    scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'olga-odc', reason: 'Tess is busy.' });
    const slot = scene.state.head.slots.find(({ id }) => id === 'calibration.tech-lead');
    expect(day(slot?.openFrom ?? '')).toBe('2026-03-18');
  });
});

describe.each(['self-assessment', 'portfolio'] as const)(
  'a day counts once for a case that is stopped in %s meanwhile',
  (stage) => {
    // From 2 March on: when they are away, and when the case stands still, its last day not among the days.
    test.each([
      ['away all the time', ['02', '31'], ['05', '16'], 30],
      ['back before it goes on', ['02', '10'], ['05', '26'], 24],
      ['away when it has stopped, and when it goes on', ['09', '31'], ['05', '16'], 27],
      ['away only while it stands still', ['09', '13'], ['05', '26'], 21],
      ['away before it stops', ['02', '04'], ['10', '17'], 10],
    ] as const)('%s', (_when, [from, to], [stops, goesOn], days) => {
      const scene = at(stage);
      const before = dueDays(scene);
      const { level } = scene.people[engineer] as { level: string };
      const moments = [
        [from, () => scene.change(engineer, { leave: until(`2026-03-${to}`, null, `2026-03-${from}`) })],
        [stops, () => scene.change(engineer, { level: 'L4' })],
        [goesOn, () => scene.change(engineer, { level })],
      ] as const;
      for (const [on, happens] of moments.toSorted(([one], [other]) => one.localeCompare(other))) {
        scene.clock.set(`2026-03-${on}T09:00:00.000Z`);
        happens();
        sweep(scene);
        if (on === stops) stepOn(scene);
        if (on === goesOn) scene.must('hugo-hr', { type: 'decide-stop', decision: 'resume', reason: grounds });
        sweep(scene);
      }
      for (const which of ['due', 'lapse'] as const)
        expect(shift(before[which], dueDays(scene)[which]), which).toBeOneOf([days, days + 1, days + 2]);
      const { version } = scene.state.head;
      scene.clock.set('2026-04-01T09:00:00.000Z');
      sweep(scene);
      expect(scene.state.head.version).toBe(version);
    });
  },
);

test('the time to appeal and the waiting time count the days on which the engineer is here', () => {
  const scene = at('sign-off');
  scene.must('omar-odc', signOff(scene.state, scene.ladder, 'decline'));
  stepOn(scene);
  const { head } = scene.state;
  if (head.status !== 'closed') throw new Error(head.status);
  const usual = endOfAppeal(head, scene.ladder, []) as string;
  const leave = until('2026-03-31', null, '2026-03-04');
  const appeal = { type: 'appeal', ground: 'procedure', statement: grounds, against: null } as const;
  const open = {
    type: 'open-case',
    engineerId: engineer,
    ladderId: scene.ladder.id,
    transition: 'L2-L3',
    cycleId: null,
  } as const;
  scene.clock.set(new Date(Date.parse(usual) + 24 * 3600 * 1000).toISOString());
  expect(scene.decide(engineer, appeal).ok).toBe(false);
  scene.change(engineer, { leave });
  expect(scene.decide(engineer, appeal).ok).toBe(true);
  const last = { caseId: head.id, outcome: head.outcome, closedAt: head.closedAt };
  const opens = (on: string, away: Leave[]) => {
    const people = Object.values(scene.people).map((one) => (one.id === engineer ? { ...one, leave: away } : one));
    try {
      const facts = { last, now: `${on}T09:00:00.000Z` };
      startScene(scene.ladder, engineer, people, undefined, open.transition, facts);
      return true;
    } catch {
      return false;
    }
  };
  expect([opens('2026-09-02', []), opens('2026-09-02', leave), opens('2026-09-30', leave)]).toEqual([
    true,
    false,
    true,
  ]);
});

const plain: Calendar = { odc: 'North', timeZone: 'UTC', weekend: [6, 7], holidays: [], version: 1 };

describe('while the holder of a part is away', () => {
  const holderOf = ({ state: { head } }: Scene, id: string) => head.slots.find((slot) => slot.id === id)?.personId;
  const slot = 'calibration.tech-lead';

  /** A case with sealed reviews in which the tech lead has reviewed, or has not. */
  function sealed(hasReviewed: boolean): Scene {
    const scene = caseAt('L2-L3', threeReviewerLadder, 'calibration');
    if (hasReviewed) while (!scene.state.head.reviews.some(({ by }) => by === 'tess-lead')) playStep(scene);
    return scene;
  }

  describe.each([
    ['before their review', false],
    ['after it, under the seal', true],
  ])('%s', (_when, hasReviewed) => {
    test('the part waits ten working days, and then goes up the line', () => {
      const scene = sealed(hasReviewed);
      scene.facts.calendars = { North: plain };
      scene.change('tess-lead', { leave: until('2026-04-30') });
      sweep(scene);
      expect(holderOf(scene, slot)).toBe('tess-lead');
      scene.clock.set('2026-03-13T23:00:00.000Z');
      sweep(scene);
      expect(holderOf(scene, slot)).toBe('tess-lead');
      scene.clock.set('2026-03-16T00:00:00.000Z');
      sweep(scene);
      expect(holderOf(scene, slot)).not.toBe('tess-lead');
      expect(scene.events.at(-1)?.event.type).toBe('slot-substituted');
    });

    test('whoever is named acts at once, and the part stays where it is', () => {
      const scene = sealed(hasReviewed);
      scene.change('tess-lead', { leave: until('2026-04-30', 'olga-odc') });
      sweep(scene);
      expect(scene.state.head.delegations).toMatchObject([
        { by: 'tess-lead', to: 'olga-odc', slots: [slot], until: '2026-05-01T00:00:00.000Z' },
      ]);
      scene.clock.set('2026-03-31T09:00:00.000Z');
      sweep(scene);
      expect(holderOf(scene, slot)).toBe('tess-lead');
    });
  });

  test('a deputy who could not have the part does not act', () => {
    const scene = sealed(false);
    scene.change('tess-lead', { leave: until('2026-04-30', 'eli-engineer') });
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
  });

  test('once a person has ended it, nobody is asked to act again, and the part goes on', () => {
    const scene = sealed(false);
    scene.change('tess-lead', { leave: until('2026-04-30', 'olga-odc') });
    sweep(scene);
    scene.must('tess-lead', { type: 'end-delegation', to: 'olga-odc' });
    sweep(scene);
    expect(scene.state.head.delegations).toEqual([]);
    scene.clock.set('2026-03-16T09:00:00.000Z');
    sweep(scene);
    expect(holderOf(scene, slot)).not.toBe('tess-lead');
  });

  test('whoever is named acts each time that the holder is away', () => {
    const scene = sealed(false);
    for (const [from, to, back] of [
      [today, '2026-03-06', '2026-03-07'],
      ['2026-03-10', '2026-03-11', '2026-03-12'],
      ['2026-03-17', '2026-03-20', '2026-03-21'],
    ] as const) {
      scene.clock.set(`${from}T09:00:00.000Z`);
      scene.change('tess-lead', { leave: until(to, 'olga-odc', from) });
      sweep(scene);
      expect(scene.state.head.delegations).toMatchObject([
        { by: 'tess-lead', to: 'olga-odc', slots: [slot], until: `${back}T00:00:00.000Z` },
      ]);
    }
  });

  test('a part does not go to somebody who is away too', () => {
    const scene = sealed(false);
    const before = holderOf(scene, slot);
    const leave = until('2026-04-30');
    for (const who of [before ?? '', 'omar-odc', 'hana-head']) scene.change(who, { leave });
    scene.clock.set('2026-03-16T09:00:00.000Z');
    sweep(scene);
    expect([before, 'omar-odc', 'hana-head']).not.toContain(holderOf(scene, slot));
  });

  test('a part of a later stage stays with them', () => {
    const scene = at('self-assessment');
    const before = scene.state.head.slots.map(({ personId }) => personId);
    for (const who of ['tess-lead', 'omar-odc']) scene.change(who, { leave: until('2026-12-31') });
    scene.clock.set('2026-04-16T09:00:00.000Z');
    sweep(scene);
    expect(scene.state.head.slots.map(({ personId }) => personId)).toEqual(before);
  });

  test('whoever of HR wrote the leave has acted as HR, and does not get the part', () => {
    const scene = sealed(false);
    scene.facts.changedBy = ['hugo-hr'];
    scene.change('tess-lead', { leave: until('2026-04-30', 'olga-odc') });
    sweep(scene);
    expect(scene.state.head.hrActs).toEqual(['hugo-hr']);
  });
});
