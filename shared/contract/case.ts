import * as z from 'zod';
import { EvidenceId } from './commands.ts';
import { LadderRef, Role, Slug } from './ladder.ts';
import { PersonId } from './people.ts';
import { CaseId, CaseStage } from './workflow.ts';

/** A case as it is stored: the head holds the facts, bodies hold what was written, by the event that wrote them. */

export const Outcome = z.enum(['promoted', 'not-promoted', 'withdrawn']);
export type Outcome = z.infer<typeof Outcome>;

const Instant = z.iso.datetime();
/** The event whose body says it: its number and the digest of that body. */
export const Ref = z.strictObject({ seq: z.int().min(1), digest: z.string() });
export type Ref = z.infer<typeof Ref>;

/** A part a person plays: `calibration.tech-lead`, `sign-off.odc-lead`, ... */
export const Slot = z.strictObject({
  id: z.string(),
  stage: z.enum(['calibration', 'sign-off']),
  part: z.enum(['reviewer', 'lead', 'signer']),
  /** The role the ladder asks for. */
  role: Role,
  personId: PersonId,
  /** The role up the line that stepped in, where the asked one was vacant or clashed. */
  substitutedBy: Role.nullable(),
});
export type Slot = z.infer<typeof Slot>;

export const CaseHead = z.strictObject({
  id: CaseId,
  /** How many events the case has; also what a commit is conditional on. */
  version: z.int().min(1),
  engineerId: PersonId,
  ladder: LadderRef,
  transition: z.string(),
  createdAt: Instant,
  openedBy: PersonId,
  /** The engineer opened the case or has acted on it since. */
  accepted: z.boolean(),
  stage: CaseStage,
  /** Which visit of that stage. */
  attempt: z.int().min(1),
  /** When the stage was opened; null while the state machine is opening it. */
  openedAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  generation: z.int().min(1),
  generationSince: Instant,
  outcome: Outcome.nullable(),
  closedAt: Instant.nullable(),
  slots: z.array(Slot),
  selfAssessment: Ref.nullable(),
  /** The current version of each piece of evidence, by id: the number of the event that wrote it. */
  evidence: z.record(EvidenceId, z.int()),
  /** How many pieces were ever added; the next one is numbered from it. */
  evidenceAdded: z.int().min(0),
  portfolio: Ref.nullable(),
  waivers: z.array(z.strictObject({ requirement: Slug, by: PersonId, seq: z.int() })),
  reviews: z.array(z.strictObject({ slot: z.string(), by: PersonId, ref: Ref })),
  /** Number of the first review's event while reviews are sealed; null when nothing is. */
  sealedFrom: z.int().nullable(),
  consensus: Ref.nullable(),
  attestations: z.array(z.strictObject({ id: Slug, by: PersonId, seq: z.int(), at: Instant })),
  signOffs: z.array(
    z.strictObject({
      slot: z.string(),
      by: PersonId,
      decision: z.enum(['approve', 'decline']),
      at: Instant,
      seq: z.int(),
    }),
  ),
  /** The latest reminder instant of this stage that was acted on. */
  remindedUpTo: Instant.nullable(),
  /** The last three restarts, newest last. */
  restarts: z.array(Instant),
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type CaseHead = z.infer<typeof CaseHead>;
