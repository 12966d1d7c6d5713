import type { SystemCommand } from '../contract/commands.ts';
import type { Case } from '../contract/events.ts';
import type { TaskToken } from '../contract/workflow.ts';
import { systemCommands } from '../domain/case/commands/system/index.ts';
import { decideForSystem } from '../domain/case/decide-for-system.ts';
import { dayIn } from '../domain/case/state/zone.ts';
import { type RecordRecording, type SealedEvent, seal, sealRecord } from '../ledger/seal.ts';
import { unitOf } from '../store/case-lists.ts';
import { loadCase } from '../store/cases.ts';
import { loadPersonChainEnd } from '../store/chains.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { changersBehind, endCheck, loadChains } from './changers.ts';
import { fold } from './execute.ts';
import { gather } from './facts.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound, Refusal, refusalOf } from './refusal.ts';
import { withRetries } from './retry.ts';
import { endingOf, writesFor } from './writes.ts';

/**
 * A wait that begins: its token, when it began and when it ends. The stored token gets its other fields from the case.
 */
export type Wait = Pick<TaskToken, 'enteredAt' | 'retryCount' | 'token' | 'wakeAt'>;

/**
 * Carries out one command of the system and gives the case afterwards. If the work is already done, the command does
 * nothing, so a task can be repeated. With `wait`, the same transaction stores its token. `behind` are people whose
 * records the events will follow, as far as the caller knows: their chains are read at once, and guarded. Throws
 * `Refusal`: stage-moved if the token is not newer than the stored one.
 */
export async function executeSystem(
  outside: Outside,
  caseId: string,
  command: SystemCommand,
  system: 'workflow' | 'sweep',
  requestId: string,
  { wait, behind = [] }: { wait?: Wait | undefined; behind?: readonly string[] } = {},
): Promise<Case> {
  const { table, clock, ids, random, intranetHosts, companyZone } = outside;
  return withRetries('The case', async () => {
    const state = await loadCase(table, caseId);
    if (!state) throw notFound();
    const { head } = state;
    const ladder = await ladderOf(outside, head.ladder);
    const [gathered, audit, chains] = await Promise.all([
      gather(outside, head, command, systemCommands[command.type], ladder, null),
      command.type === 'close' ? loadPersonChainEnd(table, head.engineerId) : null,
      loadChains(table, behind),
    ]);
    const engineer = gathered.people[head.engineerId];
    const at = clock.now().toISOString();
    const context = { ...gathered, now: at, ladder, actor: null, system, intranetHosts, companyZone };
    const first = decideForSystem(state, command, context);
    // Who is behind it is read only if something follows from it. Then the events name them.
    const changedBy = first.ok ? await changersBehind(table, { head, ladder, events: first.events }, chains) : [];
    const decision = changedBy.length > 0 ? decideForSystem(state, command, { ...context, changedBy }) : first;
    if (!decision.ok) throw refusalOf(decision.rejection);
    if (decision.events.length === 0 && !wait) return state;

    const moment = { at, requestId, ids, random };
    const events = seal(decision.events, { ...moment, caseId, audit: head.audit, ladder: ladder.hash });
    const after = events.length > 0 ? fold(state, events) : state;
    const change = {
      before: state,
      after,
      ladder,
      events,
      guards: decision.guards,
      unit: engineer ? unitOf(engineer) : state.unit,
      hadParts: state.hasParts,
      ...(wait ? { token: tokenFor(state, wait) } : {}),
      ...(command.type === 'close' ? { engineer, move: moveOf(head, events, audit, moment) } : {}),
    };
    const write = writesOf(table);
    // The chains were read beside the people. If one has grown since, a person may be newer than their chain, and who
    // changed them would not be named.
    const chainEnds = events.length > 0 ? [...chains].map(([id, chain]) => endCheck(write, id, chain)) : [];
    const committed = await transact(table, [...writesFor(write, change), ...chainEnds]);
    if (committed.ok) return after;
    if (committed.lost.includes('token'))
      throw new Refusal('stage-moved', 'A newer wait of this case has been stored already.');
    return null;
  });
}

/** The event for the engineer's own chain, if the case ends with another level or track. */
function moveOf(
  head: Case['head'],
  events: SealedEvent[],
  audit: RecordRecording['audit'],
  moment: Omit<RecordRecording, 'chain' | 'audit'>,
) {
  const ending = endingOf(events);
  const actor = events[0]?.event.actor;
  if (!ending || !actor) return undefined;
  const { level, track } = ending;
  const { id: caseId, engineerId } = head;
  const on = dayIn(head, moment.at);
  const draft =
    level === null
      ? { type: 'person-changed-track' as const, data: { caseId, track: track ?? '', on }, actor }
      : { type: 'person-promoted' as const, data: { caseId, level, track, on }, actor };
  return sealRecord(draft, { ...moment, chain: `person:${engineerId}`, audit });
}

function tokenFor({ head }: Case, wait: Wait): TaskToken {
  return {
    caseId: head.id,
    stage: head.stage as TaskToken['stage'],
    attempt: head.attempt,
    generation: head.generation,
    ...wait,
  };
}
