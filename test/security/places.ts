import { randomUUID } from 'node:crypto';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { seenOf } from '#shared/domain/case/state/contents.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadCase } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, evidence, ratingsOf, review, selfAssessment, waiver, waiverAnswer } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { cast, engineerAt, lineAfterwards, lineAtFirst, people, slotOf, spare } from './cast.ts';
import { wholePath as ladder } from './ladder.ts';
import { type Place, places, type Relation } from './table.ts';

/** This word is in every text that people write into the cases of this suite. A refusal must never contain it. */
export const canary = 'canary';

const began = '2026-02-20T09:00:00.000Z';
/** The first day on which the trial can be confirmed. Everything after the trial happens on this day. */
const afterTrial = '2026-04-01T09:00:00.000Z';
const day = (number: number) => new Date(Date.parse(began) + number * 24 * 3600 * 1000).toISOString();

/** A world with the ladder, the people, the cycle of the cases, and a second cycle that they can join. */
export async function startSecurityWorld(): Promise<World> {
  const world = await startWorld(people);
  world.clock.set(began);
  await publishLadder(world.outside, ladder);
  const whole = { from: '2026-01-01', to: '2026-12-31', joinUntil: '2026-12-31' };
  const cycles = [
    { id: 'annual-2026', input: cycleInput({ ...whole, windows: { 'sign-off': { from: whole.from, to: whole.to } } }) },
    { id: 'quarters-2026', input: cycleInput({ ...whole, name: 'Quarters', kind: 'quarterly', windows: {} }) },
  ];
  for (const cycle of cycles)
    await putCycle(world.outside, await actorOf(world.outside, cast.hr), cycle, {
      idempotencyKey: randomUUID(),
      requestId: 'setup',
    });
  return world;
}

const says = (what: string) => `${canary} ${what}`;

export const rated = ratingsOf(ladder, 3);
/** A new piece of evidence, with a link that no other piece has. */
const design = () => ({
  ...evidence('design-doc', 'design-doc'),
  title: says('title'),
  note: says('note'),
  text: {
    format: 'plain' as const,
    content: `${says('text')}: what was done, and why it was done so, ${randomUUID()}`,
  },
});

/** The title of the work that a team is asked about. The person who is asked reads it. */
export const adoptedTitle = says('adopted');
const adopted = {
  ...evidence('design-doc', 'rfc'),
  title: adoptedTitle,
  text: { format: 'markdown' as const, content: `# ${adoptedTitle}\n\nWhat was decided, and why it was decided so.` },
  adoption: { since: '2026-01-05', confirmerId: cast.asked },
};

type Step = (world: World, caseId: string, place: Place) => Promise<unknown>;
const does =
  (who: string | null, command: PersonCommand): Step =>
  (world, caseId, place) =>
    world.act(who ?? engineerAt(place), caseId, command);
/** A command on what the person has just read. */
const decides =
  (who: string, command: (state: Case) => PersonCommand): Step =>
  async (world, caseId) => {
    const state = await loadCase(world.outside.table, caseId);
    if (!state) throw new Error(caseId);
    const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId);
    return world.act(who, caseId, command(state), view.version);
  };
const opens: Step = (world, caseId) => world.step(caseId);
const waits =
  (until: string): Step =>
  async ({ clock }) =>
    clock.set(until);

async function change(world: World, id: string, more: Partial<Person>): Promise<void> {
  const { table } = world.outside;
  const before = await loadPerson(table, id);
  if (!before) throw new Error(id);
  const item = profileItem({ ...before, ...more, version: before.version + 1 });
  await transact(table, [writesOf(table).put('other', item)]);
}

const delegates = (to: string, until: string) =>
  does(cast.signer, {
    type: 'delegate',
    slots: ['sign-off.odc-lead'],
    to,
    from: null,
    until,
    reason: says('delegation'),
  });
const gives = (to: string) =>
  does(cast['hr-acted'], { type: 'reassign', slot: 'calibration.tech-lead', to, reason: says('reassign') });
const hasConflict = (who: string) => does(who, { type: 'declare-conflict', reason: says('conflict') });

