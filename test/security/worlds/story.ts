import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { WorkflowStage } from '#shared/contract/names.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadHead } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, evidence, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { changeOf } from '#test/support/two-people.ts';
import { ask, json } from './answers.ts';
import { ladder, lineAfterwards } from './people.ts';
import { fork, startTwin, type Twin, tellAll } from './twin.ts';

/** The case that both worlds have, place by place. */

export type Step = (twin: Twin) => Promise<unknown>;

export const does =
  (who: string, command: PersonCommand): Step =>
  async ({ world, source, caseId }) => {
    source.begin(who);
    const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId).catch(() => ({
      view: undefined,
    }));
    return world.act(who, caseId, command, view?.version);
  };

const opens: Step = async ({ world, source, caseId }) => {
  source.begin('workflow');
  const head = await loadHead(world.outside.table, caseId);
  if (!head) throw new Error(caseId);
  const open = { type: 'open-stage' as const, generation: head.generation, stage: head.stage as WorkflowStage };
  await executeSystem(world.outside, caseId, open, 'workflow', 'test');
};

const rated = ratingsOf(ladder, 3);
const reason = 'Everybody who was there has seen it, and says so.';
const link = (url: string) => `https://example.com/${url}`;
const design = { ...evidence('design-doc', 'design-doc'), url: link('design') };
export const piece = (id: string, url: string): PersonCommand => ({ ...evidence(id, id), url: link(url) });

export const delegates = (who: string, to: string, until: string, ...slots: string[]): Step =>
  does(who, { type: 'delegate', slots, to, from: null, until, reason });
export const gives = (slot: string, to: string): Step => does('hanna-hr', { type: 'reassign', slot, to, reason });
export const reviews = (who: string, step = 3): Step => does(who, review(ratingsOf(ladder, step)));
export const amends = (who: string): Step =>
  does(who, { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason } as PersonCommand);
export const attests = (who: string): Step => does(who, attest('leads'));
export const leaves = (who: string, type: 'recuse' | 'declare-conflict'): Step => does(who, { type, reason });
export const ends = (who: string, to: string): Step => does(who, { type: 'end-delegation', to });
export const objects = (slot: string): Step =>
  does('erin-engineer', { type: 'raise-objection', slot, ground: 'other', reason });
export const keeps = (who: string): Step =>
  does(who, { type: 'answer-objection', objection: 'o1', answer: 'keep', reason, to: null });
export const replaces = (who: string, to: string): Step =>
  does(who, { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to });
export const extendsTo = (who: string, until: string): Step =>
  does(who, { type: 'extend-deadline', until: until.slice(0, 10), reason });
export const cancels: Step = async (twin) => {
  await does('hanna-hr', { type: 'cancel', reason })(twin);
  await tellAll(twin);
  twin.source.begin('workflow');
  const { generation = 0 } = (await loadHead(twin.world.outside.table, twin.caseId)) ?? {};
  await executeSystem(twin.world.outside, twin.caseId, { type: 'close', generation }, 'workflow', 'test');
};
export const asks = (who: string): Step => does(who, { type: 'ask', question: reason });
export const saves: Step = (twin) =>
  ask(
    twin,
    'erin-engineer',
    `/api/cases/${twin.caseId}/drafts/self-assessment`,
    json('PUT', { ratings: rated, notes: {} }),
  );

const began = Date.parse('2026-02-20T09:00:00.000Z');
const day = (count: number) => new Date(began + count * 24 * 3600 * 1000).toISOString();
export const longAway = day(85);
export const soon = day(14);
/** After the due day of the calibration. */
export const later = day(40);

/** Whoever is asked says that it is not theirs to say. */
export const disowns: Step = does('carl-confirmer', { type: 'confirm-evidence', evidence: 'e2', answer: 'not-mine' });

/** The engineer gets another tech lead, who has no part in the case. */
const changesLine: Step = async ({ world }) => {
  const { table } = world.outside;
  const before = await loadPerson(table, 'erin-engineer');
  if (!before) throw new Error('nobody');
  const item = profileItem({ ...before, ...lineAfterwards, version: before.version + 1 });
  await transact(table, [writesOf(table).put('other', item)]);
};

/** HR enters that a person is away from now on. */
export const isAway =
  (who: string): Step =>
  async ({ world }) => {
    const { table } = world.outside;
    const before = await loadPerson(table, who);
    if (!before) throw new Error(who);
    const leave = [{ from: world.clock.now().toISOString().slice(0, 10), to: '2199-12-31', deputyId: null }];
    const item = profileItem({ ...before, leave, version: before.version + 1 });
    await transact(table, [writesOf(table).put('other', item)]);
  };

