import * as z from 'zod';
import { peer, roles } from './names.ts';

/**
 * A ladder: one versioned document that holds every path, number and rule a case runs on.
 * `origin` says of each part whether it stands in the source document or is our addition.
 */

export const Origin = z.enum(['source', 'ours']);
export type Origin = z.infer<typeof Origin>;

/** Kebab-case of the title, `&` written `and`; frozen once published. */
export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
const LevelId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const Text = z.string().min(1).max(2000);
/** A step of the scale as a key: '1', '2', ... */
const StepKey = z.string().regex(/^[1-9]$/);

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** A titled list of a level's text: what a strong engineer does, advice for whoever manages one, ... */
export const Section = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  /** Whom it speaks to; everybody may read it. */
  audience: z.enum(['everyone', 'managers']).default('everyone'),
  items: z.array(Text).min(1),
  origin: Origin,
});

export const Level = z.strictObject({
  id: LevelId,
  title: z.string().min(1),
  /** Titles by track id, where the level has tracks. */
  titles: z.record(Slug, z.string()).default({}),
  /** One line. */
  summary: z.string().default(''),
  /** What the level is about, in a paragraph or more. */
  about: z.string().max(4000).default(''),
  sections: z.array(Section).default([]),
  /** Habits that hold people at this level back; of the level as a whole, never rated. */
  antiPatterns: z.array(z.strictObject({ id: Slug, title: z.string().min(1), text: Text, origin: Origin })).default([]),
  /** Where the weighted score falls for this level, both ends included; null where the ladder has no overall score. */
  band: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
  /** False where a source names the level without describing it. */
  described: z.boolean().default(true),
  /** Seats of this level in the whole organisation, where they are capped. */
  seats: z
    .strictObject({ min: z.int().min(0), max: z.int().min(0), origin: Origin })
    .nullable()
    .default(null),
  origin: Origin,
});

/** What one step of a competency looks like; texts only. */
export const Guide = z.strictObject({
  voice: z.string().default(''),
  summary: z.string().default(''),
  behaviours: z.array(Text).default([]),
  outputs: z.array(Text).default([]),
  scene: z.string().default(''),
  traps: z.array(Text).default([]),
});

export const Dimension = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  /** One sentence per step of the scale. */
  descriptors: z.record(StepKey, Text).default({}),
  /** Where a step means another thing at another level: its sentences by level, then by step. */
  descriptorsAt: z.record(LevelId, z.record(StepKey, Text)).default({}),
  origin: Origin,
});

/**
 * How dimension values make a competency value.
 * majority: sort the values from high to low, the k-th is the value; if the lowest is more than `floor` below it, the
 * value drops by one.
 * all-at-least: the highest step that every dimension reaches.
 */
export const CompetencyRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('majority'), k: z.int().min(1), floor: z.int().min(0), origin: Origin }),
  z.strictObject({ kind: z.literal('all-at-least'), origin: Origin }),
]);
export type CompetencyRule = z.infer<typeof CompetencyRule>;

export const AntiSignal = z.strictObject({
  id: Slug,
  /** Confirmed at step N it caps the competency at max(N-1, 1). */
  step: z.int().min(1).max(9),
  text: Text,
  origin: Origin,
});

export const Competency = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  /** For tables and charts; the title where empty. */
  shortTitle: z.string().max(40).default(''),
  /** The area it is listed under, where the ladder has areas. */
  area: Slug.nullable().default(null),
  summary: z.string().default(''),
  /** Two decimals at most: the overall score is computed in whole hundredths. */
  weight: z
    .number()
    .positive()
    .refine((weight) => Number(weight.toFixed(2)) === weight, 'give two decimals at most'),
  /** The step expected at each level, by level id. */
  expected: z.record(LevelId, z.int().min(1).max(9)),
  rule: CompetencyRule,
  dimensions: z.array(Dimension).min(1),
  /** Texts by step, not by level. */
  guides: z.record(StepKey, Guide).default({}),
  /** Examples of what could show it, as prompts for evidence; a source may give none. */
  prompts: z.array(Text).default([]),
  antiSignals: z.array(AntiSignal).default([]),
  origin: Origin,
});

/** A condition of a criterion. `attested` is what ratings cannot show: a named role answers yes or no. */
export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'every-competency'; atLeast: number }
  | { kind: 'competency'; competency: string; atLeast: number }
  | { kind: 'attested'; id: string; by: Role; question: string };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all'), of: z.array(Condition).min(1) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(Condition).min(1) }),
    z.strictObject({ kind: z.literal('every-competency'), atLeast: z.int().min(1).max(9) }),
    z.strictObject({ kind: z.literal('competency'), competency: Slug, atLeast: z.int().min(1).max(9) }),
    z.strictObject({ kind: z.literal('attested'), id: Slug, by: Role, question: Text }),
  ]),
);

