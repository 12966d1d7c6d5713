import picker from '#functions/web/browser/picker.json' with { type: 'json' };
import script from '#functions/web/browser/self-check.json' with { type: 'json' };
import { stylesheetPath } from '#functions/web/views/styles.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { Place, Relation } from '#test/security/table.ts';
import type { Asking } from './apps.ts';

/**
 * What every route costs: rounds of calls to the table, and calls. A round is a set of calls that are sent together. The two
 * rounds that find out who asks are not counted: the sign-in or the session, then the person. Ladders are already in memory.
 * The tests beside this file send every row. A route without a row fails `routes.test.ts`.
 */

/** Rounds and calls. */
export type Cost = [rounds: number, calls: number];

/** The open cases are in three parts of their index, which are read at the same time. */
const parts = 3;

/** The most rounds that a page or a read of the API may take. */
export const roundsOfARead = 2;

/** The pages of one version or draft of a ladder. */
const ladderPages = [
  '',
  '/levels/:level',
  '/competencies/:competency',
  '/transitions/:transition',
  '/tracks',
  '/faq',
  '/compare',
  '/print',
];

/** Every page and every read of the API. Two rows of one route are two kinds of people or of cases. */
export const reads: [route: string, cost: Cost, asking?: Asking][] = [
  ['GET /api/health', [0, 0]],
  ['GET /api/openapi.json', [0, 0]],
  ['GET /api/docs', [0, 0]],
  [`GET ${stylesheetPath}`, [0, 0]],
  [`GET ${script.path}`, [0, 0]],
  [`GET ${picker.path}`, [0, 0]],
  ['GET /favicon.ico', [0, 0]],
  ['GET /signed-out', [0, 0]],
  ['GET /api/me', [0, 0]],
  ['GET /api/inbox', [2, 4], { as: 'hr' }],
  ['GET /api/inbox', [2, 2], { as: 'delegate', at: 'sign-off' }],
  ['GET /api/notices', [2, 5], { as: 'hr' }],
  ['GET /api/confirmations', [2, 2], { as: 'asked', at: 'sealed' }],
  ['GET /api/confirmations/:confirmation', [2, 2], { as: 'asked', at: 'sealed' }],
  ['GET /api/confirmations/:confirmation/text', [2, 2], { as: 'asked', at: 'sealed' }],
  ['GET /api/people', [1, 1]],
  ['GET /api/people', [2, 2], { as: 'hr' }],
  ['GET /api/people?q=te&team=Harbour', [1, 1]],
  ['GET /api/people?q=te&role=tech-lead&odc=North', [2, 2], { as: 'hr' }],
  ['GET /api/people/:person', [1, 1]],
  ['GET /api/ladders', [1, 1]],
  ['GET /api/ladders/:ladder', [1, 1]],
  ['GET /api/ladders/:ladder/versions', [1, 1]],
  ['GET /api/ladders/:ladder/versions/:version', [0, 0]],
  ['GET /api/cycles', [1, 1]],
  ['GET /api/cases', [1, 1]],
  ['GET /api/cases', [2, parts + 1], { as: 'hr' }],
  ['GET /api/cases?stage=sign-off', [2, 2], { as: 'hr' }],
  ['GET /api/cases?outcome=not-promoted', [2, 3], { as: 'hr', at: 'closed' }],
  ['GET /api/cases?odc=North', [2, 3], { as: 'hr' }],
  ['GET /api/cases?leadId=hana-head', [2, 3], { as: 'hr', at: 'sign-off' }],
  ['GET /api/cases?turn=omar-odc', [2, 3], { as: 'hr', at: 'sign-off' }],
  ['GET /api/cases?engineerId=erin-sign-off', [2, 2], { as: 'hr', at: 'sign-off' }],
  ['GET /api/cases?sort=name', [2, parts + 1], { as: 'hr' }],
  ['GET /api/cases?cycle=annual-2026', [2, 2], { as: 'reviewer' }],
  ['GET /api/cases', [2, 2], { as: 'delegate', at: 'sign-off' }],
  ['GET /api/cases/:case', [2, 2], { as: 'reviewer', at: 'sign-off' }],
  ['GET /api/cases/:case', [2, 2], { as: 'own-tech-lead', at: 'revealed' }],
  ['GET /api/cases/:case/missing', [1, 2], { as: 'engineer', at: 'self-assessment' }],
  ['GET /api/cases/:case/evidence/:evidence/text', [2, 3], { as: 'reviewer', at: 'sign-off' }],
  ['GET /api/cases/:case/events', [2, 3], { as: 'reviewer', at: 'sign-off' }],
  ['GET /api/cases/:case/events', [2, 4], { as: 'delegate', at: 'sign-off' }],
  ['GET /api/cases/:case/verify', [2, 3], { as: 'reviewer', at: 'sign-off' }],
  ['GET /api/cases/:case/drafts/self-assessment', [1, 1], { as: 'engineer', at: 'self-assessment' }],
  ['GET /api/hr/calendars', [1, 1], { as: 'hr' }],
  ['GET /api/hr/calendars/:odc', [1, 1], { as: 'hr' }],
  ['GET /api/hr/calendars/:odc/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/calendars/:odc/verification', [1, 2], { as: 'hr' }],
  ['GET /api/hr/cycles', [1, 1], { as: 'hr' }],
  ['GET /api/hr/cycles/:cycle', [2, parts + 2], { as: 'hr' }],
  ['GET /api/hr/cycles/:cycle/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/cycles/:cycle/verification', [1, 2], { as: 'hr' }],
  ['GET /api/hr/ladders', [1, 1], { as: 'hr' }],
  ['GET /api/hr/ladders/:ladder', [1, 1], { as: 'hr' }],
  ['GET /api/hr/ladders/:ladder/draft', [1, 1], { as: 'hr' }],
  ['GET /api/hr/ladders/:ladder/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/ladders/:ladder/verification', [2, 3], { as: 'hr' }],
  ['GET /api/hr/people/:person/events', [2, 2], { as: 'hr' }],
  ['GET /api/hr/people/:person/verification', [2, 3], { as: 'hr' }],
  ['GET /api/hr/people/:person/sign-ins', [1, 2], { as: 'hr' }],
  ['GET /api/hr/people/:person/sign-ins/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/people/:person/sign-ins/verification', [1, 2], { as: 'hr' }],
  ['GET /api/hr/sign-ins/refused', [1, 1], { as: 'hr' }],
  // For machines, whom their token alone tells. A person is refused.
  ['GET /api/hr/machine', [0, 0], { as: 'hr', status: 403 }],
  // For identity systems, whom their token alone tells. A further page of everybody also reads and keeps where it begins.
  ['GET /scim/v2/ServiceProviderConfig', [0, 0]],
  ['GET /scim/v2/ResourceTypes', [0, 0]],
  ['GET /scim/v2/ResourceTypes/:type', [0, 0]],
  ['GET /scim/v2/Schemas', [0, 0]],
  ['GET /scim/v2/Schemas/:schema', [0, 0]],
  ['GET /scim/v2/Users', [2, 3]],
  ['GET /scim/v2/Users?filter=userName%20eq%20%22petra-peer@example.com%22', [2, 3]],
  ['GET /scim/v2/Users/:person', [1, 1]],
  ['GET /api/hr/seats', [1, 2], { as: 'hr' }],
  ['GET /api/hr/places', [1, 1], { as: 'hr' }],
  ['GET /api/hr/places/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/places/verification', [1, 2], { as: 'hr' }],
  ['GET /api/hr/imports', [2, 3], { as: 'hr' }],
  ['GET /api/hr/imports/:import', [1, 1], { as: 'hr' }],
  ['GET /api/hr/imports/:import/rows?list=added', [1, 2], { as: 'hr' }],
  ['GET /api/hr/exports/:export', [1, 1], { as: 'hr' }],
  ['GET /api/hr/exports/:export/file', [2, 2], { as: 'hr' }],
  ['GET /api/hr/proposals', [1, 1], { as: 'hr' }],
  ['GET /api/hr/proposals/:proposal', [1, 1], { as: 'hr' }],
  ['GET /api/hr/proposals/:proposal/events', [1, 2], { as: 'hr' }],
  ['GET /api/hr/proposals/:proposal/verification', [1, 2], { as: 'hr' }],

  ['GET /confirmations/:confirmation', [2, 2], { as: 'asked', at: 'sealed' }],
  ['GET /confirmations/:confirmation/text', [2, 2], { as: 'asked', at: 'sealed' }],
  ['GET /', [2, parts + 12], { as: 'hr' }],
  ['GET /', [2, 5], { as: 'reviewer' }],
  ['GET /open', [2, 4], { as: 'other-engineer' }],
  ['GET /open', [2, 5], { as: 'own-tech-lead' }],
  ['GET /open?q=er', [2, 5], { as: 'own-tech-lead' }],
  ['GET /away', [2, 4], { as: 'signer' }],
  ['GET /notices', [2, 5], { as: 'hr' }],
  ['GET /people', [1, 1]],
  ['GET /people?q=te', [1, 1]],
  ['GET /cycles', [1, 1]],
  ['GET /cases', [2, parts + 4], { as: 'hr' }],
  ['GET /cases?leadId=hana-head', [2, 5], { as: 'hr', at: 'sign-off' }],
  ['GET /cases/:case', [2, 2], { as: 'reviewer', at: 'sign-off' }],
  ['GET /cases/:case', [2, 2], { as: 'hr', at: 'closed' }],
  ['GET /cases/:case', [2, 2], { as: 'delegate', at: 'sign-off' }],
  ['GET /cases/:case', [2, 2], { as: 'own-tech-lead', at: 'revealed' }],
  ['GET /cases/:case/missing', [2, 3], { as: 'engineer', at: 'self-assessment' }],
  ['GET /cases/:case/evidence/:evidence/text', [2, 3], { as: 'reviewer', at: 'sign-off' }],
  ['GET /cases/:case/history', [2, 3], { as: 'reviewer', at: 'sign-off' }],
  ['GET /ladders', [1, 1]],
  ['GET /ladders/:own/self-check', [2, 5], { as: 'other-engineer' }],
  ['GET /ladders/:own/self-check', [2, 6], { as: 'engineer', at: 'self-assessment' }],
  ['GET /ladders/:ladder/versions', [1, 1]],
  ...['', '/versions/:version'].flatMap((version) =>
    ladderPages.map((page): [string, Cost] => [`GET /ladders/:ladder${version}${page}`, [1, 1]]),
  ),
  ['GET /hr/ladders', [1, 1], { as: 'hr' }],
  ['GET /hr/ladders/new', [0, 0], { as: 'hr' }],
  ['GET /hr/ladders/:ladder', [2, 4], { as: 'hr' }],
  ['GET /hr/ladders/:ladder/draft', [2, 2], { as: 'hr' }],
  ...ladderPages.map((page): [string, Cost, Asking] => [
    `GET /hr/ladders/:ladder/draft/read${page}`,
    [1, 1],
    { as: 'hr' },
  ]),
  ['GET /hr/people/new', [1, 4], { as: 'hr' }],
  ['GET /hr/people/:person', [2, 11], { as: 'hr' }],
  ['GET /hr/people/:person/sign-ins/:account', [1, 4], { as: 'hr' }],
  ['GET /hr/sign-ins', [1, 1], { as: 'hr' }],
  ['GET /hr/cycles', [1, 1], { as: 'hr' }],
  ['GET /hr/cycles/:cycle', [2, parts + 5], { as: 'hr' }],
  ['GET /hr/cycles/:cycle/close', [2, parts + 3], { as: 'hr' }],
  ['GET /hr/calendars', [1, 2], { as: 'hr' }],
  ['GET /hr/calendars/:odc', [2, 6], { as: 'hr' }],
  ['GET /hr/seats', [1, 2], { as: 'hr' }],
  ['GET /hr/places', [1, 3], { as: 'hr' }],
  ['GET /hr/scim', [1, 1], { as: 'hr' }],
  ['GET /hr/corrections/:case', [2, 4], { as: 'hr', at: 'closed', status: 409 }],
  ['GET /hr/imports', [2, 3], { as: 'hr' }],
  ['GET /hr/imports/template.csv', [0, 0], { as: 'hr' }],
  ['GET /hr/imports/:import', [2, 4], { as: 'hr' }],
  ['GET /hr/exports/:export', [1, 1], { as: 'hr' }],
  ['GET /hr/exports/:export/people.csv', [2, 2], { as: 'hr' }],
  ['GET /hr/proposals', [2, 6], { as: 'hr' }],
  ['GET /hr/proposals/:proposal', [2, 9], { as: 'hr' }],
];

