import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { verifyCase } from '#shared/cases/record.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { actorOf } from '#test/support/actor.ts';
import { evidence, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { readAllEvents } from '#test/support/events.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Two worlds in which everybody does the same. In one of them a reviewer also sends a sealed review. */
const worlds: World[] = [];
beforeAll(async () => {
  worlds.push(await startWorld(), await startWorld());
});
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

const delegate: PersonCommand = {
  type: 'delegate',
  slots: ['calibration.odc-lead'],
  to: 'olga-odc',
  from: null,
  until: '2026-03-20T09:00:00.000Z',
  reason: 'I am away.',
};

/** Seven days pass, and whoever owes a review is reminded. */
async function remind({ outside, clock }: World, caseId: string): Promise<void> {
  clock.advanceDays(7);
  await executeSystem(outside, caseId, { type: 'remind', generation: 1 }, 'workflow', 'test');
}

async function play(world: World, isReviewed: boolean): Promise<string> {
  const caseId = await world.open('erin-engineer', ladder.id);
  await world.step(caseId);
  await world.act('erin-engineer', caseId, selfAssessment(ratingsOf(ladder, 5)));
  await world.step(caseId);
  await world.act('erin-engineer', caseId, { ...evidence('design-doc', 'design-doc'), url: 'https://example.com/1' });
  await world.act('erin-engineer', caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  await remind(world, caseId);
  if (isReviewed) await world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)));
  await remind(world, caseId);
  await world.act('omar-odc', caseId, delegate);
  await world.act('omar-odc', caseId, { type: 'end-delegation', to: 'olga-odc' });
  return caseId;
}

/** What a person reads of the case. */
async function viewed(world: World, who: string, caseId: string) {
  return (await readCase(world.outside, await actorOf(world.outside, who), caseId)).view;
}

/** What a person reads of the record. Ids and digests are random. */
async function seen(world: World, who: string, caseId: string) {
  const actor = await actorOf(world.outside, who);
  const events = await readAllEvents(world.outside, actor, caseId);
  const proof = await verifyCase(world.outside, actor, caseId);
  return { proof, events: events.map(({ id: _id, digest: _digest, ...event }) => event) };
}

test('who may not know of a sealed review reads the same record whether it is there or not', async () => {
  const [without, with_] = worlds as [World, World];
  const ids = [await play(without, false), await play(with_, true)] as const;
  for (const who of ['omar-odc', 'hana-head', 'erin-engineer']) {
    const read = await seen(with_, who, ids[1]);
    expect([who, read]).toEqual([who, await seen(without, who, ids[0])]);
    expect(read.events.map((event) => event.seq)).toEqual(read.events.map((_event, at) => at + 1));
    expect([who, await viewed(with_, who, ids[1])]).toEqual([who, await viewed(without, who, ids[0])]);
    expect((await viewed(with_, who, ids[1])).version).toBe(read.events.length);
    expect(read.events.map((event) => event.type)).toContain('delegation-ended');
    expect(read.events.filter((event) => event.hash !== null || event.prev !== null)).toEqual([]);
  }
  const { events } = await seen(with_, 'hugo-hr', ids[1]);
  expect(events.filter((event) => event.hash === null)).toEqual([]);
  expect(events.map((event) => event.type)).toContain('review-submitted');
});

/** The engineer may object to a reviewer, and the lead dismisses it. */
async function playObjection(world: World, isObjected: boolean): Promise<string> {
  const caseId = await world.open('erin-engineer', ladder.id);
  await world.step(caseId);
  await world.act('erin-engineer', caseId, selfAssessment(ratingsOf(ladder, 5)));
  await world.step(caseId);
  await remind(world, caseId);
  if (isObjected) {
    const reason = 'We worked against each other for a year, in the team and outside of it.';
    const objection: PersonCommand = {
      type: 'raise-objection',
      slot: 'calibration.tech-lead',
      ground: 'conflict',
      reason,
    };
    await world.act('erin-engineer', caseId, objection);
    const { id } = (await viewed(world, 'hugo-hr', caseId)).objections[0]!;
    await world.act('hugo-hr', caseId, { type: 'answer-objection', objection: id, answer: 'keep', to: null, reason });
  }
  await world.act('erin-engineer', caseId, { ...evidence('design-doc', 'design-doc'), url: 'https://example.com/1' });
  await world.act('erin-engineer', caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  return caseId;
}

test('who may not know of an objection reads the same whether it was raised or not', async () => {
  const [without, with_] = (await Promise.all([startWorld(), startWorld()])) as [World, World];
  worlds.push(without, with_);
  const ids = [await playObjection(without, false), await playObjection(with_, true)] as const;
  const alike: string[] = [];
  for (const { id: who } of with_.people) {
    const view = await viewed(with_, who, ids[1]).catch(() => null);
    if (!view) continue;
    const read = await seen(with_, who, ids[1]);
    expect([who, view.version]).toEqual([who, read.events.length]);
    if (read.events.some(({ type }) => type.startsWith('objection-'))) continue;
    alike.push(who);
    expect([who, view]).toEqual([who, await viewed(without, who, ids[0])]);
    expect([who, read]).toEqual([who, await seen(without, who, ids[0])]);
  }
  expect(alike).toEqual(expect.arrayContaining(['hana-head', 'tess-lead']));
});
