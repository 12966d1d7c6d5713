import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What was used on behalf of a case: requests and calls counted, units computed from item sizes. */
export interface Usage {
  requests: number;
  invocations: number;
  readUnits: number;
  writeUnits: number;
  /** Seconds of function time, as wall-clock time here. */
  seconds: number;
}

export const noUsage = (): Usage => ({ requests: 0, invocations: 0, readUnits: 0, writeUnits: 0, seconds: 0 });

/**
 * Counts what running functions use of DynamoDB. Units are those of the price list, computed from the sizes of items:
 * a transactional write 2 for each KB begun, a consistent read 1 for each 4 KB begun. Emulators disagree on units, so
 * what they report is not used.
 */
export class Meter {
  private readonly current = new AsyncLocalStorage<Usage>();

  /** Runs one call of a function; gives what it used beside its result. */
  async measure<T>(work: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
    const usage = { ...noUsage(), invocations: 1 };
    const begun = performance.now();
    const result = await this.current.run(usage, work);
    usage.seconds = (performance.now() - begun) / 1000;
    return { result, usage };
  }

  /** Lets the meter see what a client sends. */
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

function count(usage: Usage, input: Attributes, output: Attributes): void {
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
  // A query is charged for its sum, single reads each for themselves; an index is read eventually, at half.
  const units = isQuery
    ? fourKb(items.reduce((sum, item) => sum + bytesOf(item), 0))
    : Math.max(
        1,
        items.reduce((sum, item) => sum + fourKb(bytesOf(item)), 0),
      );
  usage.readUnits += input.IndexName ? units / 2 : units;
}

/** About what DynamoDB takes an item to weigh: names and values in UTF-8, numbers and structure at their JSON length. */
export function bytesOf(item: Attributes): number {
  return Buffer.byteLength(JSON.stringify(item));
}
