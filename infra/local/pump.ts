import { existsSync, readFileSync } from 'node:fs';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { keepFile } from './files.ts';
import { type Look, StreamReader, type Take } from './stream.ts';
import { localAccess } from './table.ts';

/** What reads the stream. */
type StreamFunction = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface Pump {
  /** Looks at once: something was written. */
  wake(): void;
  /** Resolves when every record written before the call has been handed on. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  endpoint: string;
  table: string;
  /** Remembers how far the stream was read, across restarts. */
  file?: string;
  call: StreamFunction;
  onError: (error: unknown) => void;
  /** Between two looks while nothing wakes it: a write of another process is seen this late. */
  rareMs?: number;
}

/** After a write it looks again this soon, then ever more rarely. */
const soonMs = 10;
const slower = 4;

/**
 * Reads the table's stream and hands records to the function, in order, a batch again until it is taken: what the event
 * source mapping does in AWS. At least once: after a restart it may begin a little before where it had been.
 */
export async function startPump({ endpoint, table, file, call, onError, rareMs = 1000 }: Options): Promise<Pump> {
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
      // A look that begins after the call and finds nothing has seen everything written before it.
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
