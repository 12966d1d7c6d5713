import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BodyItem, CaseEvent } from '#shared/contract/events.ts';
import { replay } from '#shared/domain/case/evolve.ts';
import { digestOf, genesis, hashOf } from '#shared/ledger/hash.ts';
import { verify } from '#shared/ledger/verify.ts';

/** A chain as version 1 recorded it. It must always verify, so the fixture never changes. */
interface Golden {
  audit: { seq: number; hash: string };
  events: CaseEvent[];
  bodies: Record<number, BodyItem>;
}
const golden = (): Golden => JSON.parse(readFileSync(new URL('fixtures/golden-v1.json', import.meta.url), 'utf8'));

test('a hash is SHA-256 over canonical JSON: sorted keys, no spaces, numbers and text as in RFC 8785', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  expect(hashOf({ b: [1e21, 0.1, -0], a: '€\u2028"\t' })).toBe(sha256('{"a":"€\u2028\\"\\t","b":[1e+21,0.1,0]}'));
  expect(digestOf({ salt: 's', content: { z: 1, a: null } })).toBe(sha256('{"content":{"a":null,"z":1},"salt":"s"}'));
});

test('the chain that version 1 recorded verifies, and its events can still be read', () => {
  const { events, bodies, audit } = golden();
  expect(verify(events, bodies, audit)).toEqual({ verified: true, faults: [], erased: 0 });
  expect(events[0]?.prev).toBe(genesis);
  expect(audit).toEqual({ seq: 7, hash: events[6]?.hash });
  expect(events.map((event) => event.hash).join('')).toHaveLength(7 * 64);
  const head = replay(
    events.map((event) => CaseEvent.parse(event)),
    Object.fromEntries(Object.entries(bodies).map(([seq, body]) => [seq, BodyItem.parse(body)])),
  ).head;
  expect(head).toMatchObject({ stage: 'closed', outcome: 'withdrawn', version: 7, evidence: { e1: 5 } });
});

test('the recorded chain of a case with a return and an appeal verifies, and its events can still be read', () => {
  const file = new URL('fixtures/golden-turns-v1.json', import.meta.url);
  const { events, bodies, audit }: Golden = JSON.parse(readFileSync(file, 'utf8'));
  expect(verify(events, bodies, audit)).toEqual({ verified: true, faults: [], erased: 0 });
  const { head } = replay(
    events.map((event) => CaseEvent.parse(event)),
    Object.fromEntries(Object.entries(bodies).map(([seq, body]) => [seq, BodyItem.parse(body)])),
  );
  expect(head).toMatchObject({
    version: 34,
    stage: 'closed',
    outcome: 'not-promoted',
    attempt: 2,
    generation: 2,
    track: 'tech-lead',
    objections: [{ id: 'o1', slot: 'calibration.peer-1', answer: 'keep' }],
    appeal: { ground: 'procedure', decision: 'dismissed' },
  });
  expect(new Set(events.map((event) => event.type)).size).toBe(22);
});

describe('a chain does not verify if', () => {
  const tampered: [string, (chain: Golden) => void][] = [
    ['a fact was changed', ({ events }) => Object.assign(events[2] as object, { at: '2026-03-03T09:00:00.000Z' })],
    ['an actor was changed', ({ events }) => Object.assign((events[2] as CaseEvent).actor, { personId: 'somebody' })],
    [
      'a fact was changed and hashed again',
      ({ events }) => {
        const { hash: _hash, ...envelope } = { ...(events[2] as CaseEvent), at: '2026-03-03T09:00:00.000Z' };
        events[2] = { ...envelope, hash: hashOf(envelope) } as CaseEvent;
      },
    ],
    ['an event was removed', ({ events }) => events.splice(3, 1)],
    ['the end was cut off', ({ events }) => events.splice(5)],
    ['two events changed places', ({ events }) => events.splice(2, 2, events[3] as CaseEvent, events[2] as CaseEvent)],
    ['words were changed', ({ bodies }) => Object.assign((bodies[5] as BodyItem).content, { title: 'Another' })],
    ['a salt was changed', ({ bodies }) => Object.assign(bodies[5] as BodyItem, { salt: 'other' })],
    ['words were added', ({ bodies }) => Object.assign(bodies, { 2: { ...bodies[5], seq: 2 } })],
  ];
  test.each(tampered)('%s', (_what, tamper) => {
    const chain = golden();
    tamper(chain);
    const report = verify(chain.events, chain.bodies, chain.audit);
    expect(report.verified).toBe(false);
    expect(report.faults.length).toBeGreaterThan(0);
  });
});

test('a chain still verifies after words are erased by law, and says how many are erased', () => {
  const { events, bodies, audit } = golden();
  const { 5: _erased, ...left } = bodies;
  expect(verify(events, left, audit)).toEqual({ verified: true, faults: [], erased: 1 });
});
