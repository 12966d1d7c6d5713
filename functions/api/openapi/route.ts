import type * as z from '#shared/contract/zod.ts';

/** A route of the API, as its description has it. */
export interface Route {
  method: 'get' | 'post' | 'put';
  path: string;
  summary: string;
  open?: true;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** The body can also be YAML. */
  yaml?: true;
  headers?: string[];
  status?: number;
  answer: Answer;
}

/** One shape, one page of a list with what stands beside its items, or a choice of shapes. */
export type Answer =
  | { one: z.ZodMiniType }
  | { list: z.ZodMiniType[]; beside?: Record<string, z.ZodMiniType> }
  | { anyOf: z.ZodMiniType[] };

/** Every shape that a route takes or gives. */
export function shapesOf({ query, body, answer }: Route): z.ZodMiniType[] {
  const answers =
    'list' in answer
      ? [...answer.list, ...Object.values(answer.beside ?? {})]
      : 'anyOf' in answer
        ? answer.anyOf
        : [answer.one];
  return [query, body, ...answers].filter((type) => type !== undefined);
}
