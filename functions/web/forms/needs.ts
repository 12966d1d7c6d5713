import { PersonCommand } from '#shared/contract/commands.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import { neededWhen } from '#shared/contract/needed.ts';
import type * as z from '#shared/contract/zod.ts';

/**
 * Whether a form must fill in a field of its command: yes, no, or when, in words. It comes from the schema that refuses the
 * command, so that a label cannot say something else. `path` is that of the field in the command, with `*` for an id.
 */
export function needs(type: PersonCommandType, path: string): boolean | string {
  const when = neededWhen[type]?.[path];
  if (when !== undefined) return when;
  const field = path.split('.').reduce<Schema | undefined>(inside, commandOf(type));
  if (!field) throw new Error(`The command ${type} has no field ${path}`);
  return [undefined, null, ''].every((empty) => !field.safeParse(empty).success);
}

/** The fields of a command, and whether each holds one text: no list, and no texts by id. */
export function fieldsOfCommand(type: PersonCommandType): { fields: string[]; areTexts: boolean } {
  const { type: _type, ...shape } = (commandOf(type)?.def as { shape?: Shape } | undefined)?.shape ?? {};
  return { fields: Object.keys(shape), areTexts: !Object.values(shape).some(isGroup) };
}

function isGroup({ def }: Schema): boolean {
  const { innerType, type } = def as { innerType?: Schema; type: string };
  return innerType ? isGroup(innerType) : ['record', 'array', 'object', 'union', 'unknown', 'any'].includes(type);
}

type Schema = z.ZodMiniType;
type Shape = Record<string, Schema>;

const options = PersonCommand.def.options as readonly z.ZodMiniObject<Shape>[];

function commandOf(type: PersonCommandType): Schema | undefined {
  return options.find((one) => one.def.shape.type?.safeParse(type).success);
}

/** The schema of a part of another one. Defaults, and schemas of what can be null, are looked through. */
function inside(schema: Schema | undefined, part: string): Schema | undefined {
  const def = schema?.def as { innerType?: Schema; shape?: Shape; valueType?: Schema; element?: Schema } | undefined;
  return def?.innerType ? inside(def.innerType, part) : (def?.shape?.[part] ?? def?.valueType ?? def?.element);
}