/** Longer than the shortest reason for an exception. */
const grounds = 'The engineer leads two teams since the spring, and everybody saw it.';
const reasons = {
  decline: {
    exceptionReasons: {},
    declineReasons: { 'leads-and-builds': { reason: says('decline'), wouldChange: says('change') } },
  },
  approve: { exceptionReasons: { 'leads-and-builds': says(grounds) }, declineReasons: {} },
};
const signs =
  (decision: 'approve' | 'decline') =>
  (state: Case): PersonCommand => ({
    type: 'sign-off',
    decision,
    comment: says('sign-off'),
    ...reasons[decision],
    seen: seenOf(state, ladder),
    returns: null,
  });

const records = decides(cast.lead, () => ({
  type: 'record-consensus',
  ratings: rated,
  reasons: { tests: says('reason') },
  antiSignals: [],
  comment: says('consensus'),
}));

const reviewed = { ...review(rated), comment: says('review') } as PersonCommand;
const objects = (slot: string): PersonCommand => ({
  type: 'raise-objection',
  slot,
  ground: 'other',
  reason: says('objection'),
});

/** The steps from each place to the next. */
const path: Record<Place, Step[]> = {
  opening: [
    delegates(cast.delegate, day(85)),
    delegates(cast['delegate-before'], day(1)),
    gives(cast.conflicted),
    hasConflict(cast.conflicted),
    gives(cast['hr-conflicted']),
    hasConflict(cast['hr-conflicted']),
    gives(cast.reviewer),
    (world, _caseId, place) => change(world, engineerAt(place), lineAfterwards),
    waits(day(5)),
  ],
  track: [opens],
  attestation: [does(null, { type: 'declare-track', track: 'guide' }), opens],
  trial: [does(cast.attester, { ...attest('talk'), note: says('talk') } as PersonCommand), opens],
  'self-assessment': [
    waits(afterTrial),
    does(null, { type: 'confirm-track', decision: 'change', reason: says('trial') }),
    opens,
  ],
  portfolio: [
    does(null, { ...selfAssessment(rated), notes: { tests: says('self') } } as PersonCommand),
    opens,
    // The link follows from the case, so that two equal worlds have equal records.
    (world, caseId, place) => does(null, { ...design(), url: `https://example.com/${caseId}` })(world, caseId, place),
    does(null, adopted),
    ...['talk', 'demo'].map(
      (id): Step =>
        (world, caseId, place) =>
          does(null, { ...evidence(id, id), title: says('title'), url: null })(world, caseId, place),
    ),
    does(cast.signer, { ...waiver('demo'), instead: says('instead, which is the talk that they gave on it') }),
  ],
  'panel-vacant': [does(null, { type: 'submit-portfolio' }), opens],
  'panel-named': [does(cast.lead, { type: 'appoint-panel', reviewers: [cast.panel, cast['hr-on-panel']] })],
  objected: [does(null, objects('calibration.peer-1'))],
  sealed: [
    does(cast.lead, { type: 'answer-objection', objection: 'o1', answer: 'keep', reason: says('answer'), to: null }),
    does(null, { type: 'accept-panel' }),
    does(cast.reviewer, reviewed),
  ],
  revealed: [does(cast.panel, reviewed), does(cast['hr-on-panel'], reviewed)],
  'sign-off': [
    does(cast.reviewer, { ...attest('leads'), answer: 'no', note: says('attested') } as PersonCommand),
    records,
    opens,
  ],
  exception: [decides(cast.signer, signs('approve')), opens],
  stopped: [
    (world, _caseId, place) => change(world, engineerAt(place), { level: 'L4' }),
    (world, caseId) => executeSystem(world.outside, caseId, { type: 'resettle' }, 'sweep', 'test'),
    opens,
  ],
  closing: [
    (world, _caseId, place) => change(world, engineerAt(place), { level: 'L3' }),
    decides('heidi-hr', () => ({ type: 'decide-stop', decision: 'resume', reason: says(grounds) })),
    opens,
    decides('hubert-hr', () => ({ type: 'decide-exception', decision: 'refuse', reason: says(grounds) })),
    opens,
    decides(cast.signer, signs('decline')),
  ],
  closed: [opens],
  appeal: [does(null, { type: 'appeal', ground: 'procedure', statement: says('appeal'), against: null }), opens],
};