export const Criterion = z.strictObject({
  id: Slug,
  title: Text,
  /** Only asked on this track. */
  track: Slug.nullable().default(null),
  requires: Condition,
  origin: Origin,
});

/** A field an engineer fills in for a piece of evidence. */
export const EvidenceField = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  title: z.string().min(1),
  kind: z.enum(['text', 'date', 'number']),
  required: z.boolean().default(true),
});

/** A check on the fields of one piece of evidence, as data. */
export const EvidenceCheck = z.discriminatedUnion('kind', [
  /** The date in `field` lies at least this many calendar months before the portfolio is handed in. */
  z.strictObject({ kind: z.literal('months-up-to-submission'), field: z.string(), atLeast: z.int(), origin: Origin }),
  /** The number in `field` is at least `value`. */
  z.strictObject({ kind: z.literal('at-least'), field: z.string(), value: z.number(), origin: Origin }),
  /** The text in `field` says `value`. */
  z.strictObject({ kind: z.literal('equals'), field: z.string(), value: z.string(), origin: Origin }),
  /** `field` says the same as `otherField` of a piece of evidence for `requirement`. */
  z.strictObject({
    kind: z.literal('same-as'),
    field: z.string(),
    requirement: Slug,
    otherField: z.string(),
    origin: Origin,
  }),
]);

export const EvidenceKind = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  fields: z.array(EvidenceField).default([]),
  checks: z.array(EvidenceCheck).default([]),
  origin: Origin,
});

/** What the portfolio must hold: `count` pieces, each of one of the kinds. */
export const Requirement = z.strictObject({
  id: Slug,
  title: Text,
  count: z.int().min(1).max(20),
  oneOf: z.array(EvidenceKind).min(1),
  track: Slug.nullable().default(null),
  origin: Origin,
});

const timing = {
  /** Calendar days from the opening of the stage; what falls on a day off moves to the next working day. */
  dueDays: z.int().min(1).max(365),
  /** Days after the opening on which whoever is owed is reminded. */
  remindDays: z.array(z.int().min(1).max(365)).default([]),
  /**
   * Calendar days after the due date: then a stage that the engineer owns lapses, and of any other somebody up the line
   * is told.
   */
  graceDays: z.int().min(0).max(90).default(0),
  timingOrigin: Origin.default('ours'),
  origin: Origin,
};

/** One stage of a transition's path. A stage is named by its kind; a path has each kind once at most. */
export const PathStage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('track'), ...timing }),
  z.strictObject({ kind: z.literal('self-assessment'), ...timing }),
  z.strictObject({ kind: z.literal('portfolio'), ...timing }),
  z.strictObject({
    kind: z.literal('calibration'),
    /** Who reviews: by role up the engineer's line, or others at or above the target level. */
    reviewers: z
      .array(
        z.strictObject({
          role: z.union([Role, z.literal(peer)]),
          min: z.int().min(1).max(9),
          fromOutsideTeam: z.int().min(0).default(0),
        }),
      )
      .min(1),
    /** Who records the consensus; null where the single review is the consensus. */
    lead: Role.nullable(),
    /** When the seal opens: with the last review, or with as many as the quorum. */
    reveal: z.enum(['all-submitted', 'quorum']),
    /** How many reviews open the seal where `reveal` says so; null where every review is waited for. */
    quorum: z.int().min(1).max(9).nullable().default(null),
    /** Whether the engineer's own tech lead and ODC lead may be among the reviewers. */
    supervisors: z.enum(['may-review', 'do-not-review']).default('may-review'),
    ...timing,
  }),
  z.strictObject({
    kind: z.literal('sign-off'),
    signers: z.array(Role).min(1),
    order: z.enum(['any', 'as-listed']).default('any'),
    /** Whoever calibrated may also sign. */
    calibratorMaySign: z.boolean().default(false),
    /** A cycle whose window the signing must fall into. */
    window: z.enum(['annual', 'quarterly']).nullable().default(null),
    ...timing,
  }),
  /** People up the engineer's line say that something took place. */
  z.strictObject({
    kind: z.literal('attestation'),
    asked: z.array(z.strictObject({ id: Slug, by: Role, question: Text })).min(1),
    ...timing,
  }),
  /**
   * Work on trial. It may be confirmed from the first day of the quarter that begins with the end of `months` calendar
   * months, or after it.
   */
  z.strictObject({ kind: z.literal('trial'), months: z.int().min(1).max(12), ...timing }),
]);
export type StageKind = z.infer<typeof PathStage>['kind'];

