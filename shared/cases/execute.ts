import type { CaseHead } from '../contract/case.ts';
import type { PersonCommand } from '../contract/commands.ts';
import type { Case, CaseEvent } from '../contract/events.ts';
import { Person } from '../contract/people.ts';
import type { CommandResult } from '../contract/view.ts';
import { decideForPerson } from '../domain/case/decide-for-person.ts';
import { evolve } from '../domain/case/evolve.ts';
import { whoActs } from '../domain/case/rights.ts';
import type { Context, Decision } from '../domain/case/types.ts';
import { mayKnowOf, opennessFor, type Relation, versionFor } from '../domain/case/visibility.ts';
import { type SealedEvent, seal } from '../ledger/seal.ts';
import { loadCase, loadEvents } from '../store/cases.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { answerGiven, fingerprintOf } from './answers.ts';
import { needsVersion, rowOf } from './commands.ts';
import { commit } from './commit.ts';
import { gather } from './facts.ts';
import type { Outside } from './outside.ts';
import { ladderOf, relationsOfViewer } from './reading.ts';
import { notFound, Refusal } from './refusal.ts';

/** How a request was made, beside what it asks. */
export interface RequestMeta {
  idempotencyKey: string;
  /** The version the caller saw, from `If-Match`. */
  ifVersion?: number;
  requestId: string;
}

export interface Executed {
  result: CommandResult;
  /** The answer was given before, and nothing was done this time. */
  replayed: boolean;
  /** The version of the case for this person; null for a replay. */
  version: number | null;
}

/** How often a command is decided again when another one was first. */
const attempts = 5;

/**
 * Carries out one command of a person: load, decide, write in one transaction. Decides again when another command was
 * first, unless the caller gave a version: then what changed is told. Throws `Refusal`.
 */
export async function execute(
  outside: Outside,
  actorId: string,
  caseId: string,
  command: PersonCommand,
  meta: RequestMeta,
): Promise<Executed> {
  const fingerprint = fingerprintOf({ caseId, command });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [state, { actor, given }] = await Promise.all([
      loadCase(outside.table, caseId),
      actorAndAnswer(outside, actorId, meta.idempotencyKey),
    ]);
    const answer = answerGiven(given, fingerprint);
    if (answer) return { result: answer, replayed: true, version: null };
    if (!state || !actor) throw notFound();
    const ladder = await ladderOf(outside, state.head.ladder);
    const now = outside.clock.now().toISOString();
    const relations = await relationsOfViewer(outside, state.head, actor, now);
    if (relations.length === 0) throw notFound();

    const gathered = await gather(outside, state.head, command, rowOf(command), ladder, actorId);
    const context = { ...gathered, now, ladder, actor, intranetHosts: outside.intranetHosts };
    const decision = await decideOn(outside, state, command, context, relations, meta).catch(async (error) => {
      // The case may have been read after, and the answer before, the same request was carried out.
      const { given: late } = await actorAndAnswer(outside, actorId, meta.idempotencyKey);
      const answered = answerGiven(late, fingerprint);
      if (answered) return answered;
      throw error;
    });
    if ('caseId' in decision) return { result: decision, replayed: true, version: null };

    const events = seal(decision.events, {
      caseId,
      audit: state.head.audit,
      at: now,
      requestId: meta.requestId,
      ladder: ladder.hash,
      ids: outside.ids,
      random: outside.random,
    });
    const after = fold(state, events);
    const result = resultOf(command.type, after, events, now);
    const committed = await commit(outside, {
      before: state,
      after,
      ladder,
      events,
      guards: decision.guards,
      seats: context.seats ?? null,
      cycle: context.cycle ?? null,
      answer: { personId: actorId, key: meta.idempotencyKey, fingerprint, result },
    });
    if (committed.ok)
      return {
        result,
        replayed: false,
        version: versionFor(after.head, opennessFor(after.head, relations, actorId), actorId),
      };
  }
  throw new Refusal('busy', 'Several people are acting on this case at once. Nothing was done; try again.');
}

/** The decision on a case as it was read. Throws `Refusal`. */
async function decideOn(
  outside: Outside,
  state: Case,
  command: PersonCommand,
  context: Context & { actor: Person },
  relations: Relation[],
  { ifVersion }: RequestMeta,
): Promise<Extract<Decision, { ok: true }>> {
  // First whether the step can still be taken at all: 'already decided' says more than 'something changed'.
  const right = whoActs(state.head, command.type, context.actor, context);
  if (!right.ok) throw new Refusal(right.rejection.code, right.rejection.message, right.rejection);
  await checkVersion(outside, state.head, relations, context.actor.id, command.type, ifVersion);
  const decision = decideForPerson(state, command, { ...context, ...right });
  if (!decision.ok) throw new Refusal(decision.rejection.code, decision.rejection.message, decision.rejection);
  return decision;
}

/** The state after sealed events. */
export function fold(state: Case | null, events: SealedEvent[]): Case {
  const after = events.reduce<Case | null>((before, { event, body }) => evolve(before, event, body), state);
  if (!after) throw new Error('A change holds at least one event');
  return after;
}

/** What a command answers: where the case stands, and nothing that counts what others did. */
export function resultOf(type: string, after: Case, events: SealedEvent[], at: string): CommandResult {
  const added = events.map((one) => one.event).findLast((event) => event.type === 'evidence-added');
  return {
    caseId: after.head.id,
    type,
    stage: after.head.stage,
    outcome: after.head.outcome,
    at,
    evidence: added?.type === 'evidence-added' ? added.data.evidence : null,
  };
}

async function actorAndAnswer({ table }: Outside, actorId: string, key: string) {
  const profile = keys.profile(actorId);
  const answer = keys.idempotency(actorId, key);
  const found = await getMany(table, [profile, answer]);
  const item = found.get(nameOf(profile));
  return { actor: item ? Person.parse(contentOf(item)) : null, given: found.get(nameOf(answer)) };
}

async function checkVersion(
  outside: Outside,
  head: CaseHead,
  relations: Relation[],
  actorId: string,
  type: PersonCommand['type'],
  ifVersion: number | undefined,
): Promise<void> {
  if (ifVersion === undefined) {
    if (!needsVersion(type)) return;
    throw new Refusal('precondition-required', 'Say which version of the case you decided on, in If-Match.');
  }
  const open = opennessFor(head, relations, actorId);
  if (versionFor(head, open, actorId) === ifVersion) return;
  const events = (await loadEvents(outside.table, head.id)).filter((event) =>
    mayKnowOf(head, event, open, relations, actorId),
  );
  throw new Refusal('precondition-failed', 'The case has changed since you read it. Read it again, then decide.', {
    changes: events.slice(Math.max(0, ifVersion)).map(changeOf),
  });
}

function changeOf(event: CaseEvent) {
  return { at: event.at, type: event.type, by: event.actor.personId };
}
