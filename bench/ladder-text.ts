import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { startWorld } from '#test/support/world.ts';
import { median } from './print.ts';

const rounds = 20;

/** Median milliseconds to read our largest ladder, stored as a map of attributes and as JSON text. The reads take turns. */
export async function ladderReads(): Promise<{ map: number; text: number }> {
  const world = await startWorld();
  try {
    const { client, name } = world.outside.table;
    const keyOf = (form: string) => ({ pk: 'BENCH', sk: form });
    const put = (form: string, item: object) =>
      client.send(new PutCommand({ TableName: name, Item: { ...keyOf(form), ...item } }));
    await put('map', { ladder });
    await put('text', { document: JSON.stringify(ladder) });
    const taken = { map: [] as number[], text: [] as number[] };
    for (let at = 0; at < rounds; at++)
      for (const form of ['map', 'text'] as const) {
        const begun = performance.now();
        const { Item } = await client.send(new GetCommand({ TableName: name, Key: keyOf(form) }));
        if (form === 'text') JSON.parse(Item?.document as string);
        taken[form].push(performance.now() - begun);
      }
    return { map: median(taken.map), text: median(taken.text) };
  } finally {
    await world.stop();
  }
}
