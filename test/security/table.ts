import type { PersonCommandType } from '#shared/contract/names.ts';

/**
 * Who is allowed to send which command at which place, and how everyone else is refused. Written by hand from what the
 * product promises, and never computed from the code of the product. `matrix.test.ts` runs every cell.
 */

/** The places of a case, in the order in which it reaches them. */
export const places = [
  /** The first stage, `track`, is not open yet. */
  'opening',
  'track',
  'attestation',
  'trial',
  'self-assessment',
  /** With a piece of evidence in the portfolio. */
  'portfolio',
  /** Calibration is open, and nobody is on the panel. */
  'panel-vacant',
  /** The panel is named, and the engineer can object. */
  'panel-named',
  /** The engineer has objected to a panel member. */
  'objected',
  /** The first review is in. */
  'sealed',
  /** All reviews are in, and the consensus is owed. */
  'revealed',
  'sign-off',
  /** Approved although a criterion is not met. */
  'exception',
  /** The engineer got another level outside the case. */
  'stopped',
  /** It went on, HR refused the exception, and a signer declined, but it is not closed yet. */
  'closing',
  'closed',
  'appeal',
] as const;
export type Place = (typeof places)[number];

/** How a person is related to a case. */
export const relations = [
  'engineer',
  /** Holds a role's slot: the engineer's tech lead, or their replacement. */
  'reviewer',
  /** On the panel, from the place 'panel-named' on. Before that, not related to the case. */
  'panel',
  'lead',
  'attester',
  'signer',
  /** Can act for the signer now. */
  'delegate',
  /** Could act for the signer until some days ago. */
  'delegate-before',
  /** Held the reviewer's slot first, and was replaced. */
  'former',
  /** Held the reviewer's slot too, and declared a conflict of interest. */
  'conflicted',
  /** Like 'conflicted', and also of HR. */
  'hr-conflicted',
  /** The engineer's current tech lead, without a part in the case. */
  'own-tech-lead',
  /** Also of HR, limited to another ODC. */
  'own-odc-lead',
  'hr',
  /** Of HR, limited to the ODC of the case. */
  'hr-within',
  /** Of HR, limited to another ODC. */
  'hr-beyond',
  /** Of HR, and gave parts to people as HR. */
  'hr-acted',
  /** Of HR, and on the panel from the place 'panel-named' on. */
  'hr-on-panel',
  /** Leads other engineers. */
  'other-tech-lead',
  'other-engineer',
  /** Is asked whether their team has adopted the engineer's work, from the place 'panel-vacant' on. */
  'asked',
  /** Was of HR, and has left. */
  'inactive',
  'nobody',
] as const;
export type Relation = (typeof relations)[number];

/** The values of a cell. '?' means exactly the answer for a case that does not exist. */
export const verdicts = {
  ok: null,
  F: 'forbidden',
  W: 'wrong-stage',
  O: 'stage-opening',
  N: 'not-yet',
  A: 'already-done',
  D: 'already-decided',
  '?': 'not-found',
  '-': 'unauthenticated',
} as const;
export type Verdict = keyof typeof verdicts;

/** One verdict for each place, in the order of `places`. */
export type Row = string;

/** Whose rows are those of somebody of HR who is limited: within their ODCs they are HR, beyond them anybody. */
export const sameAs = { 'hr-within': 'hr', 'hr-beyond': 'other-engineer' } as const satisfies Partial<
  Record<Relation, Relation>
>;

/** The row of a relation for every command that has no row for it. */
export const otherwise: Record<Exclude<Relation, keyof typeof sameAs>, Row> = {
  engineer: '       F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  reviewer: '       F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  panel: '          ?  ?  ?  ?  ?  ?  ?  F  F  F  F  F  F  F  F  F  F',
  lead: '           F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  attester: '       F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  signer: '         F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  delegate: '       F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'delegate-before': 'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  former: '         F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  conflicted: '     F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'hr-conflicted': 'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'own-tech-lead': 'F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'own-odc-lead': ' F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  hr: '             F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'hr-acted': '     F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'hr-on-panel': '  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F  F',
  'other-tech-lead': '?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?',
  'other-engineer': '?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?',
  asked: '          ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?',
  inactive: '       -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -',
  nobody: '         -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -',
};

