import * as z from '#shared/contract/zod.ts';
import { inputs, named } from './named.ts';
import { type Route, shapesOf } from './route.ts';

export type Json = Record<string, unknown>;

/** The JSON Schema of a shape as it is sent or answered. Named shapes appear as references. */
export type SchemaOf = (type: z.ZodMiniType, io: 'input' | 'output') => Json;

/** Converts the named shapes and those of the routes into JSON Schema. */
export function schemasOf(routes: readonly Route[]): { components: Json; schemaOf: SchemaOf } {
  const registry = z.registry<{ id: string }>();
  for (const [id, type] of Object.entries(named)) registry.add(type, { id });
  // The other shapes of routes are converted together with the named ones, so that they refer to them.
  for (const [at, type] of routes.flatMap(shapesOf).entries())
    if (!registry.has(type)) registry.add(type, { id: `unnamed-${at}` });
  const convert = (io: 'input' | 'output') =>
    z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}`, unrepresentable: 'any' }).schemas;
  const schemas = { input: convert('input'), output: convert('output') };
  const written = (id: string, io: 'input' | 'output') => {
    const { $schema, $id, ...schema } = schemas[io][id] as Json;
    return schema;
  };
  return {
    components: Object.fromEntries(
      Object.entries(named).map(([id, type]) => [id, written(id, inputs.includes(type) ? 'input' : 'output')]),
    ),
    schemaOf: (type, io) => {
      const id = registry.get(type)?.id ?? '';
      return Object.hasOwn(named, id) ? { $ref: `#/components/schemas/${id}` } : written(id, io);
    },
  };
}
