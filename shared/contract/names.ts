/**
 * Every name and limit of the contract, as plain values. The domain and the state machine use them at run time; the
 * schemas beside this file are built from them. Nothing here needs zod.
 */

/** The stages that a path of a ladder can have. The path decides their order. */
export const pathStages = [
  'track',
  'self-assessment',
  'calibration',
  'portfolio',
  'attestation',
  'trial',
  'sign-off',
] as const;

/** The stages that no path has: they come after its end, or between its stages, if they come at all. */
export const afterPath = ['exception', 'appeal', 'stopped'] as const;

/** Whether HR decides in a stage on what others did in the case. */
export const isAfterPath = (stage: string): boolean => afterPath.some((one) => one === stage);

/** The stages a case can stand in while it is open. */
export const workflowStages = [...pathStages, ...afterPath] as const;
export type WorkflowStage = (typeof workflowStages)[number];

/** Every stage of a case. After an outcome is decided a case is `closing`, then `closed`. */
export const caseStages = [...workflowStages, 'closing', 'closed'] as const;
export type CaseStage = (typeof caseStages)[number];

/** The stages the state machine has a route for. */
export const routedStages = [...workflowStages, 'closing'] as const;

/** How EventBridge calls the events of Step Functions about executions. */
export const executionStatusChange = {
  source: 'aws.states',
  detailType: 'Step Functions Execution Status Change',
} as const;

/** The states in which an execution has ended without an end of its own. */
export const failedStatuses = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** The stages that have slots. */
export const slotStages = ['calibration', 'attestation', 'sign-off'] as const;

/** The stages a signer can return a case to. */
export const returnStages = ['self-assessment', 'portfolio', 'calibration'] as const;

export const roles = ['engineer', 'tech-lead', 'odc-lead', 'head-of-department', 'delivery-director', 'hr'] as const;
export type Role = (typeof roles)[number];

/** The roles of an engineer's line of report, from the bottom up. */
export const lineRoles = ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director'] as const;
export type LineRole = (typeof lineRoles)[number];

/** The field of a person that names their lead with a role of the line. */
export const leadFields = {
  'tech-lead': 'techLeadId',
  'odc-lead': 'odcLeadId',
  'head-of-department': 'headOfDepartmentId',
  'delivery-director': 'deliveryDirectorId',
} as const satisfies Record<LineRole, string>;
export type LeadField = (typeof leadFields)[LineRole];

/**
 * The roles of the line that work with an engineer from day to day. They open cases for the engineer and see where each
 * of them stands, and a ladder can keep them from reviewing.
 */
export const supervisorRoles = ['tech-lead', 'odc-lead'] as const satisfies LineRole[];
export type SupervisorRole = (typeof supervisorRoles)[number];

/** The role of a panel member: a person at or above the target level, who is not in the engineer's line. */
export const peer = 'peer-at-target-level';

/** As whom a person acts who is asked whether their team has adopted a piece of evidence. They have no part in the case. */
export const confirmer = 'confirmer';

/** What a person can answer to that question. */
export const adoptionAnswers = ['yes', 'no', 'not-mine'] as const;

/** The recipient that stands for every active person of HR. No person can have this id. */
export const hrDesk = '@hr';

/**
 * The form in which mail addresses and employee numbers are compared: without regard to case. Origin: ours; a mail server can
 * tell cases apart.
 */
export function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

const machinePrefix = 'machine:';

/** How a machine is named where a person could stand, such as who sent a file. `client` is what its issuer calls it. */
export const machineNamed = (client: string): string => `${machinePrefix}${client}`;

/** What its issuer calls the machine that is named so. Null: it is a person. */
export const machineIn = (name: string): string | null =>
  name.startsWith(machinePrefix) ? name.slice(machinePrefix.length) : null;

/** What the claim of the issuer says that finds a person at their first sign-in. */
export const signInKeys = ['mail', 'employee-number'] as const;
export type SignInKey = (typeof signInKeys)[number];

/** What a piece of evidence can be that others must be able to open. */
export const documentForms = [
  'document',
  'record',
  'pull-request',
  'incident',
  'rfc',
  'design',
  'architecture',
] as const;

/** What can be proposed: a change of a record of HR, or the correction of an outcome. */
export const proposalKinds = [
  'person',
  'sign-in-end',
  'calendar',
  'cycle',
  'cycle-close',
  'correct-outcome',
  'import',
  'leave',
  'issuer-move',
  'issuer-move-end',
] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/**
 * Whether a proposal is about the record of a person. They are told of it and do not confirm it; of these they propose their
 * leave alone.
 */
