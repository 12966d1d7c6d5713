import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#shared/store/client.ts';
import { type Item, nameOf } from '#shared/store/items.ts';

type Values = Record<string, unknown>;
type Condition = (item: Values | undefined, values: Values) => boolean;

/** The conditions of the store's writes, by their text. An unknown condition is an error, so that none is ignored. */
const conditions: [pattern: RegExp, holds: Condition][] = [
  [/^attribute_not_exists\(pk\)$/, (item) => item === undefined],
  [/^version = :version$/, (item, values) => item?.version === values[':version']],
  [/^closedAt = :value$/, (item, values) => item?.closedAt === values[':value']],
  [/^revision = :revision$/, (item, values) => item?.revision === values[':revision']],
  [
    /^seq >= :before AND seq < :seq$/,
    (item, values) => Number(item?.seq) >= Number(values[':before']) && Number(item?.seq) < Number(values[':seq']),
  ],
  [
    /^attribute_not_exists\(pk\) OR generation < :generation OR /,
    (item, values) => item === undefined || isOlder(item, values),
  ],
];

/** Whether a stored token is older than the new one: from an older generation, or from an older attempt of the same. */
function isOlder({ generation, enteredAt, retryCount }: Values, values: Values): boolean {
  if (generation !== values[':generation']) return Number(generation) < Number(values[':generation']);
  if (enteredAt !== values[':enteredAt']) return String(enteredAt) < String(values[':enteredAt']);
  return Number(retryCount) < Number(values[':retryCount']);
}

/**
 * A table in memory for the unchanged store. It has real keys, order, consistent reads, the indexes of cases and of events, and
 * transactions: all or nothing, with each condition checked on the state before. It has no other indexes, no pages, no
 * transaction conflicts and no limits. Reads return the stored items themselves, not copies: callers never change them.
 */
export class MemoryTable implements Table {
  readonly name = 'memory';
  readonly client = { send: async (command: unknown) => this.send(command) } as unknown as Table['client'];
  /** The stream records, oldest first. The reader empties the list. */
  records: { eventName: 'INSERT' | 'MODIFY' | 'REMOVE'; pk: string; sk: string }[] = [];
  private partitions = new Map<string, Map<string, Item>>();
  private cases = new Map<string, Item>();
  /** The events of all chains, in the order of the index. */
  private events: Item[] = [];

  /** A new table with the same items. */
  copy(): MemoryTable {
    const other = new MemoryTable();
    other.partitions = new Map([...this.partitions].map(([pk, items]) => [pk, new Map(items)]));
    other.cases = new Map(this.cases);
    other.events = [...this.events];
    return other;
  }

  get(pk: string, sk: string): Item | undefined {
    return this.partitions.get(pk)?.get(sk);
  }

  all(): Item[] {
    return [...this.partitions.values()].flatMap((items) => [...items.values()]);
  }

  private send(command: unknown): unknown {
    if (command instanceof GetCommand) return { Item: this.at(command.input.Key) };
    if (command instanceof BatchGetCommand) {
      const wanted = command.input.RequestItems?.[this.name]?.Keys ?? [];
      return { Responses: { [this.name]: wanted.flatMap((key) => this.at(key) ?? []) } };
    }
    if (command instanceof QueryCommand) return this.query(command.input);
    if (command instanceof TransactWriteCommand) return this.transact(command.input.TransactItems ?? []);
    throw new Error('The table in memory does not support this command');
  }

  private at(key: Values | undefined): Item | undefined {
    return this.get(String(key?.pk), String(key?.sk));
  }

