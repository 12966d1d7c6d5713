import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { createRelay } from '#functions/relay/handler.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { EventType } from '#shared/contract/names.ts';
import { loadEvents, loadHead } from '#shared/store/cases.ts';
import { openTable, type Table } from '#shared/store/client.ts';
import { type Key, keys } from '#shared/store/keys.ts';
import { openMailWindows } from '#shared/store/mail-windows.ts';
import { keepSession } from '#shared/store/sessions.ts';
import { stillClock } from '#test/support/outside.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { startWorld, type World, worldOn } from '#test/support/world.ts';
import { type Site, startSite } from '#test/web/visit.ts';
import { rememberReads } from '../reads.ts';
import { people } from './people.ts';
import { Source } from './source.ts';

export const origin = 'https://rungs.example.com';
/** Who signs people in. The subject is the person's id. */
export const issuer = 'https://issuer.example.com';

/** A world of which there are others that began in the same way. */
export interface Twin {
  world: World;
  source: Source;
  site: Site;
  caseId: string;
  /** A change of the engineer's line that a person of HR has proposed. */
  proposalId: string;
  /** Cookies of the browser sessions, by person. */
  cookies: Record<string, string>;
  /** The mails so far, each with its time, by address. */
  mails: Record<string, string[]>;
  /** How many events the relay has read. */
  told: number;
  /** The digests of words that name events by number, oldest first. */
  digests: string[];
}

/** Events whose words name other events by number. */
const numbering: readonly EventType[] = ['portfolio-submitted', 'adoption-answered'];

export async function startTwin(): Promise<Twin> {
  const first = await startWorld(people);
  const source = new Source(first.clock);
  const { ids, random } = source;
  const { clock, endpoint, stop, outside } = first;
  return dressed(worldOn({ ...outside, ids, random }, { clock, endpoint, people, stop }), source);
}

let forks = 0;

/** A copy of a world, which goes on by itself. It ends with the world that it was copied from. */
export async function fork(from: Twin): Promise<Twin> {
  const { endpoint, outside } = from.world;
  const name = `fork-${++forks}`;
  await createTable(endpoint, name);
  const clock = stillClock(outside.clock.now().toISOString());
  const source = new Source(clock, from.source);
  const { ids, random } = source;
  const table = openTable(name, localAccess(endpoint));
  await copy(outside.table, table);
  const own: Outside = { ...outside, table, clock, ids, random };
  const twin = await dressed(worldOn(own, { clock, endpoint, people, stop: async () => {} }), source, from.cookies);
  const mails = structuredClone(from.mails);
  const { caseId, proposalId, told, digests } = from;
  return { ...twin, caseId, proposalId, mails, told, digests };
}

/** Pages and sessions on a world, and sign-ins for its API. */
async function dressed(world: World, source: Source, sessions?: Record<string, string>): Promise<Twin> {
  rememberReads(world.outside.table);
  sortMaps(world.outside.table);
  const site = await startSite({ RUNGS_ORIGIN: origin }, world);
  const cookies = { ...sessions };
  if (!sessions) {
    await bindSignIns(
      world.outside,
      issuer,
      people.map(({ id }) => ({ subject: id, personId: id })),
    );
    for (const { id } of people) cookies[id] = await signIn(world, id);
  }
  return { world, source, site, caseId: '', proposalId: 'prop_none', cookies, mails: {}, told: 0, digests: [] };
}

/** Signs a person in for as long as any world lasts, and gives their cookie. Its id is not random: it is not looked at. */
async function signIn({ outside }: World, personId: string): Promise<string> {
  const expires = Date.parse('2100-01-01') / 1000;
  const signIn = await signInOf(outside, personId);
  const session = { kind: 'session', personId, signIn, timeZone: 'UTC', expires, ends: expires, version: 1 } as const;
  await keepSession(outside.table, personId, session);
  return `__Host-rungs=${personId}`;
}

/** Gives the entries of stored maps in the order of their names. The engine, as DynamoDB, gives them in any order. */
function sortMaps({ client }: Table): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { output, response } = await next(args);
      return { output: sorted(output), response };
    },
    { step: 'initialize', priority: 'high', name: 'test-sorted-maps' },
  );
}

function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

async function copy(from: Table, to: Table): Promise<void> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await from.client.send(new ScanCommand({ TableName: from.name, ExclusiveStartKey: start }));
    const puts = (page.Items ?? []).map((Item) => ({ PutRequest: { Item } }));
    const batches = Array.from({ length: Math.ceil(puts.length / 25) }, (_, at) => puts.slice(at * 25, (at + 1) * 25));
    await Promise.all(
      batches.map((batch) => to.client.send(new BatchWriteCommand({ RequestItems: { [to.name]: batch } }))),
    );
    start = page.LastEvaluatedKey;
  } while (start);
}

/** Brings to the relay what the stream has of the case since the last time. It writes notices and sends mails. */
export async function tellAll(twin: Twin): Promise<void> {
  const { caseId, world } = twin;
  const head = await loadHead(world.outside.table, caseId);
  const changed = Array.from({ length: (head?.version ?? 0) - twin.told }, (_, at) =>
    keys.event(caseId, twin.told + 1 + at),
  );
  twin.told = head?.version ?? 0;
  if (changed.length === 0) return;
  const events = await loadEvents(world.outside.table, caseId);
  twin.digests = events.flatMap(({ type, digest }) => (digest && numbering.includes(type) ? [digest] : []));
  await relay(twin, 'INSERT', changed);
}

/** Days pass. On each of them the case reminds people, the sweep looks at it, and mails that have waited are sent. */
export async function passes(twin: Twin, days: number): Promise<void> {
  const { world, source, caseId } = twin;
  const { outside, clock } = world;
  const sweep = createSweep({ outside, machine, log: silent });
  for (let day = 0; day < days; day++) {
    clock.advanceDays(1);
    source.begin('workflow');
    const { generation = 0 } = (await loadHead(outside.table, caseId)) ?? {};
    await executeSystem(outside, caseId, { type: 'remind', generation }, 'workflow', 'test');
    source.begin('sweep');
    const { failed } = await sweep();
    if (failed > 0) throw new Error('The sweep failed');
    await tellAll(twin);
    const waiting: Key[] = [];
    for await (const windows of openMailWindows(outside.table))
      waiting.push(...windows.map(({ to, about, template }) => keys.mailWindow(to, about, template)));
    await relay(twin, 'MODIFY', waiting);
  }
}

/** Step Functions, where every execution is running. */
const machine = {
  client: { send: async () => ({ status: 'RUNNING' }) } as never,
  arn: 'arn:aws:states:eu-central-1:0:stateMachine:cases',
};

const silent = { info: () => {}, warn: () => {}, error: () => {} };

async function relay(twin: Twin, eventName: 'INSERT' | 'MODIFY', changed: Key[]): Promise<void> {
  const { outside } = twin.world;
  const records: DynamoDBStreamEvent = {
    Records: changed.map(({ pk, sk }, at) => ({
      eventName,
      dynamodb: { SequenceNumber: String(at), Keys: { pk: { S: pk }, sk: { S: sk } } },
    })),
  };
  const { batchItemFailures } = await createRelay({
    outside,
    machine,
    log: silent,
    origin,
    mail: async (letter) => {
      const mail = JSON.stringify({ at: outside.clock.now(), ...letter });
      twin.mails[letter.to] = [...(twin.mails[letter.to] ?? []), mail];
      return true;
    },
    deskAddress: 'desk@example.com',
  })(records);
  if (batchItemFailures.length > 0) throw new Error('The relay failed');
}
