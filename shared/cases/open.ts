import type { OpenCase } from '../contract/commands.ts';
import { openCase as decideOpening } from '../domain/case/commands/open-case.ts';
import { lineOf } from '../domain/case/slots.ts';
import { seal } from '../ledger/seal.ts';
import { loadCycle } from '../store/cycles.ts';
import { loadPeople } from '../store/directory.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { currentLadder } from '../store/ladders.ts';
import { lastCaseOf } from '../store/last-case.ts';
import { answerGiven, fingerprintOf } from './answers.ts';
import { commit } from './commit.ts';
import { type Executed, fold, type RequestMeta, resultOf } from './execute.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

const attempts = 5;

/**
 * Opens a case for an engineer on a transition of the version of a ladder that is in force now. The same key and input give the same case.
 * Throws `Refusal`.
 */
export async function openCase(
  outside: Outside,
  actorId: string,
  input: OpenCase,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed> {
  const { table, clock, ids, random, intranetHosts } = outside;
  const fingerprint = fingerprintOf({ open: input });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const answerKey = keys.idempotency(actorId, meta.idempotencyKey);
    const openKey = keys.openCase(input.engineerId);
    const lastKey = keys.lastCase(input.engineerId, input.ladderId, input.transition);
    const [found, ladder, first, cycle] = await Promise.all([
      getMany(table, [answerKey, openKey, lastKey]),
      currentLadder(table, input.ladderId, clock.now()),
      loadPeople(table, [actorId, input.engineerId]),
      input.cycleId === null ? null : loadCycle(table, input.cycleId),
    ]);
    const answer = answerGiven(found.get(nameOf(answerKey)), fingerprint);
    if (answer) return { result: answer, replayed: true, version: null };
    if (!ladder)
      throw new Refusal('invalid-input', 'There is no such ladder.', {
        faults: [{ path: 'ladderId', reason: 'give the id of a published ladder' }],
      });
    const engineer = first[input.engineerId];
    const people = { ...first, ...(engineer ? await loadPeople(table, lineOf(engineer)) : {}) };
    const open = found.get(nameOf(openKey));
    const now = clock.now().toISOString();
    const decision = decideOpening(input, {
      now,
      ladder,
      actor: people[actorId] ?? null,
      people,
      openCaseId: open ? String(open.caseId) : null,
      last: lastCaseOf(found.get(nameOf(lastKey))),
      cycle,
      intranetHosts,
    });
    if (!decision.ok) throw new Refusal(decision.rejection.code, decision.rejection.message, decision.rejection);

    const caseId = ids.next('case');
    const recording = { caseId, audit: null, at: now, requestId: meta.requestId, ladder: ladder.hash, ids, random };
    const events = seal(decision.events, recording);
    const after = fold(null, events);
    const result = resultOf('open-case', after, events, now);
    const committed = await commit(outside, {
      before: null,
      after,
      ladder,
      events,
      guards: decision.guards,
      cycle,
      answer: { personId: actorId, key: meta.idempotencyKey, fingerprint, result },
      engineer,
    });
    if (committed.ok) return { result, replayed: false, version: after.head.version };
  }
  throw new Refusal('busy', 'The directory is changing at this moment. Nothing was done; try again.');
}