/** The commands that are measured in a row of their own, because they need a question that is open. */
type OfQuestions = 'name-confirmer' | 'confirm-evidence' | 'answer';

/** The form of every step, for a person who can take it. */
export const steps: Record<Exclude<PersonCommandType, OfQuestions>, [cost: Cost, as: Relation, at: Place]> = {
  'declare-track': [[2, 2], 'engineer', 'track'],
  'submit-self-assessment': [[2, 3], 'engineer', 'self-assessment'],
  'add-evidence': [[2, 3], 'engineer', 'portfolio'],
  'amend-evidence': [[2, 3], 'engineer', 'portfolio'],
  'remove-evidence': [[2, 2], 'engineer', 'portfolio'],
  'carry-evidence': [[2, 3], 'engineer', 'portfolio'],
  'submit-portfolio': [[2, 2], 'engineer', 'portfolio'],
  'waive-requirement': [[2, 2], 'signer', 'portfolio'],
  'answer-waiver': [[2, 2], 'hr', 'portfolio'],
  'appoint-panel': [[2, 7], 'lead', 'panel-vacant'],
  'accept-panel': [[2, 2], 'engineer', 'panel-named'],
  'raise-objection': [[2, 2], 'engineer', 'panel-named'],
  'answer-objection': [[2, 7], 'lead', 'objected'],
  'submit-review': [[2, 2], 'panel', 'sealed'],
  'amend-review': [[2, 2], 'reviewer', 'revealed'],
  'record-consensus': [[2, 2], 'lead', 'revealed'],
  attest: [[2, 2], 'attester', 'attestation'],
  'sign-off': [[2, 2], 'signer', 'sign-off'],
  recall: [[2, 2], 'signer', 'exception'],
  ask: [[2, 2], 'signer', 'sign-off'],
  'confirm-track': [[2, 2], 'engineer', 'trial'],
  withdraw: [[2, 2], 'engineer', 'track'],
  'declare-conflict': [[2, 2], 'panel', 'sealed'],
  recuse: [[2, 2], 'panel', 'sealed'],
  reassign: [[2, 7], 'hr', 'sealed'],
  delegate: [[2, 7], 'lead', 'sealed'],
  'end-delegation': [[2, 2], 'signer', 'sealed'],
  'extend-deadline': [[2, 2], 'hr', 'sealed'],
  'join-cycle': [[2, 3], 'hr', 'sealed'],
  'waive-window': [[2, 3], 'hr', 'sign-off'],
  cancel: [[2, 2], 'hr', 'track'],
  appeal: [[2, 2], 'engineer', 'closed'],
  'decide-appeal': [[2, 7], 'hr', 'appeal'],
  'decide-exception': [[2, 2], 'hr', 'exception'],
  'decide-stop': [[2, 2], 'hr', 'stopped'],
};