/** Opens a case and brings it to a place, with everyone of the cast in their relation. Returns its id. */
export async function caseAt(world: World, place: Place): Promise<string> {
  // Carrying evidence over needs a previous case with evidence in it.
  if (place === 'portfolio') {
    const before = await opened(world, place, place);
    await world.act(engineerAt(place), before, { type: 'withdraw', reason: says('withdrawal') });
    await world.step(before);
  }
  return opened(world, place, place);
}

async function opened(world: World, place: Place, until: Place): Promise<string> {
  world.clock.set(began);
  const engineerId = engineerAt(place);
  await change(world, engineerId, lineAtFirst);
  const { result } = await openCase(
    world.outside,
    await actorOf(world.outside, engineerId),
    { engineerId, ladderId: ladder.id, transition: 'L3-L4', cycleId: 'annual-2026' },
    { idempotencyKey: randomUUID(), requestId: 'setup' },
  );
  for (const at of places.slice(0, places.indexOf(until) + 1))
    for (const step of path[at]) await step(world, result.caseId, place);
  return result.caseId;
}

/** A valid command of this type for a person in this relation at this place. */
export function commandFor(state: Case, type: PersonCommand['type'], relation: Relation, place: Place): PersonCommand {
  const reason = says('reason');
  switch (type) {
    case 'declare-track':
      return { type, track: 'guide' };
    case 'submit-self-assessment':
      return { type, ratings: rated, notes: {} };
    case 'add-evidence':
      return design();
    case 'amend-evidence':
      return { ...design(), type, evidence: 'e1' };
    case 'remove-evidence':
      return { type, evidence: 'e1' };
    case 'name-confirmer':
      return { type, evidence: 'e2', confirmerId: 'carla-confirmer' };
    case 'confirm-evidence':
      return { type, evidence: 'e2', answer: 'yes' };
    case 'carry-evidence':
      return { type, evidence: ['e1'] };
    case 'submit-portfolio':
    case 'accept-panel':
      return { type };
    case 'waive-requirement':
      return { ...waiver('talk'), instead: says('instead, which is the talk that they gave on it') };
    case 'answer-waiver':
      return { ...waiverAnswer('demo'), reason: says('reason, after a long look at all that was there') };
    case 'appoint-panel':
      return { type, reviewers: [cast.panel, spare] };
    case 'raise-objection':
      if (place === 'panel-named') return objects('calibration.peer-1');
      return objects(place === 'objected' ? 'calibration.peer-2' : 'calibration.lead');
    case 'answer-objection':
      return { type, objection: 'o1', answer: 'keep', reason, to: null };
    case 'submit-review':
      return reviewed;
    case 'amend-review':
      return { ...reviewed, type, reason } as PersonCommand;
    case 'record-consensus':
      return { type, ratings: rated, reasons: {}, antiSignals: [], comment: says('comment') };
    case 'attest':
      return { ...attest(relation === 'attester' ? 'talk' : 'leads'), note: says('attested') } as PersonCommand;
    case 'ask':
      return { type, question: says('question') };
    case 'answer':
      return { type, question: 'q1', answer: says('answer') };
    case 'sign-off':
      return signs('approve')(state);
    case 'confirm-track':
      return { type, decision: 'stay', reason };
    case 'reassign':
      return {
        type,
        slot: relation.startsWith('hr') ? 'sign-off.odc-lead' : 'calibration.tech-lead',
        to: spare,
        reason,
      };
    case 'delegate':
      return { type, slots: [slotOf[relation] ?? 'sign-off.odc-lead'], to: spare, from: null, until: day(60), reason };
    case 'end-delegation':
      return { type, to: cast.delegate };
    case 'extend-deadline':
      return { type, until: '2027-01-31', reason };
    case 'join-cycle':
      return { type, cycleId: 'quarters-2026', reason };
    case 'withdraw':
    case 'recall':
    case 'declare-conflict':
    case 'recuse':
    case 'cancel':
      return { type, reason };
    case 'waive-window':
      return { type, answer: 'waive', cycleId: null, reason };
    case 'appeal':
      return { type, ground: 'procedure', statement: says('statement'), against: null };
    case 'decide-exception':
      return { type, decision: 'confirm', reason: says(grounds) };
    case 'decide-stop':
      return { type, decision: 'end', reason: says(grounds) };
    case 'decide-appeal':
      return { type, decision: 'dismiss', reason, reviewers: [], lead: null };
  }
}