// The columns:       op tr at tl sa po va na ob se re so ex cg cd ap
const inPortfolio = ' W  W  W  W  W ok  W  W  W  W  W  W  W  W  D  D  W';
/** HR answers at the portfolio; a person of HR with a part in the case answers nothing. */
const answersWithoutPart = ' W  W  W  W  W ok  W  F  F  F  F  F  F  F  F  F  F';
const nobodysOwn = ' W  W  W  W  W  F  W  W  W  W  W  W  W  W  D  D  W';
const anyTime = '    ok ok ok ok ok ok ok ok ok ok ok ok ok ok  D  D ok';
/** What anybody of HR can do, until they hold a part in the case. */
const untilNamed = '   ok ok ok ok ok ok ok  F  F  F  F  F  F  F  F  F  F';
const untilDecided = 'ok ok ok ok ok ok ok ok ok ok ok ok ok ok  D  D  W';
const untilStopped = 'ok ok ok ok ok ok ok ok ok ok ok ok ok  W  D  D  W';

/** For each command, the rows of the relations that can ever send it or get their own reason for a refusal. */
export const commands: Record<PersonCommandType, Partial<Record<Relation, Row>>> = {
  'declare-track': {
    engineer: '       O ok  W  W  W  W  W  W  W  W  W  W  W  W  D  D  W',
  },
  'submit-self-assessment': {
    engineer: '       W  W  W  W ok  W  W  W  W  W  W  W  W  W  D  D  W',
  },
  'add-evidence': { engineer: inPortfolio },
  'amend-evidence': { engineer: inPortfolio },
  'remove-evidence': { engineer: inPortfolio },
  'carry-evidence': { engineer: inPortfolio },
  'submit-portfolio': { engineer: inPortfolio },
  // No question was left unanswered.
  'name-confirmer': { engineer: 'N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N' },
  // Only at the address of the question, which says nothing of the case.
  'confirm-evidence': {},
  'waive-requirement': { signer: inPortfolio, delegate: inPortfolio },
  // The only signer has waived it, so HR answers.
  'answer-waiver': {
    hr: inPortfolio,
    'hr-acted': inPortfolio,
    'hr-on-panel': answersWithoutPart,
    signer: nobodysOwn,
    delegate: nobodysOwn,
  },
  'appoint-panel': {
    lead: '          ok ok ok ok ok ok ok  A  A  A  A  A  A  A  D  D  A',
  },
  'accept-panel': {
    engineer: '       N  N  N  N  N  N  N ok  N  N  N  N  N  N  D  D  N',
  },
  'raise-objection': {
    engineer: '      ok ok ok ok ok ok  N ok ok  N  N  N  N  N  D  D  N',
  },
  'answer-objection': {
    lead: '           N  N  N  N  N  N  N  N ok  N  N  N  N  N  D  D  N',
    hr: '             N  N  N  N  N  N  N  N ok  N  N  N  N  N  D  D  N',
    'hr-acted': '             N  N  N  N  N  N  N  N ok  N  N  N  N  N  D  D  N',
    'hr-on-panel': '  N  N  N  N  N  N  N  F  F  F  F  F  F  F  F  F  F',
  },
  'submit-review': {
    reviewer: '       W  W  W  W  W  W ok ok ok  A  A  W  W  W  D  D  W',
    panel: '          ?  ?  ?  ?  ?  ?  ?  N  N ok  A  W  W  W  D  D  W',
    'hr-on-panel': '  F  F  F  F  F  F  F  N  N ok  A  W  W  W  D  D  W',
  },
  'amend-review': {
    reviewer: '       W  W  W  W  W  W  N  N  N ok ok  W  W  W  D  D  W',
    panel: '          ?  ?  ?  ?  ?  ?  ?  N  N  N ok  W  W  W  D  D  W',
    'hr-on-panel': '  F  F  F  F  F  F  F  N  N  N ok  W  W  W  D  D  W',
  },
  'record-consensus': {
    lead: '           W  W  W  W  W  W  N  N  N  N ok  W  W  W  D  D  W',
  },
  attest: {
    attester: '       W  W ok  W  W  W  F  F  F  F  F  W  W  W  D  D  W',
    reviewer: '       W  W  F  W  W  W ok ok ok ok ok  W  W  W  D  D  W',
    lead: '           W  W  F  W  W  W  F  F  F  F  F  W  W  W  D  D  W',
    panel: '          ?  ?  ?  ?  ?  ?  ?  F  F  F  F  W  W  W  D  D  W',
    'hr-on-panel': '  F  F  F  F  F  F  F  F  F  F  F  W  W  W  D  D  W',
  },
  'sign-off': {
    signer: '         W  W  W  W  W  W  W  W  W  W  W ok  W  W  D  D  W',
    delegate: '       W  W  W  W  W  W  W  W  W  W  W ok  W  W  D  D  W',
  },
  recall: {
    signer: '         W  W  W  W  W  W  W  W  W  W  W  N ok  W  D  D  W',
    delegate: '       W  W  W  W  W  W  W  W  W  W  W  N  N  W  D  D  W',
  },
  // Somebody with a part in the stage; at another stage, somebody with a part in one where people judge.
  ask: {
    reviewer: '       W  W  W  W  W  W ok ok ok ok ok  F  W  W  D  D  W',
    panel: '          ?  ?  ?  ?  ?  ?  ?  N  N ok ok  F  W  W  D  D  W',
    'hr-on-panel': '  F  F  F  F  F  F  F  N  N ok ok  F  W  W  D  D  W',
    lead: '           W  W  W  W  W  W ok ok ok ok ok  F  W  W  D  D  W',
    signer: '         W  W  W  W  W  W  F  F  F  F  F ok  W  W  D  D  W',
    delegate: '       W  W  W  W  W  W  F  F  F  F  F ok  W  W  D  D  W',
  },
  // Nobody has asked.
  answer: { engineer: 'W  W  W  W  W  W  N  N  N  N  N  N  W  W  D  D  W' },
  'confirm-track': {
    engineer: '       W  W  W ok  W  W  W  W  W  W  W  W  W  W  D  D  W',
  },
  withdraw: { engineer: untilDecided },
  'declare-conflict': {
    reviewer: '      ok ok ok ok ok ok ok ok ok ok ok  A  A  A  D  D  A',
    panel: '          ?  ?  ?  ?  ?  ?  ? ok ok ok  A  A  A  A  D  D  A',
    'hr-on-panel': '  F  F  F  F  F  F  F ok ok ok  A  A  A  A  D  D  A',
    lead: '          ok ok ok ok ok ok ok ok ok ok ok  A  A  A  D  D  A',
    attester: '      ok ok ok  A  A  A  A  A  A  A  A  A  A  A  D  D  A',
    // A conflict takes their signature away.
    signer: '        ok ok ok ok ok ok ok ok ok ok ok ok ok ok  D  D  A',
    delegate: anyTime,
  },
  recuse: {
    reviewer: '      ok ok ok ok ok ok ok ok ok ok ok  A  A  A  D  D  A',
    panel: '          ?  ?  ?  ?  ?  ?  ? ok ok ok  A  A  A  A  D  D  A',
    'hr-on-panel': '  F  F  F  F  F  F  F ok ok ok  A  A  A  A  D  D  A',
    lead: '          ok ok ok ok ok ok ok ok ok ok ok  A  A  A  D  D  A',
    attester: '      ok ok ok  A  A  A  A  A  A  A  A  A  A  A  D  D  A',
    signer: '        ok ok ok ok ok ok ok ok ok ok ok ok  A  A  D  D  A',
    delegate: '       A  A  A  A  A  A  A  A  A  A  A  A  A  A  D  D  A',
  },
  reassign: {
    hr: '            ok ok ok ok ok ok ok ok ok ok ok ok  N  N  D  D  N',
    'hr-acted': '            ok ok ok ok ok ok ok ok ok ok ok ok  N  N  D  D  N',
    'hr-on-panel': ' ok ok ok ok ok ok ok  F  F  F  F  F  F  F  F  F  F',
  },
  delegate: {
    reviewer: '      ok ok ok ok ok ok ok ok ok ok ok  N  N  N  D  D  N',
    panel: '          ?  ?  ?  ?  ?  ?  ? ok ok ok  N  N  N  N  D  D  N',
    'hr-on-panel': '  F  F  F  F  F  F  F ok ok ok  N  N  N  N  D  D  N',
    lead: '          ok ok ok ok ok ok ok ok ok ok ok  N  N  N  D  D  N',
    attester: '      ok ok ok  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
    signer: '        ok ok ok ok ok ok ok ok ok ok ok ok  N  N  D  D  N',
    delegate: '       N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
  },
  'end-delegation': {
    reviewer: '       N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
    panel: '          ?  ?  ?  ?  ?  ?  ?  N  N  N  N  N  N  N  D  D  N',
    'hr-on-panel': '  F  F  F  F  F  F  F  N  N  N  N  N  N  N  D  D  N',
    lead: '           N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
    attester: '       N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
    signer: anyTime,
    delegate: '       N  N  N  N  N  N  N  N  N  N  N  N  N  N  D  D  N',
  },
  'extend-deadline': {
    hr: '             O ok ok ok ok ok ok ok ok ok ok  N ok  W  D  D ok',
    'hr-acted': '             O ok ok ok ok ok ok ok ok ok ok  N ok  W  D  D ok',
    'hr-on-panel': '  O ok ok ok ok ok ok  F  F  F  F  F  F  F  F  F  F',
    lead: '           O ok ok ok ok ok ok ok ok ok ok  N  F  W  D  D  F',
    reviewer: '       O ok ok ok ok ok ok ok ok ok ok  N  F  W  D  D  F',
    signer: '         O ok ok ok ok ok ok ok ok ok ok  N  F  W  D  D  F',
    delegate: '       O ok ok ok ok ok ok ok ok ok ok  N  F  W  D  D  F',
  },
  'join-cycle': { hr: anyTime, 'hr-acted': anyTime, 'hr-on-panel': untilNamed },
  'waive-window': { hr: anyTime, 'hr-acted': anyTime, 'hr-on-panel': untilNamed },
  cancel: { hr: untilStopped, 'hr-acted': untilStopped, 'hr-on-panel': untilNamed },
  appeal: {
    engineer: '       W  W  W  W  W  W  W  W  W  W  W  W  W  W  W ok  W',
  },
  'decide-appeal': {
    hr: '             W  W  W  W  W  W  W  W  W  W  W  W  W  W  D  D ok',
    'hr-on-panel': '  W  W  W  W  W  W  W  F  F  F  F  F  F  F  F  F  F',
  },
  'decide-exception': {
    hr: '             W  W  W  W  W  W  W  W  W  W  W  W ok  W  D  D  W',
    'hr-on-panel': '  W  W  W  W  W  W  W  F  F  F  F  F  F  F  F  F  F',
  },
  'decide-stop': {
    hr: '             W  W  W  W  W  W  W  W  W  W  W  W  W ok  D  D  W',
    'hr-on-panel': '  W  W  W  W  W  W  W  F  F  F  F  F  F  F  F  F  F',
  },
};

