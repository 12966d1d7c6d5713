import type * as z from '#shared/contract/zod.ts';

/** A route of the API, as its description has it. */
export interface Route {
  method: 'get' | 'post' | 'put';
  path: string;
  summary: string;
  open?: true;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** The body is a file of one of these media types. */
  file?: readonly string[];
  /** The body can also be YAML. */
  yaml?: true;
  headers?: string[];
  status?: number;
  answer: Answer;
}

/** One shape, one page of a list with what stands beside its items, a choice of shapes, or a file of a media type. */
export type Answer =
  | { one: z.ZodMiniType }
  | { list: z.ZodMiniType[]; beside?: Record<string, z.ZodMiniType> }
  | { anyOf: z.ZodMiniType[] }
  | { file: string };

/** Every shape that a route takes or gives. */
export function shapesOf({ query, body, answer }: Route): z.ZodMiniType[] {
  const answers =
    'file' in answer
      ? []
      : 'list' in answer
        ? [...answer.list, ...Object.values(answer.beside ?? {})]
        : 'anyOf' in answer
          ? answer.anyOf
          : [answer.one];
  return [query, body, ...answers].filter((type) => type !== undefined);
}
