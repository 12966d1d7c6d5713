import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What a case has used. Requests and calls are counted. Units are computed from item sizes. */
export interface Usage {
  requests: number;
  invocations: number;
  readUnits: number;
  writeUnits: number;
  mails: number;
  /** Function time in seconds, as wall-clock time on this machine. */
  seconds: number;
}

export const noUsage = (): Usage => ({
  requests: 0,
  invocations: 0,
  readUnits: 0,
  writeUnits: 0,
  mails: 0,
  seconds: 0,
});

/**
 * Counts the DynamoDB usage of the functions. Units are those of the price list, computed from item sizes. A
 * transactional write costs 2 units per KB, and a consistent read costs 1 unit per 4 KB. Both sizes are rounded up. We
 * do not use the units that emulators report, because emulators disagree.
 */
export class Meter {
  private readonly current = new AsyncLocalStorage<Usage>();

  /** Runs one function call. Returns its result and what it used. */
  async measure<T>(work: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
    const usage = { ...noUsage(), invocations: 1 };
    const begun = performance.now();
    const result = await this.current.run(usage, work);
    usage.seconds = (performance.now() - begun) / 1000;
    return { result, usage };
  }

  /** Counts one mail. */
  mailed(): void {
    const usage = this.current.getStore();
    if (usage) usage.mails += 1;
  }

  /** Makes the meter count the requests of a client. */
  watch(client: Pick<DynamoDBClient, 'middlewareStack'>): void {
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const usage = this.current.getStore();
        if (usage)
          count(usage, args.input as Record<string, unknown>, result.output as unknown as Record<string, unknown>);
        return result;
      },
      { step: 'initialize', name: 'rungs-meter' },
    );
  }
}

type Attributes = Record<string, unknown>;

/** Adds the units of one request and its answer. */
export function count(usage: Pick<Usage, 'readUnits' | 'writeUnits'>, input: Attributes, output: Attributes): void {
  if (Array.isArray(input.TransactItems)) {
    for (const action of input.TransactItems as Record<string, { Item?: Attributes }>[]) {
      const { Put, ConditionCheck } = action;
      if (ConditionCheck) usage.readUnits += 2;
      else usage.writeUnits += 2 * Math.max(1, Math.ceil(bytesOf(Put?.Item ?? {}) / 1024));
    }
    return;
  }
  const items = [
    ...((output.Items as Attributes[] | undefined) ?? []),
    ...Object.values((output.Responses as Record<string, Attributes[]> | undefined) ?? {}).flat(),
    ...(output.Item ? [output.Item as Attributes] : []),
  ];
  const isQuery = output.Items !== undefined;
  const fourKb = (bytes: number) => Math.max(1, Math.ceil(bytes / 4096));
  // A query is charged for the sum of its items. Single reads are charged one by one. Reads of an index, and those that ask
  // for it, are eventually consistent and cost half.
  const units = isQuery
    ? fourKb(items.reduce((sum, item) => sum + bytesOf(item), 0))
    : Math.max(
        1,
        items.reduce((sum, item) => sum + fourKb(bytesOf(item)), 0),
      );
  const batches = Object.values((input.RequestItems as Record<string, { ConsistentRead?: boolean }> | undefined) ?? {});
  const isHalf = input.IndexName !== undefined || batches.some(({ ConsistentRead }) => ConsistentRead === false);
  usage.readUnits += isHalf ? units / 2 : units;
}

/** The approximate size of an item in DynamoDB: the length of its JSON in UTF-8 bytes. */
export function bytesOf(item: Attributes): number {
  return Buffer.byteLength(JSON.stringify(item));
}
