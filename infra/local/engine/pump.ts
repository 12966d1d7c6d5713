import { existsSync, readFileSync } from 'node:fs';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { keepFile } from '../runtime/files.ts';
import { type Look, StreamReader, type Take } from './stream.ts';
import { localAccess } from './table.ts';

/** The function that gets the records of the stream. */
type StreamFunction = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface Pump {
  /** Reads the stream at once. Call it after a write. */
  wake(): void;
  /** Resolves when the function has taken every record that was written before the call. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  endpoint: string;
  table: string;
  /** This file keeps the position in the stream across restarts. */
  file?: string;
  call: StreamFunction;
  onError: (error: unknown) => void;
  /** The longest pause between two reads, in milliseconds. A write of another process is seen this late at most. */
  rareMs?: number;
}

/** The first pause after a write, in milliseconds. Each next pause is `slower` times as long. */
const soonMs = 10;
const slower = 4;

/**
 * Reads the table's stream and passes the records to the function in order. It repeats a batch until the function takes
 * it. In AWS the event source mapping does this. The function gets each record at least once: after a restart the pump
 * can repeat the last records.
 */
export async function startPump({ endpoint, table, file, call, onError, rareMs = 5000 }: Options): Promise<Pump> {
  const client = new DynamoDBStreamsClient(localAccess(endpoint));
  const reader = await StreamReader.open(
    client,
    table,
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {},
  );
  let running = true;
  let woken = false;
  let endPause = () => {};
  let looks = 0;
  let whenIdle: { from: number; resolve: () => void }[] = [];

  const take: Take = async (records) => {
    const { batchItemFailures } = await call({ Records: records } as unknown as DynamoDBStreamEvent);
    return batchItemFailures.length === 0;
  };

  let kept = '';
  function keepPosition(): void {
    const position = JSON.stringify(reader.position);
    if (file && position !== kept) keepFile(file, position);
    kept = position;
  }

  async function look(): Promise<Look> {
    try {
      const found = await reader.look(take);
      keepPosition();
      return found;
    } catch (error) {
      if (running) onError(error);
      return { found: false, complete: false };
    }
  }

  async function loop(): Promise<void> {
    let pauseMs = soonMs;
    while (running) {
      woken = false;
      const from = looks++;
      const { found, complete } = await look();
      if (complete && !found) {
        for (const waiting of whenIdle) if (waiting.from <= from) waiting.resolve();
        whenIdle = whenIdle.filter((waiting) => waiting.from > from);
      }
      if (found || woken) pauseMs = soonMs;
      else if (running) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pauseMs);
          endPause = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        pauseMs = woken ? soonMs : Math.min(pauseMs * slower, rareMs);
      }
    }
    for (const { resolve } of whenIdle) resolve();
  }

  function wake(): void {
    woken = true;
    endPause();
  }

  const ended = loop();
  return {
    wake,
    drained() {
      if (!running) return Promise.resolve();
      // If a read begins after this call and finds nothing, everything that was written before the call is handled.
      const done = new Promise<void>((resolve) => whenIdle.push({ from: looks, resolve }));
      wake();
      return done;
    },
    async stop() {
      running = false;
      wake();
      await ended;
      client.destroy();
    },
  };
}
