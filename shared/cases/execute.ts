import type { CaseHead } from '../contract/case.ts';
import type { PersonCommand } from '../contract/commands.ts';
import type { Case } from '../contract/events.ts';
import type { Person } from '../contract/people.ts';
import { CommandResult } from '../contract/results.ts';
import { whoActs } from '../domain/case/commands/rights.ts';
import { decideForPerson } from '../domain/case/decide-for-person.ts';
import { evolve } from '../domain/case/evolve.ts';
import { mayKnowOf, mayKnowWho, opennessFor, type Relation, versionFor } from '../domain/case/view/visibility.ts';
import { type SealedEvent, seal } from '../ledger/seal.ts';
import { unitOf } from '../store/case-lists.ts';
import { loadCase, loadEvents, type StoredCase } from '../store/cases.ts';
import { writesOf } from '../store/transaction.ts';
import { needsVersion, rowOf } from './commands.ts';
import { gather, ownTextsOf } from './facts.ts';
import { carryOut, type Executed, type RequestMeta } from './once.ts';
import type { Outside } from './outside.ts';
import { ladderOf, relationsOfViewer } from './reading.ts';
import { notFound, Refusal, refusalOf } from './refusal.ts';
import { writesFor } from './writes.ts';

/** A case as it was just read, and the people who were read with it. */
export interface ReadCase {
  state: StoredCase;
  people: Record<string, Person>;
}

export interface ExecutedCommand extends Executed<CommandResult> {
  /** The version of the case for this person; null for a replay. */
  version: number | null;
}

/**
 * Carries out one command of a person: load, decide, write in one transaction. If another command was first, it decides
 * again. If the caller gave a version and it is not current, it refuses and says what has changed. `read` is the case,
 * if this request has already read it. `asConfirmer`: the person says whether their team has adopted something, and
 * need not be related to the case. Throws `Refusal`.
 */
export async function execute(
  outside: Outside,
  actor: Person,
  caseId: string,
  command: PersonCommand,
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
  { read, asConfirmer = false }: { read?: ReadCase; asConfirmer?: boolean } = {},
): Promise<ExecutedCommand> {
  const { table, clock, ids, random, intranetHosts, companyZone } = outside;
  const facts = async (isFirst: boolean) => {
    const { state, people } = (isFirst && read) || { state: await loadCase(table, caseId), people: {} };
    if (!state) return null;
    const ladder = await ladderOf(outside, state.head.ladder);
    const known = isFirst ? { ...people, [actor.id]: actor } : {};
    const [gathered, ownTexts] = await Promise.all([
      gather(outside, state.head, command, rowOf(command), ladder, actor.id, known),
      ownTextsOf(outside, state, command),
    ]);
    return { state, ladder, gathered: { ...gathered, ownTexts } };
  };
  const once = {
    actor,
    idempotencyKey,
    request: { caseId, command },
    shape: CommandResult,
    what: 'The case',
    facts,
  };
  let version = 0;
  const { result, replayed } = await carryOut(outside, once, async (found) => {
    if (!found.facts || !found.actor) throw notFound();
    const { state, ladder, gathered } = found.facts;
    const { head } = state;
    const at = clock.now().toISOString();
    const relations = asConfirmer
      ? []
      : await relationsOfViewer(outside, head, found.actor, { known: gathered.people, now: at });
    if (relations.length === 0 && !asConfirmer) throw notFound();

    const context = { ...gathered, now: at, ladder, actor: found.actor, intranetHosts, companyZone };
    // Check first whether the step can still be taken: 'already decided' tells more than 'something changed'.
    const right = whoActs(head, command.type, context.actor, context);
    if (!right.ok) throw refusalOf(right.rejection);
    await checkVersion(outside, head, relations, actor.id, command.type, ifVersion);
    const decision = decideForPerson(state, command, { ...context, ...right });
    if (!decision.ok) throw refusalOf(decision.rejection);

    const recording = { caseId, audit: head.audit, at, requestId, ladder: ladder.hash, ids, random };
    const events = seal(decision.events, recording);
    const after = fold(state, events);
    version = versionFor(after.head, opennessFor(after.head, relations, actor.id), relations, actor.id);
    const { seats = null, cycle = null } = gathered;
    const engineer = gathered.people[head.engineerId];
    return {
      result: resultOf(command.type, after, events, at),
      writes: writesFor(writesOf(table), {
        before: state,
        after,
        ladder,
        events,
        guards: decision.guards,
        unit: engineer ? unitOf(engineer) : state.unit,
        hadParts: state.hasParts,
        seats,
        cycle,
      }),
    };
  });
  return { result, replayed, version: replayed ? null : version };
}

/** The state after sealed events. */
export function fold(state: Case | null, events: SealedEvent[]): Case {
  const after = events.reduce<Case | null>((before, { event, body }) => evolve(before, event, body), state);
  if (!after) throw new Error('A change holds at least one event');
  return after;
}

/** The answer to a command: where the case stands. It has no number that could reveal what others did. */
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
  if (versionFor(head, open, relations, actorId) === ifVersion) return;
  const events = (await loadEvents(outside.table, head.id)).filter((event) =>
    mayKnowOf(head, event, open, relations, actorId),
  );
  throw new Refusal('precondition-failed', 'The case has changed since you read it. Read it again, then decide.', {
    changes: events.slice(Math.max(0, ifVersion)).map((event) => ({
      at: event.at,
      type: event.type,
      by: mayKnowWho(head, { ...event, by: event.actor.personId }, relations, actorId) ? event.actor.personId : null,
    })),
  });
}