export const Track = z.strictObject({
  id: Slug,
  title: z.string().min(1),
  level: LevelId,
  summary: z.string().default(''),
  whenToConsider: z.array(Text).default([]),
  /** Steps expected on this track beside the level's, by competency id; absent means absent. */
  strong: z.record(Slug, z.int().min(1).max(9)).default({}),
  relaxed: z.record(Slug, z.int().min(1).max(9)).default({}),
  /** The track whose pay it has. */
  parityWith: z.string().nullable().default(null),
  /** How often one may move back: once in so many months. */
  reversible: z.strictObject({ times: z.int(), months: z.int(), origin: Origin }).nullable().default(null),
  origin: Origin,
});

/** `L2-L3`; with the same level twice, a change of track at that level: `L4-L4`. */
export const TransitionId = z
  .string()
  .regex(/^[A-Za-z0-9]+-[A-Za-z0-9]+$/, 'use the id of a transition, such as L2-L3');

export const Transition = z.strictObject({
  id: TransitionId,
  from: LevelId,
  to: LevelId,
  /** The level whose descriptors and expectations are rated against; the level gone to where null. */
  ratedAs: LevelId.nullable().default(null),
  /** Advisory only, never a minimum. */
  typicalMonths: z.strictObject({ min: z.int(), max: z.int(), origin: Origin }).nullable().default(null),
  criteria: z.array(Criterion).min(1),
  /** Whether a signer may approve although a criterion fails or is unknown, giving a reason for each. */
  exceptions: z.enum(['allowed', 'forbidden']).default('allowed'),
  portfolio: z.array(Requirement),
  path: z.array(PathStage).min(1),
  /** Ids of the tracks an engineer chooses among on this transition. */
  tracks: z.array(Slug).default([]),
  /** How long after 'not promoted' the next case on this transition may be opened; null where at once. */
  coolDown: z
    .strictObject({ months: z.int().min(1).max(36), origin: Origin })
    .nullable()
    .default(null),
  /** How an outcome 'not promoted' can be appealed against; null where it cannot. */
  appeal: z
    .strictObject({
      /** Days after the case was closed within which an appeal can be made. */
      windowDays: z.int().min(1).max(180),
      ...timing,
    })
    .nullable()
    .default(null),
  origin: Origin,
});

export const Ladder = z.strictObject({
  id: Slug,
  version: z.int().min(1),
  title: z.string().min(1),
  summary: z.string().default(''),
  hireBar: LevelId.nullable().default(null),
  totalWeight: z.number().positive(),
  scale: z
    .array(
      z.strictObject({
        value: z.int().min(1).max(9),
        id: Slug,
        title: z.string().min(1),
        aliases: z.array(z.string()).default([]),
        origin: Origin,
      }),
    )
    .min(2),
  levels: z.array(Level).min(1),
  /** Whether a reviewer may say of a dimension that it does not apply. */
  notApplicable: z.enum(['allowed', 'forbidden']).default('forbidden'),
  areas: z.array(z.strictObject({ id: Slug, title: z.string().min(1), origin: Origin })).default([]),
  competencies: z.array(Competency).min(1),
  tracks: z.array(Track).default([]),
  /** How one moves between tracks of a level, step by step. */
  trackChange: z
    .strictObject({
      steps: z.array(z.strictObject({ id: Slug, title: z.string().min(1), text: Text, origin: Origin })).min(1),
      /** The stages of a case that moves somebody to another track of their level. */
      path: z.array(PathStage).min(1),
      /** Once at most in so many months. */
      onceInMonths: z.int().min(1).max(60),
      onceOrigin: Origin,
      origin: Origin,
    })
    .nullable()
    .default(null),
  transitions: z.array(Transition).min(1),
  faq: z
    .array(
      z.strictObject({
        id: Slug,
        question: Text,
        answer: Text,
        /** Places in this document that the answer follows from, such as `transitions.L1-L2.criteria`. */
        restsOn: z.array(z.string().min(1)).min(1),
        origin: Origin,
      }),
    )
    .default([]),
  origin: Origin,
});
export type Track = z.infer<typeof Track>;
export type Ladder = z.infer<typeof Ladder>;
export type Level = z.infer<typeof Level>;
export type Competency = z.infer<typeof Competency>;
export type Dimension = z.infer<typeof Dimension>;
export type Criterion = z.infer<typeof Criterion>;
export type Requirement = z.infer<typeof Requirement>;
export type EvidenceKind = z.infer<typeof EvidenceKind>;
export type EvidenceCheck = z.infer<typeof EvidenceCheck>;
export type EvidenceField = z.infer<typeof EvidenceField>;
export type PathStage = z.infer<typeof PathStage>;
export type Transition = z.infer<typeof Transition>;

/** A ladder as it was published: the document and the SHA-256 of its canonical JSON (64 hex digits). */
export const PublishedLadder = Ladder.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type PublishedLadder = z.infer<typeof PublishedLadder>;

/** A ladder as a case pins it. */
export const LadderRef = z.strictObject({ id: Slug, version: z.int().min(1), hash: z.string() });
export type LadderRef = z.infer<typeof LadderRef>;
