import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Item } from '#shared/store/items.ts';
import { startEngine } from '../engine/engine.ts';
import { findEngine } from '../engine/engines.ts';
import { startStream, tableInput } from '../engine/table.ts';

/** Where the items of a new table go, one after the other. No two of them may have the same key. */
export interface Sink {
  add(items: readonly Item[]): Promise<void>;
}

/**
 * Makes a database file of the embedded engine with a table of these items: `fill` gives them. They go into a file in the
 * form in which DynamoDB exports a table, which the engine imports: that is ten times as fast as writing them by requests. The
 * stream of the table begins after them. Throws with another engine, which has no import.
 */
export async function importTable<T>(file: string, name: string, fill: (sink: Sink) => Promise<T>): Promise<T> {
  const { RUNGS_DYNAMODB_ENDPOINT, RUNGS_ENGINE = 'dynoxide' } = process.env;
  if (RUNGS_DYNAMODB_ENDPOINT || RUNGS_ENGINE !== 'dynoxide')
    throw new Error(
      'Only the embedded engine takes many items at once: unset RUNGS_ENGINE and RUNGS_DYNAMODB_ENDPOINT',
    );
  const folder = mkdtempSync(join(tmpdir(), 'rungs-export-'));
  try {
    const source = join(folder, 'export');
    const schema = join(folder, 'schema.json');
    const { BillingMode: _paid, StreamSpecification: _stream, ...table } = tableInput(name);
    writeFileSync(schema, JSON.stringify({ Table: table }));
    mkdirSync(join(source, name, 'data'), { recursive: true });
    const written = exportTo(join(source, name, 'data', 'items.json.gz'));
    const filled = await fill(written);
    await written.end();
    await run(findEngine().command, ['import', '--source', source, '--schema', schema, '--output', file]);
    const engine = await startEngine(file);
    await startStream(engine.endpoint, name).finally(() => engine.stop());
    return filled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes items into a compressed file, one a line. */
function exportTo(file: string): Sink & { end(): Promise<void> } {
  // The file lives for minutes, so speed counts more than size.
  const gzip = createGzip({ level: 1 });
  const out = gzip.pipe(createWriteStream(file));
  return {
    async add(items) {
      const lines = items.map((item) => `${JSON.stringify({ Item: attributesOf(item) })}\n`).join('');
      if (!gzip.write(lines)) await once(gzip, 'drain');
    },
    async end() {
      gzip.end();
      await once(out, 'finish');
    },
  };
}

/** A value in the form of the wire of DynamoDB. Items have no sets and no bytes. */
function attributeOf(value: unknown): object {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  return Array.isArray(value) ? { L: value.map(attributeOf) } : { M: attributesOf(value as object) };
}

/** The attributes of an item. As with the client, there are none without a value. */
function attributesOf(item: object): Record<string, object> {
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, attributeOf(value)]));
}

async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part) => {
    said = `${said}${part}`.slice(-2000);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The engine did not import the items: ${said}`);
}
