import { peer, roles } from './names.ts';
import * as z from './zod.ts';

/**
 * A ladder is one versioned document. It holds every path, number and rule of a case. `origin` says whether a part
 * comes from the source document or is our addition.
 */

export const Origin = z.enum(['source', 'ours']);
export type Origin = z.infer<typeof Origin>;

/** Kebab-case of the title, `&` written `and`; frozen once published. */
export const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens'));
const LevelId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/));
const Text = z.string().check(z.minLength(1), z.maxLength(2000));
/** A step of the scale as a key: '1', '2', ... */
const StepKey = z.string().check(z.regex(/^[1-9]$/));

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** A titled list of texts of a level: what a strong engineer does, advice for their manager, ... */
const Section = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** Whom the text addresses. Everybody may read it. */
  audience: z._default(z.enum(['everyone', 'managers']), 'everyone'),
  items: z.array(Text).check(z.minLength(1)),
  origin: Origin,
});

export const Level = z.strictObject({
  id: LevelId,
  title: z.string().check(z.minLength(1)),
  /** Titles by track id, if the level has tracks. */
  titles: z._default(z.record(Slug, z.string()), {}),
  /** One line. */
  summary: z._default(z.string(), ''),
  /** What the level is about, in a paragraph or more. */
  about: z._default(z.string().check(z.maxLength(4000)), ''),
  sections: z._default(z.array(Section), []),
  /** Habits that hold people back at this level. They belong to the level as a whole and are never rated. */
  antiPatterns: z._default(
    z.array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), text: Text, origin: Origin })),
    [],
  ),
  /** The range of the weighted score for this level, both ends included. Null: the ladder has no overall score. */
  band: z.nullable(z.strictObject({ min: z.number(), max: z.number() })),
  /** False if the source names the level without describing it. */
  described: z._default(z.boolean(), true),
  /** Seats of this level in the whole organisation, if they are capped. */
  seats: z._default(
    z.nullable(z.strictObject({ min: z.int().check(z.minimum(0)), max: z.int().check(z.minimum(0)), origin: Origin })),
    null,
  ),
  origin: Origin,
});

/** What one step of a competency looks like; texts only. */
const Guide = z.strictObject({
  voice: z._default(z.string(), ''),
  summary: z._default(z.string(), ''),
  behaviours: z._default(z.array(Text), []),
  outputs: z._default(z.array(Text), []),
  scene: z._default(z.string(), ''),
  traps: z._default(z.array(Text), []),
});

export const Dimension = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** One sentence per step of the scale. */
  descriptors: z._default(z.record(StepKey, Text), {}),
  /** For steps that mean something else at some level: their sentences by level, then by step. */
  descriptorsAt: z._default(z.record(LevelId, z.record(StepKey, Text)), {}),
  origin: Origin,
});

/**
 * How the values of the dimensions become the value of a competency.
 * - `majority`: sort the values from high to low and take the k-th. If the lowest is more than `floor` below it, the
 *   value drops by one.
 * - `all-at-least`: take the highest step that every dimension reaches.
 */
export const CompetencyRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('majority'),
    k: z.int().check(z.minimum(1)),
    floor: z.int().check(z.minimum(0)),
    origin: Origin,
  }),
  z.strictObject({ kind: z.literal('all-at-least'), origin: Origin }),
]);
export type CompetencyRule = z.infer<typeof CompetencyRule>;

const AntiSignal = z.strictObject({
  id: Slug,
  /** A confirmed anti-signal caps the competency at one step below this, but never below 1. */
  step: z.int().check(z.minimum(1), z.maximum(9)),
  text: Text,
  origin: Origin,
});

export const Competency = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** For tables and charts. If it is empty, they show the title. */
  shortTitle: z._default(z.string().check(z.maxLength(40)), ''),
  /** The area it is listed under, if the ladder has areas. */
  area: z._default(z.nullable(Slug), null),
  summary: z._default(z.string(), ''),
  /** Two decimals at most: the overall score is computed in whole hundredths. */
  weight: z.number().check(
    z.positive(),
    z.refine((weight) => Number(weight.toFixed(2)) === weight, 'give two decimals at most'),
  ),
  /** The step expected at each level, by level id. */
  expected: z.record(LevelId, z.int().check(z.minimum(1), z.maximum(9))),
  rule: CompetencyRule,
  dimensions: z.array(Dimension).check(z.minLength(1)),
  /** Texts by step, not by level. */
  guides: z._default(z.record(StepKey, Guide), {}),
  /** Examples of evidence that could show it. A source can have none. */
  prompts: z._default(z.array(Text), []),
  antiSignals: z._default(z.array(AntiSignal), []),
  origin: Origin,
});

