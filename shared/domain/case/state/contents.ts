import type { AttachedRef } from '../../../contract/attached.ts';
import type { Adoption, CaseHead } from '../../../contract/case.ts';
import type { CommandOf, Seen } from '../../../contract/commands.ts';
import type { BodyItem, Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { EvidenceKind, Requirement } from '../../../contract/ladder-requirements.ts';
import type { PersonCommandType } from '../../../contract/names.ts';
import type { CriterionResult, Ratings, Score } from '../../../contract/score.ts';
import { score } from '../../ladder/score.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { transitionOf } from './path.ts';
import { isConfirmed } from './waivers.ts';

/** Reads the contents of a case from its head and bodies. An erased body counts as nothing. */

type Input<T extends PersonCommandType> = Omit<CommandOf<T>, 'type'>;
export type EvidenceBody = Omit<Input<'amend-evidence'>, 'evidence' | 'text'> & { id: string; text?: AttachedRef };
export type ReviewBody = Input<'submit-review'> & { reason?: string };
type ConsensusBody = Input<'record-consensus'>;
/** A portfolio as it was handed in, by the numbers of the events that wrote its parts. */
export interface PortfolioBody {
  evidence: { id: string; seq: number }[];
  waivers: { requirement: string; seq: number }[];
  /** What other teams said about these pieces so far. */
  adoptions?: Pick<Adoption, 'evidence' | 'piece' | 'turn' | 'to' | 'answer'>[];
}
export type SelfAssessmentBody = Input<'submit-self-assessment'>;
export type AttestationBody = Input<'attest'>;
export type SignOffBody = Omit<Input<'sign-off'>, 'decision' | 'returns'> & { criteria: CriterionResult[] };

/** The words of event `seq`, or null if they were erased. Their shape was checked when they were written. */
export function bodyAt<T>(state: Case, seq: number): T | null {
  const body: BodyItem | undefined = state.bodies[seq];
  return body ? (body.content as T) : null;
}

/** The current evidence, in the order in which it was added. */
export function evidenceOf(state: Case): EvidenceBody[] {
  return Object.entries(state.head.evidence)
    .sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([, seq]) => bodyAt<EvidenceBody>(state, seq))
    .filter((body): body is EvidenceBody => body !== null);
}

/** What is handed in: pieces and waivers by the events that wrote them, and what other teams said so far. */
export function portfolioBodyOf({ evidence, waivers, adoptions }: CaseHead): PortfolioBody {
  const ids = Object.keys(evidence).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const handedIn = {
    evidence: ids.map((id) => ({ id, seq: evidence[id] as number })),
    // The digest is part of what signers have seen. So they cannot have missed a waiver, nor who confirmed it.
    waivers: waivers
      .filter(isConfirmed)
      .map(({ requirement, seq, confirmed }) => ({ requirement, seq: confirmed?.seq ?? seq })),
  };
  return withAnswers(handedIn, adoptions);
}

/** What was handed in, with what other teams have said of its pieces. */
export function withAnswers(handedIn: PortfolioBody, adoptions: readonly Adoption[]): PortfolioBody {
  return {
    ...handedIn,
    adoptions: adoptions
      .filter((one) => one.answer !== null && handedIn.evidence.some(({ seq }) => seq === one.piece))
      .map(({ evidence, piece, turn, to, answer }) => ({ evidence, piece, turn, to, answer })),
  };
}

/**
 * The kind of a piece of evidence, as its requirement defines it. Undefined if the ladder has no such requirement or
 * kind.
 */
export function kindOf(
  requirements: readonly Requirement[],
  evidence: { requirement: string; kind: string },
): EvidenceKind | undefined {
  return requirements.find((one) => one.id === evidence.requirement)?.oneOf.find((one) => one.id === evidence.kind);
}

export interface Consensus {
  ratings: Ratings;
  /** By dimension id. */
  reasons: Record<string, string>;
  confirmedAntiSignals: string[];
  /** The anti-signals that were dropped: the reason of each, by its id. Consensuses of old have no reason. */
  droppedAntiSignals: Record<string, string>;
  /** What happened, by the id of an anti-signal. */
  examples: Record<string, string>;
  comment: string;
}

/**
 * The consensus: what the lead recorded, or the one review of a path with one reviewer. Null if there is none yet, or
 * if it was erased.
 */
export function consensusOf(state: Case): Consensus | null {
  const { consensus } = state.head;
  return consensus && consensusAt(state, consensus.seq);
}

/** The consensus that event `seq` recorded. Null if its words were erased. */
export function consensusAt(state: Case, seq: number): Consensus | null {
  if (state.bodies[seq]?.type !== 'consensus-recorded') {
    const review = bodyAt<ReviewBody>(state, seq);
    return (
      review && {
        ratings: review.ratings,
        reasons: review.notes,
        confirmedAntiSignals: review.antiSignals.map((one) => one.id),
        droppedAntiSignals: {},
        examples: examplesOf(review),
        comment: review.comment,
      }
    );
  }
  const recorded = bodyAt<ConsensusBody>(state, seq);
  return (
    recorded && {
      ratings: recorded.ratings,
      reasons: recorded.reasons,
      confirmedAntiSignals: recorded.antiSignals.filter((one) => one.confirmed).map((one) => one.id),
      droppedAntiSignals: Object.fromEntries(
        recorded.antiSignals.filter((one) => !one.confirmed).map((one) => [one.id, one.reason ?? '']),
      ),
      examples: examplesOf(recorded),
      comment: recorded.comment,
    }
  );
}

const examplesOf = ({ antiSignals }: { antiSignals: { id: string; example: string }[] }) =>
  Object.fromEntries(antiSignals.map(({ id, example }) => [id, example]));

/** The answers to questions that ratings cannot answer, by attestation id. */
function answersOf(state: Case): Record<string, 'yes' | 'no'> {
  const answers: Record<string, 'yes' | 'no'> = {};
  for (const { id, seq } of state.head.attestations) {
    const body = bodyAt<AttestationBody>(state, seq);
    if (body) answers[id] = body.answer;
  }
  return answers;
}

/**
 * Score and criteria, computed from the consensus. Without a consensus every value is null and every comparison
 * unknown. Throws if the ladder does not know the ratings.
 */
export function assessmentOf(state: Case, ladder: PublishedLadder): Score {
  const consensus = consensusOf(state);
  const { transition, track } = state.head;
  // A change of track has no criteria: nothing is rated for it.
  const asked = isTrackChange(transitionOf(ladder, state.head)) ? {} : { transition, track: track ?? undefined };
  const result = score(ladder, {
    ratings: consensus?.ratings ?? {},
    ...asked,
    antiSignals: consensus?.confirmedAntiSignals ?? [],
    attestations: answersOf(state),
  });
  if (!result.ok) throw new Error(`Case ${state.head.id} holds ratings its ladder does not know`);
  return result.score;
}

/** What a signer must have read: a sign-off sends it back as `seen`. */
export function seenOf(state: Case, ladder: PublishedLadder): Seen {
  const { portfolio, consensus, reviews } = state.head;
  return {
    portfolio: portfolio?.digest ?? null,
    consensus: consensus?.digest ?? null,
    reviews: reviews.map((review) => review.ref.digest),
    criteria: Object.fromEntries(assessmentOf(state, ladder).criteria.map((one) => [one.id, one.verdict])),
  };
}
