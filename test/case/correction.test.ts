import { expect, test } from 'vitest';
import type { Seats } from '#shared/contract/seats.ts';
import { whyCorrected } from '#shared/domain/case/view/decisions.ts';
import { decideCorrection } from '#shared/domain/proposals/correction.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import type { Scene } from '#test/support/scene.ts';

const since = '2026-03-02T09:00:00.000Z';
const seatsOf = (...people: string[]): Seats => ({
  ladder: ladder.id,
  level: 'L5',
  holders: people.map((personId) => ({ personId, caseId: null, since })),
  waiting: [],
  version: 1,
});

/** What a correction of a case to L5, which has seats, comes to. */
function decided(scene: Scene, to: 'promoted' | 'not-promoted', seats: Seats, level: string) {
  const { head } = scene.state;
  const engineer = scene.people[head.engineerId];
  const actor = scene.people['hugo-hr'];
  if (!engineer || !actor || head.status !== 'closed') throw new Error(head.status);
  const on = '2026-03-02';
  const { id: caseId, track } = head;
  const by = { personId: null, role: 'system', relation: 'workflow', onBehalfOf: null } as const;
  const promoted = { type: 'person-promoted', data: { caseId, level: 'L5', track, on }, actor: by };
  return decideCorrection(
    { ...scene.state, head: { ...head, outcome: to === 'promoted' ? 'not-promoted' : 'promoted' } },
    {
      to,
      reason: 'The wrong button.',
      secondReason: 'So it is.',
      proposal: 'prop_01KN44ARM0DKXQ0JTHY3K8ATPK',
      proposedBy: 'hedy-hr',
    },
    {
      ...scene.facts,
      ladder,
      now: scene.now(),
      actor,
      seats,
      people: { [engineer.id]: { ...engineer, level, ...(level === 'L5' ? { track, levelSince: on } : {}) } },
      openCaseId: null,
      last: { caseId, outcome: 'promoted', closedAt: head.closedAt },
      chain: [promoted as never],
    },
  );
}

test('a seat is freed with a promotion that is taken back, and taken with one that is given, if one is free', () => {
  const scene = caseAt('L4-L5', ladder, 'closed');
  const { engineerId } = scene.state.head;
  const seat = (to: 'promoted' | 'not-promoted', seats: Seats, level: string) => {
    const decision = decided(scene, to, seats, level);
    return decision.ok ? decision.event.data : decision.rejection;
  };
  expect(seat('not-promoted', seatsOf('a', engineerId), 'L5')).toMatchObject({ seat: 'freed' });
  expect(seat('not-promoted', seatsOf('a'), 'L5')).not.toHaveProperty('seat');
  expect(seat('promoted', seatsOf('a'), 'L4')).toMatchObject({ seat: 'taken' });
  const full = seatsOf(...Array.from({ length: 50 }, (_, at) => `holder-${at}`));
  expect(seat('promoted', full, 'L4')).toMatchObject({ message: 'No seat of the level is free.' });
});

test('a correction from before the second reason was asked for is still read, and has none', () => {
  const { state } = caseAt('L4-L5', ladder, 'closed');
  const { id: caseId } = state.head;
  const body = { caseId, seq: 9, type: 'outcome-corrected', audience: 'participants', salt: '' } as const;
  const corrected = { seq: 9, at: since, from: 'promoted' as const, by: ['hedy-hr', 'hugo-hr'] };
  const bodies = { 9: { ...body, content: { reason: 'The wrong button.' } } };
  const why = whyCorrected({ ...state, head: { ...state.head, corrected }, bodies });
  expect(why).toEqual({ reason: 'The wrong button.', secondReason: null });
});
