import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '#functions/api/openapi/document.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** A table has no key of this length, and nobody writes an id of it. */
const long = 'a'.repeat(3000);

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
});
afterAll(() => world.stop());

interface Schema {
  [keyword: string]: unknown;
}
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
const document = openApiDocument('0.0.0') as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ method, path, ...operation })),
);

/** A pattern that matches no text of any length: it has both ends, and nothing in it repeats without end. */
function hasEnd(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/.test(bare) && !/[*+]|\{\d+,\}/.test(bare);
}

const isText = ({ type }: Schema) => [type].flat().includes('string');
const isBounded = ({ maxLength, pattern, ...more }: Schema) =>
  maxLength !== undefined ||
  'enum' in more ||
  'const' in more ||
  more.format === 'date' ||
  (typeof pattern === 'string' && hasEnd(pattern));

/** Where a schema takes a text of any length. The same name is looked at once. */
function endless(schema: Schema, at: string, seen: Set<string>): string[] {
  const { $ref } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? '';
    if (seen.has(name)) return [];
    seen.add(name);
    return endless(document.components.schemas[name] ?? {}, name, seen);
  }
  const here = isText(schema) && !isBounded(schema) ? [at] : [];
  const parts = Object.entries(schema).flatMap(([keyword, value]): [string, Schema][] => {
    if (typeof value !== 'object' || value === null || keyword === 'enum') return [];
    if (keyword === 'properties') return Object.entries(value as Record<string, Schema>);
    return Array.isArray(value) ? value.map((one) => [keyword, one]) : [[keyword, value as Schema]];
  });
  return [...here, ...parts.flatMap(([name, part]) => endless(part, `${at}.${name}`, seen))];
}

describe('whatever people send has an end', () => {
  // A ladder is limited as a whole, and its texts when it is uploaded.
  const seen = new Set(['LadderDocument']);
  const bodies = operations.flatMap(({ method, path, requestBody }) =>
    Object.entries(requestBody?.content ?? {})
      .filter(([type]) => type === 'application/json')
      .map(([, { schema }]) => [`${method} ${path}`, schema] as const),
  );
  test.each(bodies)('%s', (at, schema) => {
    expect(endless(schema, at, seen)).toEqual([]);
  });
});

const named = operations.filter(({ parameters = [] }) => parameters.some((one) => one.in !== 'header'));

test.each(named.map((one) => [one.method, one.path, one] as const))(
  'a long value in the address is refused or finds nothing: %s %s',
  async (method, path, { parameters = [] }) => {
    for (const { name, in: place } of parameters.filter((one) => one.in !== 'header')) {
      // Each is a value of its form.
      for (const value of [long, `${long}-${long}`, `case_${long}`]) {
        const address = path.replaceAll(/\{(\w+)\}/g, (_all, other) => (other === name ? value : 'x'));
        const query = place === 'query' ? `?${name}=${value}` : '';
        const { status } = await (method === 'get'
          ? api.get('hugo-hr', `${address}${query}`)
          : method === 'put'
            ? api.put('hugo-hr', `${address}${query}`, {})
            : api.post('hugo-hr', `${address}${query}`, {}));
        expect(status, `${name} of ${value.slice(0, 8)}…`).toBeLessThan(500);
      }
    }
  },
);

test('a case on a transition with a long name is refused, and says which field it is', async () => {
  const asked = { engineerId: 'erin-engineer', ladderId: world.ladder.id, transition: `${long}-B`, cycleId: null };
  const { status, body } = await api.post('erin-engineer', '/api/cases', asked);
  expect([status, body.faults?.map((one) => one.path)]).toEqual([422, ['transition']]);
});
