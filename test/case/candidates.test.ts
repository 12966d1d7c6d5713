import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import { candidatesFor } from '#shared/domain/case/candidates.ts';
import { isHr } from '#shared/domain/people.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import type { Scene } from '#test/support/scene.ts';
import { reviewAll, sealed } from '#test/support/sealed.ts';

const reason = 'It is better so.';

/** For each slot: the ids of the people who are offered to `who`, and of those whom the decider accepts. */
function compare(
  scene: Scene,
  who: string,
  type: PersonCommandType,
  command: (to: string, slot: string) => PersonCommand,
) {
  const people = Object.values(scene.people);
  const person = scene.people[who];
  if (!person) throw new Error(`There is no ${who}`);
  const facts = { ladder: scene.ladder, people: scene.people, now: scene.now() };
  const hr = people.filter(isHr).map((one) => one.id);
  const about = { involved: scene.people, hr };
  return candidatesFor(scene.state.head, type, person, facts, people, about).map(({ slot, people: candidates }) => ({
    slot: slot.id,
    offered: candidates.flatMap((one) => (one.whyNot === null ? [one.person.id] : [])).sort(),
    taken: people
      .filter((one) => {
        const decision = scene.decide(who, command(one.id, slot.id));
        const faults = decision.ok ? [] : (decision.rejection.faults ?? []).map((fault) => fault.path);
        // For a panel, compare only the first place.
        return decision.ok || !faults.some((path) => ['to', 'reviewers.0'].includes(path));
      })
      .map((one) => one.id)
      .filter((id) => id !== slot.personId)
      .sort(),
  }));
}

function expectSame(all: ReturnType<typeof compare>, slots: number) {
  expect(all).toHaveLength(slots);
  for (const { slot, offered, taken } of all) expect([slot, offered]).toEqual([slot, taken]);
  expect(all.some(({ offered }) => offered.length > 1)).toBe(true);
}

describe('the people who are offered are exactly those whom the decider accepts', () => {
  test('for a panel', () => {
    const scene = caseAt('L4-L5', softwareEngineerTrack, 'self-assessment');
    const all = compare(scene, 'hana-head', 'appoint-panel', (to) => ({ type: 'appoint-panel', reviewers: [to] }));
    expectSame(all, 3);
  });

  test('for a slot that is reassigned or delegated', () => {
    const scene = caseAt('L3-L4', softwareEngineerTrack, 'portfolio');
    const all = compare(scene, 'hugo-hr', 'reassign', (to, slot) => ({ type: 'reassign', slot, to, reason }));
    expectSame(all, scene.state.head.slots.length);
    const lent = compare(scene, 'hana-head', 'delegate', (to, slot) => ({
      type: 'delegate',
      slots: [slot],
      to,
      from: null,
      until: '2026-04-01T00:00:00.000Z',
      reason,
    }));
    expect(lent.map((one) => one.slot)).toEqual(['sign-off.head-of-department']);
    expect(lent[0]?.offered).toEqual(lent[0]?.taken);
  });

  test('for the slot of a reviewer whom the engineer objected to, offered to the lead who answers', () => {
    const scene = caseAt('L3-L4', softwareEngineerTrack, 'self-assessment');
    scene.must('lena-senior', { type: 'raise-objection', slot: 'calibration.tech-lead', ground: 'conflict', reason });
    const all = compare(scene, 'omar-odc', 'answer-objection', (to) => ({
      type: 'answer-objection',
      objection: 'o1',
      answer: 'replace',
      reason,
      to,
    }));
    expectSame(all, 1);
    // The lead answers this objection, so nobody is offered to other people.
    expect(compare(scene, 'tess-lead', 'answer-objection', () => ({ type: 'accept-panel' }))).toEqual([]);
  });

  test('after an objection that takes an open review away, when reviews are sealed again', () => {
    const scene = sealed('calibration.odc-lead');
    const slots = ['sign-off.odc-lead'];
    const until = '2026-04-01T00:00:00.000Z';
    scene.must('omar-odc', { type: 'delegate', slots, to: 'oona-odc', from: null, until, reason });
    reviewAll(scene);
    // She could read the reviews, so she cannot write one under the next seal.
    scene.must('omar-odc', { type: 'end-delegation', to: 'oona-odc' });
    const all = compare(scene, 'dario-director', 'answer-objection', (to) => ({
      type: 'answer-objection',
      objection: 'o1',
      answer: 'replace',
      reason,
      to,
    }));
    expectSame(all, 1);
    expect(all[0]?.offered).not.toContain('oona-odc');
  });
});