export const isOfPerson = (kind: ProposalKind): boolean =>
  kind === 'person' || kind === 'sign-in-end' || kind === 'leave';

/** The kinds whose second person gives a reason too, because everybody who reads the case has to be able to judge it. */
export const confirmedWithReason: readonly ProposalKind[] = ['correct-outcome'];

export const proposalStates = ['open', 'confirmed', 'refused', 'withdrawn', 'expired'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** How the operator acts who names people of HR, because no two of them can sign in. */
export const recoveryRelation = 'recovery';

/** Why a visitor whom their issuer knows is not let in. */
export const signInRefusals = [
  'no-claim',
  'unverified',
  'unknown',
  'left',
  'second',
  'ended',
  /** An identity system said that they do not work here any more, and HR has not decided. */
  'barred',
  /** What finds them came from an identity system, and HR has not confirmed it. */
  'unconfirmed',
] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

/** A person has at most this many sign-ins, also ended ones. */
export const mostSignIns = 50;

/** Why a change of HR's records takes two people. */
export const proposalMatters = [
  /** A role other than engineer is given or taken. */
  'roles',
  /** The level, ladder or track changes outside a case. */
  'level',
  /** Somebody new, or somebody who comes back, is above the first level of their ladder. */
  'joins-above-first-level',
  /** The reporting line of somebody with a case that is open or can be appealed in changes. */
  'line',
  /** The record is shared by many cases, and the person who changes it takes part in one. */
  'shared',
  /** The outcome of a closed case was wrong. */
  'outcome',
  /** The mail address, which decides who can sign in as the person, or where notices of reviews and signatures go. */
  'mail',
  /** The employee number, where it decides who can sign in as the person. */
  'employee-number',
  /** How a person signs in. */
  'sign-in',
  /** Which accounts of another issuer are whose. */
  'issuer',
  /** Many records at once. */
  'import',
  /** A person asks for leave of their own. */
  'leave',
] as const;
export type ProposalMatter = (typeof proposalMatters)[number];

/** Days until a proposal that nobody confirmed expires. Origin: ours. */
export const proposalDays = 30;

/** The most times away that a record holds. */
export const mostLeaves = 40;

/** The fewest active people of HR. */
export const fewestHr = 2;

/** A person of HR is limited to so many ODCs at most: a list of cases reads each, in a round of three calls. Origin: ours. */
export const mostHrUnits = 3;

/** So many requests for leave of one person wait for HR at a time, so that nobody fills the lists of HR. Origin: ours. */
export const mostRequests = 3;

export const slotParts = ['reviewer', 'lead', 'attester', 'signer'] as const;

export const outcomes = [
  'promoted',
  /** Everybody approved although a criterion was not met, and HR confirmed it. */
  'promoted-with-exception',
  'not-promoted',
  /** The bar was met, but no seat of the level was free. */
  'no-seat',
  'withdrawn',
  'lapsed',
  'cancelled',
  /** The engineer's record changed outside the case, so that the case has lost its question. */
  'overtaken',
  /** The same after the case was approved and before the engineer got the level. */
  'promotion-not-carried-out',
  'track-changed',
  'stayed',
] as const;
export type Outcome = (typeof outcomes)[number];

/** The outcomes that HR or the clock made, before the people of the case decided. */
const madeByHr: readonly (Outcome | null)[] = ['cancelled', 'lapsed', 'overtaken', 'promotion-not-carried-out'];
export const isMadeByHr = (outcome: Outcome | null): boolean => madeByHr.includes(outcome);

/** Whether a case with this outcome gives the engineer the next level. */
export const isPromotion = (outcome: Outcome | null): boolean =>
  outcome === 'promoted' || outcome === 'promoted-with-exception';

/**
 * To which outcome two people of HR correct a wrong one. Null: they do not. They correct only what the people of a case
 * decided: other ends are no judgement, and an appeal or a new case mends them.
 */
export function correctedTo(outcome: Outcome | null): 'promoted' | 'not-promoted' | null {
  if (isPromotion(outcome)) return 'not-promoted';
  return outcome === 'not-promoted' ? 'promoted' : null;
}

/** How a case goes on when its signatures have no window. */
export const windowAnswers = ['waive', 'next-cycle', 'cancel'] as const;

/** What an engineer's record says that a case rests on to its end. */
export const recordFacts = ['active', 'ladder', 'level', 'track'] as const;
export type RecordFact = (typeof recordFacts)[number];

export const appealGrounds = ['procedure', 'evidence', 'conflict'] as const;
export type AppealGround = (typeof appealGrounds)[number];

/** The commands of people on a case. */
export const personCommandTypes = [
  'declare-track',
  'submit-self-assessment',
  'add-evidence',
  'amend-evidence',
  'remove-evidence',
  'carry-evidence',
  'submit-portfolio',
  'name-confirmer',
  'confirm-evidence',
  'waive-requirement',
  'answer-waiver',
  'appoint-panel',
  'accept-panel',
  'raise-objection',
  'answer-objection',
  'submit-review',
  'amend-review',
  'record-consensus',
  'attest',
  'sign-off',
  'recall',
  'ask',
  'answer',
  'confirm-track',
  'withdraw',
  'declare-conflict',
  'recuse',
  'reassign',
  'delegate',
  'end-delegation',
  'extend-deadline',
  'join-cycle',
  'waive-window',
  'cancel',
  'appeal',
  'decide-appeal',
  'decide-exception',
  'decide-stop',
] as const;
export type PersonCommandType = (typeof personCommandTypes)[number];

/** The commands of the state machine and the sweep on a case. */
export type SystemCommandType = 'open-stage' | 'remind' | 'resettle' | 'close' | 'restart';

/** The events of a case. */
export const eventTypes = [
  'case-opened',
  'stage-opened',
  'stage-carried-over',
  'track-declared',
  'self-assessment-submitted',
  'evidence-added',
  'evidence-amended',
  'evidence-removed',
  'requirement-waived',
  'waiver-answered',
  'portfolio-submitted',
  'adoption-asked',
  'adoption-answered',
  'adoption-unanswered',
  'panel-appointed',
  'panel-accepted',
  'objection-raised',
  'objection-answered',
  'conflict-declared',
  'recused',
  'reassigned',
  'slot-substituted',
  'delegated',
  'delegation-ended',
  'review-submitted',
  'review-amended',
  'consensus-recorded',
  'attested',
  'signed-off',
  'sign-off-recalled',
  'question-asked',
  'question-answered',
  'track-confirmed',
  'case-withdrawn',
  'case-lapsed',
  'case-cancelled',
  'reminder-sent',
  'escalated',
  'deadline-extended',
  'cycle-joined',
  'window-waived',
  'window-closed',
  'window-moved',
  'directors-named',
  'appeal-made',
  'appeal-decided',
  'exception-decided',
  'case-stopped',
  'case-resumed',
  'case-overtaken',
  'engineer-away',
  'execution-restarted',
  'case-closed',
  'outcome-corrected',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Limits of what people send and of what a case holds. */
export const limits = {
  /** Characters of a note. */
  note: 1000,
  /** Characters of a comment. */
  comment: 4000,
  /** The fewest visible characters of a text that others must be able to judge: the reason of a waiver, an attached text. */
  shortestText: 40,
  /** Pieces of evidence in a portfolio. */
  evidence: 50,
  /** Changes of the evidence of a case. */
  evidenceChanges: 300,
  /** Pieces of a portfolio about which other teams are asked. */
  adopted: 3,
  /** Bytes of a piece of evidence. */
  evidenceBytes: 4096,
  /** Bytes of a text that is attached to a piece. */
  attachedBytes: 64 * 1024,
  /** Bytes of all text of a case. */
  textBytes: 512 * 1024,
  /** Bytes of these that evidence leaves to those who decide. */
  spareBytes: 128 * 1024,
  /** Events of a case. */
  events: 600,
  /** The highest attempt at which a case can still be decided, and not be returned. */
  attempts: 12,
  /** How often a review can be amended before the reviews are open. */
  amendments: 3,
  /** How often a person can change what they said about an adoption. */
  changedAnswers: 3,
  /** How often a signature can be taken back under one part. */
  recalls: 3,
  /** Questions that one person asks in one visit of a stage. */
  questionsOfPart: 3,
  /** Objections of the engineer in a round of a case. */
  objections: 20,
  /** Questions to the engineer in a case. */
  questions: 20,
  /** Bytes of a request. */
  body: 256 * 1024,
  /** Reviewers of a case. */
  reviewers: 9,
} as const;

/** How many days after its appointment the engineer may object to a panel. Origin: ours. */
export const objectionDays = 3;

/** In how many working days of their ODC an engineer answers a question. After that another one can be put. */
export const answerDays = 3;

/** How many minutes after a signature its signer can recall it. */
export const recallMinutes = 30;

/** The shortest and the longest wait of the state machine, in seconds: one minute and thirty days. */
export const wakeBounds = { min: 60, max: 30 * 24 * 3600 } as const;

/**
 * Bytes of a ladder: of the file that HR uploads, and of the JSON as it is stored. DynamoDB limits an item to 400 KB.
 */
export const ladderLimits = { uploadBytes: 512 * 1024, storedBytes: 350 * 1024 } as const;
