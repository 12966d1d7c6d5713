import { Criterion } from './ladder-criteria.ts';
import { LevelId, Origin, Slug, TransitionId } from './ladder-fields.ts';
import { PathStage, timing } from './ladder-paths.ts';
import { Requirement } from './ladder-requirements.ts';
import * as z from './zod.ts';

export const Transition = z.strictObject({
  id: TransitionId,
  from: LevelId,
  to: LevelId,
  /** The level whose descriptors and expectations are used for rating. Null: the target level. */
  ratedAs: z._default(z.nullable(LevelId), null),
  /** Advisory only, never a minimum. */
  typicalMonths: z._default(z.nullable(z.strictObject({ min: z.int(), max: z.int(), origin: Origin })), null),
  criteria: z.array(Criterion).check(z.minLength(1)),
  /**
   * Whether a case can be approved although a criterion fails or is unknown. `confirmed-by-hr`: each signer gives a
   * reason for each such criterion, and HR confirms. `allowed` stands in versions that were published when nobody had to
   * confirm; it means the same as `confirmed-by-hr` now, and no new version can have it.
   */
  exceptions: z.enum(['forbidden', 'confirmed-by-hr', 'allowed'], 'say ‘forbidden’ or ‘confirmed-by-hr’'),
  portfolio: z.array(Requirement),
  path: z.array(PathStage).check(z.minLength(1)),
  /** Ids of the tracks that the engineer can choose from on this transition. */
  tracks: z._default(z.array(Slug), []),
  /** How long the engineer must wait after 'not promoted' for the next case on this transition. Null: no wait. */
  coolDown: z._default(
    z.nullable(z.strictObject({ months: z.int().check(z.minimum(1), z.maximum(36)), origin: Origin })),
    null,
  ),
  /** How the engineer can appeal against 'not promoted'. Null: they cannot. */
  appeal: z._default(
    z.nullable(
      z.strictObject({
        /** Days after the case was closed within which an appeal can be made. */
        windowDays: z.int().check(z.minimum(1), z.maximum(180)),
        ...timing,
      }),
    ),
    null,
  ),
  origin: Origin,
});
export type Transition = z.infer<typeof Transition>;