/**
 * A condition of a criterion. `attested` is for what ratings cannot show: a person with the named role answers yes or
 * no.
 */
export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'every-competency'; atLeast: number }
  | { kind: 'competency'; competency: string; atLeast: number }
  | { kind: 'attested'; id: string; by: Role; question: string };

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
    z.strictObject({ kind: z.literal('attested'), id: Slug, by: Role, question: Text }),
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

/** A field an engineer fills in for a piece of evidence. */
export const EvidenceField = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][A-Za-z0-9]*$/)),
  title: z.string().check(z.minLength(1)),
  kind: z.enum(['text', 'date', 'number']),
  required: z._default(z.boolean(), true),
});

/** A check on the fields of one piece of evidence, as data. */
export const EvidenceCheck = z.discriminatedUnion('kind', [
  /** The date in `field` lies at least this many calendar months before the portfolio is handed in. */
  z.strictObject({ kind: z.literal('months-up-to-submission'), field: z.string(), atLeast: z.int(), origin: Origin }),
  /** The number in `field` is at least `value`. */
  z.strictObject({ kind: z.literal('at-least'), field: z.string(), value: z.number(), origin: Origin }),
  /** The text in `field` is `value`, apart from upper case and outer spaces. */
  z.strictObject({ kind: z.literal('equals'), field: z.string(), value: z.string(), origin: Origin }),
  /** The text in `field` is the same as in `otherField` of a piece of evidence for `requirement`. */
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
  title: z.string().check(z.minLength(1)),
  fields: z._default(z.array(EvidenceField), []),
  checks: z._default(z.array(EvidenceCheck), []),
  origin: Origin,
});

/** What the portfolio must hold: `count` pieces, each of one of the kinds. */
export const Requirement = z.strictObject({
  id: Slug,
  title: Text,
  count: z.int().check(z.minimum(1), z.maximum(20)),
  oneOf: z.array(EvidenceKind).check(z.minLength(1)),
  track: z._default(z.nullable(Slug), null),
  origin: Origin,
});

const timing = {
  /** Calendar days from the opening of the stage. A date on a day off moves to the next working day. */
  dueDays: z.int().check(z.minimum(1), z.maximum(365)),
  /** Days after the opening on which people who owe a step are reminded. */
  remindDays: z._default(z.array(z.int().check(z.minimum(1), z.maximum(365))), []),
  /**
   * Calendar days after the due date. When they are over, a stage that the engineer owns lapses. In any other stage
   * somebody up the line is told.
   */
  graceDays: z._default(z.int().check(z.minimum(0), z.maximum(90)), 0),
  timingOrigin: z._default(Origin, 'ours'),
  origin: Origin,
};

/** One stage of a transition's path. A stage is named by its kind; a path has each kind once at most. */
export const PathStage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('track'), ...timing }),
  z.strictObject({ kind: z.literal('self-assessment'), ...timing }),
  z.strictObject({ kind: z.literal('portfolio'), ...timing }),
  z.strictObject({
    kind: z.literal('calibration'),
    /** Who reviews: roles in the engineer's line, or peers at or above the target level. */
    reviewers: z
      .array(
        z.strictObject({
          role: z.union([Role, z.literal(peer)]),
          min: z.int().check(z.minimum(1), z.maximum(9)),
          fromOutsideTeam: z._default(z.int().check(z.minimum(0)), 0),
        }),
      )
      .check(z.minLength(1)),
    /** Who records the consensus. Null: the single review is the consensus. */
    lead: z.nullable(Role),
    /** When the seal opens: with the last review, or when the quorum is reached. */
    reveal: z.enum(['all-submitted', 'quorum']),
    /** How many reviews open the seal, if `reveal` is `quorum`. Null: all of them. */
    quorum: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(9))), null),
    /** Whether the engineer's own supervisors, such as their tech lead, may be among the reviewers. */
    supervisors: z._default(z.enum(['may-review', 'do-not-review']), 'may-review'),
    ...timing,
  }),
  z.strictObject({
    kind: z.literal('sign-off'),
    signers: z.array(Role).check(z.minLength(1)),
    order: z._default(z.enum(['any', 'as-listed']), 'any'),
    /** Whether a person who calibrated may also sign. */
    calibratorMaySign: z._default(z.boolean(), false),
    /** The kind of cycle in whose window the signatures must be given. */
    window: z._default(z.nullable(z.enum(['annual', 'quarterly'])), null),
    ...timing,
  }),
  /** People in the engineer's line confirm that something took place. */
  z.strictObject({
    kind: z.literal('attestation'),
    asked: z.array(z.strictObject({ id: Slug, by: Role, question: Text })).check(z.minLength(1)),
    ...timing,
  }),
  /**
   * A trial of the work on another track. It can be confirmed from the first day of the quarter that begins at or after
   * the end of `months` calendar months.
   */
  z.strictObject({ kind: z.literal('trial'), months: z.int().check(z.minimum(1), z.maximum(12)), ...timing }),
]);
export type StageKind = z.infer<typeof PathStage>['kind'];