  private query(input: QueryCommand['input']) {
    const values = input.ExpressionAttributeValues ?? {};
    const pk = String(values[':pk']);
    const prefix = values[':prefix'] ?? '';
    if (input.IndexName === 'lists') return this.list(values, input.Limit);
    if (input.IndexName === 'events') return this.queryEvents(pk, values, input.Limit);
    // No head is from before cases had lists, and nobody from before the index of people.
    if (input.IndexName === 'cases' || input.IndexName === 'people') return { Items: [] };
    if (input.IndexName !== undefined) throw new Error(`There is no index ${input.IndexName}`);
    const sort = 'sk';
    const from = input.ExclusiveStartKey?.[sort];
    const found = [...(this.partitions.get(pk)?.values() ?? [])]
      .filter((item) => String(item[sort]).startsWith(String(prefix)))
      .sort((a, b) => (String(a[sort]) < String(b[sort]) ? -1 : 1));
    const ordered = input.ScanIndexForward === false ? found.reverse() : found;
    const isAfter = (item: Item) =>
      from === undefined ||
      (input.ScanIndexForward === false ? String(item[sort]) < String(from) : String(item[sort]) > String(from));
    const rest = ordered.filter(isAfter);
    const Items = rest.slice(0, input.Limit ?? rest.length);
    return { Items, ...(Items.length < rest.length ? { LastEvaluatedKey: Items.at(-1) } : {}) };
  }

  /** The cases in a part of the lists that are within a range, from its beginning. */
  private list(values: Values, limit = Number.POSITIVE_INFINITY) {
    const [first, last, stage] = [String(values[':first']), String(values[':last']), values[':stage']];
    const isWithin = ({ listsPk, listsSk, stage: at }: Item) =>
      listsPk === values[':part'] &&
      String(listsSk) >= first &&
      String(listsSk) <= last &&
      (stage === undefined || at === stage);
    const found = [...this.cases.values()].filter(isWithin);
    found.sort((a, b) => (String(a.listsSk) < String(b.listsSk) ? -1 : 1));
    const Items = found.slice(0, limit);
    return { Items, ...(Items.length < found.length ? { LastEvaluatedKey: Items.at(-1) } : {}) };
  }

  private queryEvents(pk: string, { ':after': after, ':before': before }: Values, limit = Number.POSITIVE_INFINITY) {
    const Items: Item[] = [];
    // The events wanted are among the last ones.
    for (const item of this.events.toReversed()) {
      const place = String(item.eventsSk);
      if (place < String(after)) break;
      if (item.eventsPk === pk && place <= String(before)) Items.unshift(item);
    }
    return { Items: Items.slice(0, limit), ...(Items.length > limit ? { LastEvaluatedKey: Items[limit - 1] } : {}) };
  }

  private transact(actions: NonNullable<TransactWriteCommand['input']['TransactItems']>) {
    const writes = actions.map(({ Put, Delete, ConditionCheck }) => {
      const key = (Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key ?? {}) as Item;
      const { ConditionExpression: condition, ExpressionAttributeValues: values = {} } = Put ?? ConditionCheck ?? {};
      return { key, put: Put?.Item as Item | undefined, removes: Delete !== undefined, condition, values };
    });
    if (new Set(writes.map(({ key }) => nameOf(key))).size !== writes.length)
      throw new Error('A transaction cannot write one item twice');
    const reasons = writes.map(({ key, condition, values }) => {
      if (condition === undefined) return { Code: 'None' };
      const [, holds] = conditions.find(([pattern]) => pattern.test(condition)) ?? [];
      if (!holds) throw new Error(`The table in memory does not know this condition: ${condition}`);
      return { Code: holds(this.at(key), values) ? 'None' : 'ConditionalCheckFailed' };
    });
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons: reasons });
    for (const { key, put, removes } of writes) {
      if (put) this.put(put);
      else if (removes) this.remove(key);
    }
    return {};
  }

  private put(given: Item): void {
    // Like the client: drops undefined values, and copies the item.
    const item = JSON.parse(JSON.stringify(given)) as Item;
    const { pk, sk } = item;
    const partition = this.partitions.get(pk) ?? new Map<string, Item>();
    this.records.push({ eventName: partition.has(sk) ? 'MODIFY' : 'INSERT', pk, sk });
    partition.set(sk, item);
    this.partitions.set(pk, partition);
    if (item.listsPk) this.cases.set(pk, item);
    if (item.eventsPk) this.putEvent(item);
  }

  private putEvent(item: Item): void {
    let at = this.events.length;
    while (at > 0 && String(this.events[at - 1]?.eventsSk) > String(item.eventsSk)) at--;
    this.events.splice(at, 0, item);
  }

  private remove({ pk, sk }: Item): void {
    if (this.partitions.get(pk)?.delete(sk)) this.records.push({ eventName: 'REMOVE', pk, sk });
  }
}
