import type { CaseHead } from '../contract/case.ts';
import type { OpenCase } from '../contract/commands.ts';
import type { Person } from '../contract/people.ts';
import { CommandResult } from '../contract/results.ts';
import { openCase as decideOpening } from '../domain/case/commands/open-case.ts';
import { lineOf } from '../domain/people.ts';
import { seal } from '../ledger/seal.ts';
import { loadCalendars } from '../store/calendars.ts';
import { cycleIn } from '../store/cycles.ts';
import { loadPeople, peopleIn, peopleOf } from '../store/directory.ts';
import { lastCaseIn, openCaseIn } from '../store/engineer-cases.ts';
import { deciderKeys, decidersIn } from '../store/holders.ts';
import { keys } from '../store/keys.ts';
import { ladderInForce, ladderRecordIn } from '../store/ladders.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { type ExecutedCommand, fold, resultOf } from './execute.ts';
import { carryOut, type RequestMeta } from './once.ts';
import type { Outside } from './outside.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { writesFor } from './writes.ts';

/**
 * Opens a case for an engineer on a transition of the version of a ladder that is in force now. The same key and input
 * give the same case. `beside` adds writes to the same transaction. Throws `Refusal`.
 */
export async function openCase(
  outside: Outside,
  actor: Person,
  input: OpenCase,
  { idempotencyKey, requestId }: Omit<RequestMeta, 'ifVersion'>,
  beside: (opened: CaseHead) => Write[] = () => [],
): Promise<ExecutedCommand> {
  const { table, clock, ids, random, intranetHosts, companyZone } = outside;
  const { engineerId, ladderId, transition, cycleId } = input;
  const once = {
    actor,
    idempotencyKey,
    request: { open: input },
    shape: CommandResult,
    what: 'The directory',
    facts: () => loadCalendars(table),
    reads: [
      keys.openCase(engineerId),
      keys.lastCase(engineerId, ladderId, transition),
      keys.profile(engineerId),
      keys.ladderRecord(ladderId),
      ...deciderKeys,
      ...(cycleId === null ? [] : [keys.cycle(cycleId)]),
    ],
  };
  let version = 0;
  const { result, replayed } = await carryOut(outside, once, async (found) => {
    const { items, facts: calendars } = found;
    const at = clock.now();
    const ladder = await ladderInForce(table, ladderRecordIn(items, ladderId), at);
    if (!ladder)
      throw new Refusal('invalid-input', 'There is no such ladder.', {
        faults: [{ path: 'ladderId', reason: 'give the id of a published ladder' }],
      });
    const first = peopleOf(found.actor ? { [actor.id]: found.actor } : {}, peopleIn(items, [engineerId]));
    const engineer = first[engineerId];
    const line = engineer ? lineOf(engineer).filter((id) => !(id in first)) : [];
    const now = at.toISOString();
    const cycle = cycleId === null ? null : cycleIn(items, cycleId);
    const last = lastCaseIn(items, engineerId, ladderId, transition);
    const decision = decideOpening(input, {
      now,
      ladder,
      actor: found.actor,
      people: peopleOf(first, await loadPeople(table, line)),
      openCaseId: openCaseIn(items, engineerId),
      holders: decidersIn(items),
      last,
      cycle,
      calendars,
      intranetHosts,
      companyZone,
    });
    if (!decision.ok) throw refusalOf(decision.rejection);

    const caseId = ids.next('case');
    const recording = { caseId, audit: null, at: now, requestId, ladder: ladder.hash, ids, random };
    const events = seal(decision.events, recording);
    const opened = fold(null, events);
    version = opened.head.version;
    const change = { before: null, after: opened, ladder, events, guards: decision.guards, cycle, engineer };
    const write = writesOf(table);
    // The items are not read at one instant. If the last case closes meanwhile, we may see neither it nor its end.
    const key = keys.lastCase(engineerId, ladderId, transition);
    const sameLast = last ? write.checkField('guard', key, 'closedAt', last.closedAt) : write.checkAbsent('guard', key);
    return {
      result: resultOf('open-case', opened, events, now),
      writes: [...writesFor(write, change), sameLast, ...beside(opened.head)],
    };
  });
  return { result, replayed, version: replayed ? null : version };
}