/** The most rounds that a command of a person may take: three, and its transaction. */
export const roundsOfACommand = 4;

/** Every command of a person through the API, in the order in which the test gives them. */
export const commands: Record<Exclude<PersonCommandType, OfQuestions>, [cost: Cost, as: Relation, at: Place]> = {
  'end-delegation': [[2, 3], 'signer', 'opening'],
  'raise-objection': [[2, 3], 'engineer', 'opening'],
  delegate: [[4, 5], 'lead', 'opening'],
  'join-cycle': [[3, 5], 'hr', 'opening'],
  'waive-window': [[3, 5], 'hr', 'opening'],
  withdraw: [[2, 3], 'engineer', 'opening'],
  'declare-track': [[2, 3], 'engineer', 'track'],
  attest: [[2, 3], 'attester', 'attestation'],
  'confirm-track': [[2, 3], 'engineer', 'trial'],
  'submit-self-assessment': [[2, 3], 'engineer', 'self-assessment'],
  'add-evidence': [[3, 4], 'engineer', 'portfolio'],
  'amend-evidence': [[3, 4], 'engineer', 'portfolio'],
  'carry-evidence': [[4, 6], 'engineer', 'portfolio'],
  'remove-evidence': [[2, 3], 'engineer', 'portfolio'],
  'waive-requirement': [[2, 3], 'signer', 'portfolio'],
  'answer-waiver': [[2, 3], 'hr', 'portfolio'],
  'submit-portfolio': [[3, 5], 'engineer', 'portfolio'],
  'appoint-panel': [[4, 5], 'lead', 'panel-vacant'],
  cancel: [[2, 3], 'hr', 'panel-vacant'],
  'accept-panel': [[2, 3], 'engineer', 'panel-named'],
  'answer-objection': [[4, 5], 'lead', 'objected'],
  recuse: [[4, 5], 'reviewer', 'objected'],
  'submit-review': [[2, 3], 'panel', 'sealed'],
  'extend-deadline': [[3, 5], 'hr', 'sealed'],
  ask: [[3, 5], 'lead', 'sealed'],
  reassign: [[4, 5], 'hr', 'sealed'],
  'declare-conflict': [[4, 5], 'lead', 'sealed'],
  'amend-review': [[2, 3], 'reviewer', 'revealed'],
  'record-consensus': [[2, 3], 'lead', 'revealed'],
  'sign-off': [[3, 4], 'delegate', 'sign-off'],
  recall: [[3, 4], 'delegate', 'sign-off'],
  appeal: [[3, 4], 'engineer', 'closed'],
  'decide-appeal': [[4, 6], 'hr', 'appeal'],
  'decide-exception': [[3, 4], 'hr', 'exception'],
  'decide-stop': [[4, 6], 'hr', 'stopped'],
};

