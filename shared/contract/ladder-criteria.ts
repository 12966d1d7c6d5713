import { Origin, Role, Slug, Text } from './ladder-fields.ts';
import * as z from './zod.ts';

/**
 * A condition of a criterion. `attested` is for what ratings cannot show: a person with the named role answers yes or
 * no.
 */
export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'every-competency'; atLeast: number }
  | { kind: 'competency'; competency: string; atLeast: number }
  | { kind: 'attested'; id: string; by: Role; byOrigin?: Origin | undefined; question: string };

export const Condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all'), of: z.array(Condition).check(z.minLength(1)) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(Condition).check(z.minLength(1)) }),
    z.strictObject({ kind: z.literal('every-competency'), atLeast: z.int().check(z.minimum(1), z.maximum(9)) }),
    z.strictObject({
      kind: z.literal('competency'),
      competency: Slug,
      atLeast: z.int().check(z.minimum(1), z.maximum(9)),
    }),
    z.strictObject({
      kind: z.literal('attested'),
      id: Slug,
      by: Role,
      /** Where it comes from who answers. Left out: where the criterion does. */
      byOrigin: z.optional(Origin),
      question: Text,
    }),
  ]),
);

export const Criterion = z.strictObject({
  id: Slug,
  title: Text,
  /** If it is set, the criterion applies only on this track. */
  track: z._default(z.nullable(Slug), null),
  requires: Condition,
  origin: Origin,
});
export type Criterion = z.infer<typeof Criterion>;