export const Track = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  level: LevelId,
  summary: z._default(z.string(), ''),
  whenToConsider: z._default(z.array(Text), []),
  /**
   * Steps that this track expects besides those of the level, by competency id. A competency that is missing has none.
   */
  strong: z._default(z.record(Slug, z.int().check(z.minimum(1), z.maximum(9))), {}),
  relaxed: z._default(z.record(Slug, z.int().check(z.minimum(1), z.maximum(9))), {}),
  /** The title that has the same pay. */
  parityWith: z._default(z.nullable(z.string()), null),
  /** How often a person may move back: `times` in `months`. */
  reversible: z._default(z.nullable(z.strictObject({ times: z.int(), months: z.int(), origin: Origin })), null),
  origin: Origin,
});

/** For example `L2-L3`. If both levels are the same, it is a change of track at that level: `L4-L4`. */
export const TransitionId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]+-[A-Za-z0-9]+$/, 'use the id of a transition, such as L2-L3'));

export const Transition = z.strictObject({
  id: TransitionId,
  from: LevelId,
  to: LevelId,
  /** The level whose descriptors and expectations are used for rating. Null: the target level. */
  ratedAs: z._default(z.nullable(LevelId), null),
  /** Advisory only, never a minimum. */
  typicalMonths: z._default(z.nullable(z.strictObject({ min: z.int(), max: z.int(), origin: Origin })), null),
  criteria: z.array(Criterion).check(z.minLength(1)),
  /** Whether a signer may approve although a criterion fails or is unknown, giving a reason for each. */
  exceptions: z._default(z.enum(['allowed', 'forbidden']), 'allowed'),
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

export const Ladder = z.strictObject({
  id: Slug,
  version: z.int().check(z.minimum(1)),
  title: z.string().check(z.minLength(1)),
  summary: z._default(z.string(), ''),
  hireBar: z._default(z.nullable(LevelId), null),
  totalWeight: z.number().check(z.positive()),
  scale: z
    .array(
      z.strictObject({
        value: z.int().check(z.minimum(1), z.maximum(9)),
        id: Slug,
        title: z.string().check(z.minLength(1)),
        aliases: z._default(z.array(z.string()), []),
        origin: Origin,
      }),
    )
    .check(z.minLength(2)),
  levels: z.array(Level).check(z.minLength(1)),
  /** Whether a reviewer may say that a dimension does not apply. */
  notApplicable: z._default(z.enum(['allowed', 'forbidden']), 'forbidden'),
  areas: z._default(z.array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), origin: Origin })), []),
  competencies: z.array(Competency).check(z.minLength(1)),
  tracks: z._default(z.array(Track), []),
  /** How a person moves between tracks of a level, step by step. */
  trackChange: z._default(
    z.nullable(
      z.strictObject({
        steps: z
          .array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), text: Text, origin: Origin }))
          .check(z.minLength(1)),
        /** The stages of a case that moves somebody to another track of their level. */
        path: z.array(PathStage).check(z.minLength(1)),
        /** A person may move at most once in this many months. */
        onceInMonths: z.int().check(z.minimum(1), z.maximum(60)),
        onceOrigin: Origin,
        origin: Origin,
      }),
    ),
    null,
  ),
  transitions: z.array(Transition).check(z.minLength(1)),
  faq: z._default(
    z.array(
      z.strictObject({
        id: Slug,
        question: Text,
        answer: Text,
        /** Places in this document that the answer follows from, such as `transitions.L1-L2.criteria`. */
        restsOn: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
        origin: Origin,
      }),
    ),
    [],
  ),
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
export const PublishedLadder = z.extend(Ladder, { hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
export type PublishedLadder = z.infer<typeof PublishedLadder>;

/** Names the exact version of a ladder that a case runs on. */
export const LadderRef = z.strictObject({ id: Slug, version: z.int().check(z.minimum(1)), hash: z.string() });
export type LadderRef = z.infer<typeof LadderRef>;