/** Everything else that people send to the API. */
export const writes: Record<string, Cost> = {
  'POST /api/cases': [3, 4],
  'PUT /api/cases/:case/drafts/self-assessment': [2, 3],
  'POST /api/notices/read': [1, 1],
  'POST /api/confirmations/:confirmation': [4, 6],
  'POST /api/cases/:case/commands, another name': [3, 5],
  'POST /api/cases/:case/commands, an answer': [2, 3],
  'POST /api/ladders/:ladder/score': [1, 1],
  'POST /api/hr/ladders/lint': [1, 1],
  'PUT /api/hr/ladders/:ladder/draft': [2, 2],
  'POST /api/hr/ladders/:ladder/commands': [2, 2],
  'PUT /api/hr/people/:person': [2, 4],
  'PUT /api/hr/calendars/:odc': [2, 3],
  'POST /api/hr/places': [2, 2],
  'PUT /api/hr/cycles/:new': [3, 4],
  'POST /api/hr/cycles/:new/close': [3, parts + 3],
  'POST /scim/v2/Users': [4, 5],
  'PUT /scim/v2/Users/:person': [3, 4],
  'PATCH /scim/v2/Users/:person': [3, 4],
  // Of a machine: an end that waits looks for parts in cases, and leaves the mail to HR to the sweep.
  'DELETE /scim/v2/Users/:person': [7, 8],
  'POST /api/hr/imports': [2, 2],
  'POST /api/hr/exports': [2, 2],
  'POST /api/hr/proposals': [4, 11],
  'POST /api/hr/proposals/:proposal/commands': [3, 7],
};