/**
 * Who gets an answer at each address below a case: `known` is everyone who can see the case, `evidence` everyone whose view of
 * the case has the piece, `engineer` only its engineer, `step` follows the table of commands. Everyone else gets the answer for
 * a case that does not exist.
 */
export const caseRoutes: Record<string, 'known' | 'evidence' | 'engineer' | 'step'> = {
  'GET /api/cases/:id': 'known',
  'GET /api/cases/:id/events': 'known',
  'GET /api/cases/:id/verify': 'known',
  'GET /api/cases/:id/missing': 'engineer',
  'GET /api/cases/:id/drafts/self-assessment': 'engineer',
  'PUT /api/cases/:id/drafts/self-assessment': 'engineer',
  'POST /api/cases/:id/commands': 'step',
  'GET /api/cases/:id/evidence/:evidence/text': 'evidence',
  'GET /cases/:id/evidence/:evidence/text': 'evidence',
  'GET /cases/:id': 'known',
  'GET /cases/:id/history': 'known',
  'GET /cases/:id/missing': 'engineer',
  'GET /cases/:id/steps/:type': 'step',
  'POST /cases/:id/steps/:type': 'step',
};

/** Personal addresses. Every signed-in person can read theirs, and they show nothing about other people's cases. */
export const ownRoutes = [
  '/api/me',
  '/api/inbox',
  '/api/notices',
  '/api/cases',
  '/',
  '/cases',
  '/notices',
  '/open',
  '/away',
];

/** Relations of people who belong to HR. */
export const ofHr: readonly Relation[] = ['hr', 'hr-acted', 'hr-conflicted', 'hr-on-panel'];

/** Relations of people of HR who are limited to ODCs. */
export const limited: readonly Relation[] = ['hr-within', 'hr-beyond', 'own-odc-lead'];

/** The addresses that answer HR and not whoever is limited: what everybody shares. Below `/api/hr` and `/hr` alike. */
export const forAllOfHr = [
  '/ladders',
  '/cycles',
  '/calendars',
  '/seats',
  '/places/events',
  '/places/verification',
] as const;