/** A person of HR proposes another lead for the engineer. Everybody of HR reads it. */
const proposesLead: Step = async (twin) => {
  const change = await changeOf(twin.world.outside, 'erin-engineer', { odcLeadId: 'otto-odc' });
  const headers = { 'idempotency-key': 'proposes' };
  const answer = await ask(twin, 'hetty-hr', '/api/hr/proposals', json('POST', { change, reason }, headers));
  twin.proposalId = (JSON.parse(answer.text) as { proposalId: string }).proposalId;
};

export const waits =
  (until: string): Step =>
  async ({ world }) =>
    world.clock.set(until);

const places = ['self-assessment', 'portfolio', 'panel-named', 'sealed'] as const;
export type Place = (typeof places)[number];

/** The steps from each place to the next. */
const path: Record<Place, Step[]> = {
  'self-assessment': [
    delegates('omar-odc', 'olga-odc', longAway, 'calibration.odc-lead', 'sign-off.odc-lead'),
    delegates('omar-odc', 'otto-odc', day(1), 'calibration.odc-lead'),
    delegates('dario-director', 'dina-director', longAway, 'sign-off.delivery-director'),
    delegates('hana-head', 'hiro-head', longAway, 'calibration.lead'),
    gives('calibration.tech-lead', 'cara-lead'),
    leaves('cara-lead', 'declare-conflict'),
    gives('calibration.tech-lead', 'tess-lead'),
    changesLine,
    proposesLead,
    waits(day(5)),
    opens,
  ],
  portfolio: [
    does('erin-engineer', selfAssessment(rated)),
    opens,
    does('erin-engineer', {
      ...design,
      text: { format: 'plain', content: 'The whole design, from the first idea to what is live.' },
    }),
    does('erin-engineer', {
      ...evidence('design-doc', 'rfc'),
      url: link('rfc'),
      adoption: { since: '2026-01-05', confirmerId: 'carl-confirmer' },
    }),
    ...['talk', 'demo'].map((id) => does('erin-engineer', piece(id, id))),
  ],
  'panel-named': [
    does('erin-engineer', { type: 'submit-portfolio' }),
    opens,
    does('hana-head', { type: 'appoint-panel', reviewers: ['petra-peer', 'hilde-hr', 'paula-peer'] }),
  ],
  sealed: [
    does('erin-engineer', { type: 'accept-panel' }),
    delegates('paula-peer', 'pia-peer', longAway, 'calibration.peer-3'),
    reviews('petra-peer'),
  ],
};

/** Ten minutes pass, something happens, and people are told. */
export async function happens(twin: Twin, steps: readonly Step[]): Promise<void> {
  const { clock } = twin.world;
  for (const step of steps) {
    clock.advanceDays(10 / (24 * 60));
    await step(twin);
    await tellAll(twin);
  }
}

/** Something happens within an hour that passes in both worlds. What happens may be different in them. */
export async function happensUnseen(twin: Twin, steps: readonly Step[]): Promise<void> {
  const { clock } = twin.world;
  const end = clock.now().getTime() + 3600 * 1000;
  twin.source.unseen = true;
  await happens(twin, steps);
  twin.source.unseen = false;
  clock.set(new Date(end).toISOString());
}

/** Opens the case. */
async function opened(twin: Twin): Promise<void> {
  const { world, source } = twin;
  world.clock.set(day(0));
  await publishLadder(world.outside, ladder);
  source.begin('erin-engineer');
  const { result } = await openCase(
    world.outside,
    await actorOf(world.outside, 'erin-engineer'),
    { engineerId: 'erin-engineer', ladderId: ladder.id, transition: 'L3-L4', cycleId: null },
    { idempotencyKey: 'opens', requestId: 'test' },
  );
  twin.caseId = result.caseId;
  await tellAll(twin);
}

/** A world with the case, and copies of it at each place. */
export async function startPlaces(): Promise<{ first: Twin; at: (place: Place) => Twin }> {
  const first = await startTwin();
  await opened(first);
  const copies = new Map<Place, Twin>();
  let from: Place | null = null;
  for (const place of places) {
    await goOn(first, from, place);
    copies.set(place, await fork(first));
    from = place;
  }
  return {
    first,
    at: (place) => {
      const copy = copies.get(place);
      if (!copy) throw new Error(place);
      return copy;
    },
  };
}

/** Brings the case from one place to another. From null: it was just opened. */
export async function goOn(twin: Twin, from: Place | null, to: Place): Promise<void> {
  const begin = from === null ? 0 : places.indexOf(from) + 1;
  for (const at of places.slice(begin, places.indexOf(to) + 1)) await happens(twin, path[at]);
}