/** Every form. The steps of a case are here once for each kind of facts that they need. */
export const forms: Record<string, Cost> = {
  'POST /hr/scim': [3, 5],
  'POST /open': [3, 4],
  'POST /ladders/:own/self-check': [4, 5],
  'POST /ladders/:own/self-check, into the case': [3, 4],
  'POST /cases/:case/steps/submit-self-assessment, saved for later': [3, 4],
  'POST /cases/:case/steps/submit-self-assessment': [4, 5],
  'POST /cases/:case/steps/submit-review': [4, 4],
  'POST /cases/:case/steps/record-consensus': [4, 4],
  'POST /cases/:case/steps/extend-deadline': [4, 6],
  'POST /cases/:case/steps/carry-evidence': [5, 7],
  'POST /cases/:case/steps/reassign, a search': [2, 8],
  'POST /away, a search': [2, 5],
  'POST /hr/people/new, a search': [1, 5],
  'POST /hr/people/:person, a search': [2, 12],
  'POST /cases/:case/steps/reassign': [4, 5],
  'POST /cases/:case/steps/decide-appeal': [4, 6],
  'POST /notices/read': [1, 1],
  'POST /confirmations/:confirmation': [4, 6],
  'POST /sign-out': [1, 1],
  'POST /hr/ladders/new': [3, 3],
  'POST /hr/ladders/:ladder': [2, 2],
  'POST /hr/ladders/:ladder/draft': [2, 2],
  'POST /hr/people/new': [2, 4],
  'POST /hr/people/:person': [2, 4],
  'POST /hr/people/:person/sign-ins/:account': [4, 10],
  'POST /hr/cycles': [3, 4],
  'POST /hr/cycles/:next': [3, 4],
  'POST /hr/cycles/:next/close': [2, 3],
  'POST /hr/calendars/:odc': [3, 5],
  'POST /hr/places': [2, 2],
  'POST /hr/people/:person, proposed': [4, 11],
  'POST /hr/corrections/:case': [4, 8],
  'POST /hr/proposals/:proposal': [3, 7],
  'POST /hr/imports': [2, 2],
  'POST /hr/imports/:import': [4, 9],
  'POST /hr/exports': [2, 2],
};

/** A form that gives one command for each case: two rounds find the cases, then each command takes its own rounds. */
export const forManyCases: Record<string, Cost> = {
  'POST /away, 1 case': [6, 7],
  'POST /away, 2 cases': [10, 12],
};

/** Signing in. Nobody is known yet, so every call counts. */
export const signIn: Record<string, Cost> = {
  'GET /sign-in': [0, 0],
  'GET /sign-in/callback': [4, 4],
  'GET /sign-in/callback, for the first time': [5, 5],
};

/** The most rounds that a task may take, with its transaction. */
export const roundsOfATask = 4;

/** What the state machine, the relay and the sweep do. */
export const tasks: Record<string, Cost> = {
  look: [1, 1],
  'open-stage': [3, 4],
  remind: [4, 5],
  'remind, and nothing is due': [3, 4],
  close: [3, 4],
  resettle: [4, 8],
  restart: [2, 2],
  'settle a case': [1, 1],
  'tell of an event': [4, 6],
  'mark what was told': [1, 1],
  // The case has delegations, and which of them still count is read first.
  'tell of an event by mail': [7, 9],
};
