import { describe, expect, test } from 'vitest';
import { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { limits } from '#shared/contract/names.ts';
import { attest } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { grounds, signature } from '#test/support/step-commands.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import { broken } from './invariants.ts';

const sign = (scene: Scene, who: string, decision: 'approve' | 'decline' | 'return', more = {}) =>
  scene.decide(who, {
    ...signature(
      { state: scene.state, ladder: scene.ladder, people: Object.values(scene.people), now: scene.now() },
      decision,
    ),
    ...more,
  });
const must = (scene: Scene, who: string, decision: 'approve' | 'decline') =>
  scene.must(who, signature(contextOf(scene), decision));
const contextOf = ({ state, ladder, people, ...scene }: Scene) => ({
  state,
  ladder,
  people: Object.values(people),
  now: scene.now(),
});
const decides = (decision: 'confirm' | 'refuse') => ({ type: 'decide-exception', decision, reason: grounds }) as const;

/** A case whose question was answered with 'no', so that its criterion fails. Everybody who signs approved it. */
function approved(transition = 'L1-L2', facts = {}): Scene {
  const scene = caseAt(transition, shortLadder, 'calibration', facts);
  scene.must('tess-lead', attest(transition === 'L1-L2' ? 'delivers-alone' : 'leads-people', 'no'));
  playTo(scene, 'exception');
  return scene;
}

describe('a case that everybody approved although a criterion is not met', () => {
  test('waits for HR, who has a due day, and is reminded of it', () => {
    const scene = approved();
    expect(scene.state.head).toMatchObject({ stage: 'exception', status: 'open', outcome: null });
    const { openedAt, dueAt, timers } = openHead(scene.state.head);
    expect([openedAt.slice(0, 10), dueAt.slice(0, 10)]).toEqual(['2026-03-02', '2026-03-16']);
    expect(timers.map(({ kind, at, to }) => [kind, at.slice(0, 10), to])).toEqual([
      ['remind', '2026-03-09', ['@hr']],
      ['due', '2026-03-16', ['@hr']],
      // They name nobody: they are for everybody who owes a step then.
      ...['2026-03-16', '2026-03-30', '2026-04-13', '2026-04-27'].map((day) => ['escalate', day, []]),
    ]);
    expect(scene.act('omar-odc', decides('confirm'))).toBe('forbidden');
    expect(scene.act(scene.state.head.engineerId, decides('confirm'))).toBe('forbidden');
  });

  test('ends as promoted with an exception if HR confirms', () => {
    const scene = approved();
    scene.must('hugo-hr', decides('confirm'));
    stepOn(scene);
    expect(scene.state.head).toMatchObject({ stage: 'closed', outcome: 'promoted-with-exception' });
    expect(scene.events.at(-1)?.event.data).toEqual({ outcome: 'promoted-with-exception', level: 'L2' });
  });

  test('goes back to its signers if HR refuses, who can only return or decline it', () => {
    const scene = approved();
    scene.must('hugo-hr', decides('refuse'));
    stepOn(scene);
    const { head } = scene.state;
    expect(head).toMatchObject({ stage: 'sign-off', status: 'open', outcome: null });
    const [signer = '', other = ''] = head.slots.flatMap((one) => (one.part === 'signer' ? (one.personId ?? '') : []));
    const refused = sign(scene, signer, 'approve');
    expect(refused).toMatchObject({ rejection: { code: 'not-yet' } });
    expect(refused.ok ? '' : refused.rejection.message).toContain('HR has refused an exception');
    must(scene, other, 'decline');
    expect(scene.state.head.outcome).toBe('not-promoted');
  });

  test('takes a seat when HR confirms, or none is free then', () => {
    const seats = (holders: number) => ({
      seats: {
        ladder: shortLadder.id,
        level: 'L4',
        version: 1,
        holders: Array.from({ length: holders }, (_, at) => ({
          personId: `holder-${at}`,
          caseId: null,
          since: '2026-01-01',
        })),
        waiting: [],
      },
    });
    const scene = approved('L3-L4', seats(0));
    scene.must('hugo-hr', decides('confirm'));
    expect(scene.events.at(-1)?.event.data).toMatchObject({ seat: 'taken' });
    const full = approved('L3-L4', seats(0));
    full.facts = seats(1) as Scene['facts'];
    full.must('hugo-hr', decides('confirm'));
    expect(full.events.at(-1)?.event.data).toMatchObject({ seat: 'none' });
    expect(full.state.head.outcome).toBe('no-seat');
  });

  test('is not decided by somebody of HR who took part', () => {
    const scene = approved();
    scene.change('hugo-hr', { roles: ['hr', 'tech-lead'] });
    scene.state.head.past.push('hugo-hr');
    expect(scene.act('hugo-hr', decides('confirm'))).toBe('forbidden');
  });
});

test('a version from a time when nobody had to confirm exceptions asks for reasons, and HR confirms', () => {
  const transitions = shortLadder.transitions.map((one) => ({ ...one, exceptions: 'allowed' as const }));
  const scene = caseAt('L1-L2', { ...shortLadder, transitions }, 'calibration');
  scene.must('tess-lead', attest('delivers-alone', 'no'));
  playTo(scene, 'sign-off');
  expect(sign(scene, 'omar-odc', 'approve', { exceptionReasons: {} })).toMatchObject({
    rejection: { code: 'invalid-input', faults: [{ path: 'exceptionReasons.delivers-alone' }] },
  });
  playTo(scene, 'exception');
  expect(scene.state.head).toMatchObject({ stage: 'exception', outcome: null });
  scene.must('hugo-hr', decides('confirm'));
  expect(scene.state.head.outcome).toBe('promoted-with-exception');
});

test('a reason for an exception has 40 characters that people can see', () => {
  const parse = (reason: string) => PersonCommand.safeParse({ ...decides('confirm'), reason }).success;
  expect(parse(grounds)).toBe(true);
  for (const short of ['.', 'x'.repeat(39), `x${'\u200b'.repeat(60)}`, `x${' '.repeat(60)}y`])
    expect(parse(short), short).toBe(false);
});

test('a criterion that is unknown is no ground to decline', () => {
  const scene = caseAt('L1-L2', shortLadder, 'sign-off');
  const { head } = scene.state;
  const [asked] = head.attestations;
  delete (scene.state.bodies as Record<number, unknown>)[asked?.seq ?? 0];
  const [criterion = ''] = Object.keys(signature(contextOf(scene), 'approve').seen.criteria);
  expect(signature(contextOf(scene), 'approve').seen.criteria[criterion]).toBe('unknown');
  const refused = sign(scene, 'omar-odc', 'decline');
  expect(refused).toMatchObject({ rejection: { faults: [{ path: `declineReasons.${criterion}` }] } });
});

test('a signer who cannot approve is offered a decline only if there is a ground', () => {
  const transitions = shortLadder.transitions.map((one) => ({ ...one, exceptions: 'forbidden' as const }));
  const scene = caseAt('L1-L2', { ...shortLadder, transitions }, 'sign-off');
  const [asked] = scene.state.head.attestations;
  delete (scene.state.bodies as Record<number, unknown>)[asked?.seq ?? 0];
  const said = () => {
    const refused = sign(scene, 'omar-odc', 'approve', { exceptionReasons: {} });
    return refused.ok ? '' : refused.rejection.message;
  };
  expect(said()).toContain('(unknown). You can return the case. What is unknown is no ground to decline.');
  expect(sign(scene, 'omar-odc', 'decline', { declineReasons: {} })).toMatchObject({
    rejection: { faults: [{ path: 'declineReasons' }] },
  });
  const returned = { stage: 'calibration', reasons: { 'attestation.delivers-alone': 'Nobody knows it.' } } as const;
  expect(sign(scene, 'omar-odc', 'return', { returns: returned })).toMatchObject({ ok: true });
  scene.state.head.attempt = limits.attempts;
  expect(said()).toContain('(unknown). You can ask HR to cancel the case. What is unknown is no ground to decline.');
});

test('the invariant of exceptions fails if HR has not confirmed, the ladder forbids them, or the outcome hides them', () => {
  const invariant = 'nobody is promoted with a criterion that is not met, unless the ladder allows it and HR confirmed';
  const scene = approved();
  scene.must('hugo-hr', decides('confirm'));
  const { state, ladder } = scene;
  const events = scene.events.map((one) => one.event);
  const forbids = {
    ...ladder,
    transitions: ladder.transitions.map((one) => ({ ...one, exceptions: 'forbidden' as const })),
  };
  const hides: Case = { ...state, head: { ...state.head, outcome: 'promoted' } as Case['head'] };
  expect(broken(state, events, ladder)).toEqual([]);
  expect(broken(state, events.slice(0, -1), ladder)).toContain(invariant);
  expect(broken(state, events, forbids)).toContain(invariant);
  expect(broken(hides, events, ladder)).toContain(invariant);
});
