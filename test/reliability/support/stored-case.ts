import { waitName } from '#infra/workflow/definition.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import { type BodyItem, CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Seats } from '#shared/contract/seats.ts';
import type { TaskToken } from '#shared/contract/workflow.ts';
import { replay } from '#shared/domain/case/evolve.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { verify } from '#shared/ledger/verify.ts';
import { bodyShape, headShape, tokenShape } from '#shared/store/case-shapes.ts';
import { personShape } from '#shared/store/directory.ts';
import { type InboxItem, inboxShape } from '#shared/store/inbox.ts';
import { contentOf, type Item } from '#shared/store/items.ts';
import { keys, partitions } from '#shared/store/keys.ts';
import { seatsShape } from '#shared/store/seats.ts';
import type { MemoryMachine } from './machine.ts';

/** Everything that a table holds about one case and its people. */
export interface Stored {
  head: CaseHead;
  events: CaseEvent[];
  bodies: Record<number, BodyItem>;
  token: TaskToken | null;
  inbox: (InboxItem & { personId: string; step: string })[];
  openCases: Map<string, string>;
  people: Map<string, Person>;
  seats: Seats[];
}

/** Reads a case and its people from all items of a table. Null if the case is not there. */
export function storedOf(items: readonly Item[], caseId: string): Stored | null {
  const of = (pk: string) => items.filter((item) => item.pk === pk);
  const own = of(keys.casePartition(caseId));
  const head = own.find((item) => item.sk === 'HEAD');
  if (!head) return null;
  const bodies = own.filter((item) => item.sk !== 'HEAD').map(bodyShape.read);
  const [token] = of(keys.token(caseId).pk);
  const inPerson = items
    .filter((item) => item.pk.startsWith(partitions.person))
    .map((item) => ({ personId: item.pk.slice(partitions.person.length), item }));
  const inbox = inPerson.filter(({ item }) => item.sk.startsWith(`${keys.inboxPrefix}${caseId}#`));
  return {
    head: headShape.read(head),
    events: of(keys.eventsPartition(caseId))
      .map((item) => CaseEvent.parse(contentOf(item)))
      .sort((a, b) => a.seq - b.seq),
    bodies: Object.fromEntries(bodies.sort((a, b) => a.seq - b.seq).map((body) => [body.seq, body])),
    token: token ? tokenShape.read(token) : null,
    inbox: inbox.map(({ personId, item }) => ({
      ...inboxShape.read(item),
      personId,
      step: item.sk.slice(`${keys.inboxPrefix}${caseId}#`.length),
    })),
    openCases: new Map(
      inPerson
        .filter(({ item }) => item.sk === 'OPEN-CASE')
        .map(({ personId, item }) => [personId, String(item.caseId)]),
    ),
    people: new Map(
      inPerson
        .filter(({ item }) => item.sk === 'PROFILE')
        .map(({ personId, item }) => [personId, personShape.read(item)]),
    ),
    seats: of(keys.seatsListPartition).map(seatsShape.read),
  };
}

/**
 * The faults of a stored case. Whatever happened before, the stored head must equal the replay of its events, the hash
 * chain must hold, inboxes must contain exactly the owed steps, and the engineer must have the case open until it closes.
 */
export function faultsOfStored({ head, events, bodies, inbox, openCases }: Stored, ladder: PublishedLadder): string[] {
  const faults = [...verify(events, bodies, head.audit).faults];
  if (canonical(replay(events, bodies).head) !== canonical(head)) faults.push('the events give another head');
  const owed = openSteps(head, ladder).map((step) => `${step.personId} ${step.key} ${step.type} ${step.until}`);
  const held = inbox.map((item) => `${item.personId} ${item.step} ${item.type} ${item.until}`);
  if (canonical([...new Set(owed)].sort()) !== canonical(held.sort()))
    faults.push(`owed is ${owed.join(', ')}, and inboxes hold ${held.join(', ')}`);
  const isOpen = openCases.get(head.engineerId) === head.id;
  if (isOpen !== (head.stage !== 'closed'))
    faults.push(`the case is at ${head.stage}, and its engineer ${isOpen ? 'has' : 'does not have'} it open`);
  return faults;
}

/**
 * The faults of the execution of a case, when nothing is left to run. Exactly one execution must wait for an open case: of
 * the case's generation, at its stage, and with the stored token. No execution waits for a closed case.
 */
export function faultsOfExecution({ head, token }: Stored, machine: MemoryMachine): string[] {
  const running = machine.running().filter(({ name }) => name.startsWith(head.id));
  if (head.stage === 'closed') return running.map(({ name }) => `${name} runs, and the case is closed`);
  const [one, ...more] = running;
  if (more.length > 0) return [`${running.length} executions run`];
  if (head.stage === 'closing') return ['the case is decided, and was not closed'];
  if (one?.name !== `${head.id}-g${head.generation}`) return [`${one?.name} runs for generation ${head.generation}`];
  const stands =
    head.status === 'open' &&
    one.doing?.phase === 'waiting' &&
    one.doing.state === waitName(head.stage) &&
    one.doing.token === token?.token &&
    token?.stage === head.stage &&
    token.attempt === head.attempt;
  return stands ? [] : [`${one.doing?.state} ${one.doing?.phase}, and the case is at ${head.stage}`];
}

/** The history and result of a case, without what differs between two runs: ids, hashes, times of day, and generations. */
export function accountOf({ head, events, people, seats }: Stored): string[] {
  const engineer = people.get(head.engineerId);
  const places = (of: Seats['holders']) => of.map((one) => one.personId).join(' ');
  return [
    ...events
      .filter((event) => event.type !== 'execution-restarted')
      .map(({ type, actor, data }) =>
        withoutTime(canonical({ type, actor, data: { ...data, generation: undefined } })),
      ),
    `${head.stage} ${head.attempt} ${head.outcome}`,
    `${engineer?.level} ${engineer?.track} ${engineer?.version}`,
    ...seats.map((one) => `${one.level}: ${places(one.holders)}; ${places(one.waiting)}`),
  ];
}

/** Removes times of day and case ids, which differ between two runs. */
const withoutTime = (json: string) =>
  json.replaceAll(/(\d{4}-\d\d-\d\d)T[\d:.]+Z/g, '$1').replaceAll(/case_[0-9A-Z]{26}/g, 'case');

/** JSON with sorted keys, because the store returns keys in any order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.localeCompare(b)))
      : one,
  );
}
