import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { Ladder, type PublishedLadder } from '#shared/contract/ladder.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { seenOf } from '#shared/domain/case/state/contents.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { publish } from '#shared/ladders/read.ts';
import { evidence, ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';

/** One case through every stage of L3 to L4. Each confidential text contains a unique word. */

const kept = ['technical-mastery', 'system-design-and-architecture'];
const { hash: _hash, ...whole } = softwareEngineerTrack;

const waivable = { when: 'Nobody reports to the engineer.', origin: 'ours' as const };

/**
 * The published transition from L3 to L4, reduced to the two competencies that its criteria name. Every requirement can be
 * waived.
 */
export const ladder: PublishedLadder = publish(
  Ladder.parse({
    ...whole,
    competencies: whole.competencies.filter((one) => kept.includes(one.id)),
    transitions: whole.transitions
      .filter((one) => one.id === 'L3-L4')
      .map((one) => ({ ...one, portfolio: one.portfolio.map((asked) => ({ ...asked, waivable })) })),
    tracks: whole.tracks.map((track) => ({ ...track, strong: {}, relaxed: {} })),
    version: whole.version + 1,
    faq: [],
  }),
);

const of = (id: string, role: Person['roles'][number], level: string | null = null) =>
  person(id, { roles: [role], level });
const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
/** Of another team, and asked whether it has adopted the engineer's design. */
const confirmer = 'carl-confirmer';
const peers = ['petra', 'piet', 'paula', 'roza', 'rita', 'ruth'].map((name) =>
  person(`${name}-peer`, { level: 'L4', team: 'Island' }),
);
export const people: Person[] = [
  person('lena-senior', { level: 'L3', ...line }),
  person('lars-senior', { level: 'L3', ...line }),
  of('tess-lead', 'tech-lead', 'L4'),
  of('toby-lead', 'tech-lead', 'L4'),
  of('omar-odc', 'odc-lead'),
  of('olga-odc', 'odc-lead'),
  of('hana-head', 'head-of-department'),
  of('dario-director', 'delivery-director'),
  of('nell-lead', 'tech-lead'),
  of('hugo-hr', 'hr'),
  of('hedda-hr', 'hr'),
  of('hilde-hr', 'hr'),
  of('eve-engineer', 'engineer', 'L2'),
  person(confirmer, { team: 'Ledger' }),
  person('ken-confirmer', { team: 'Ledger' }),
  ...peers,
];

/** The engineer's tech lead from the first day of the case on. They have no part in the case. */
export const newTechLead = 'nell-lead';
export const engineer = 'lena-senior';

/** The unique word of a text, made from the text's name. */
export const secret = (name: string) => `zq${name.replaceAll('-', '')}qz`;
export const secretsIn = (text: string) => [...new Set(text.match(/zq[a-z0-9]+qz/g) ?? [])];

/** One event of the story: a command of a person, or the next step of the state machine. */
export interface Happening {
  name: string;
  who: string | null;
  /** Null: the next step of the state machine. */
  command: ((state: Case) => PersonCommand) | 'save-draft' | 'propose-correction' | 'confirm-correction' | null;
  /** It happens under the seal. Only this person, the lead and HR can notice a change. */
  quiet?: true;
  /** It adds a text, or changes who can read texts. So the test looks at what everyone sees. */
  watched: boolean;
}

const step = dimensionsOf(ladder)[0]?.id ?? '';
const other = dimensionsOf(ladder)[1]?.id ?? '';
const signal = ladder.competencies[0]?.antiSignals.find((one) => one.step <= 4)?.id ?? '';
const high = ratingsOf(ladder, 5);
/** Everyone rates differently, so that ratings show whose they are. */
const ratings = {
  self: { ...high, [step]: 2 },
  tess: high,
  petra: { ...high, [step]: 4 },
  piet: { ...high, [step]: 3 },
};

const piece = (requirement: string, kind: string, name: string) => ({
  ...evidence(requirement, kind),
  title: secret(`${name}-title`),
  url: `https://example.com/${secret(`${name}-url`)}`,
  text: { format: 'markdown' as const, content: `What was done, and why it was done so: ${secret(`${name}-text`)}` },
  note: secret(`${name}-note`),
  project: secret(`${name}-project`),
  seenBy: secret(`${name}-seen-by`),
});

const adopted = (name: string) => ({
  ...piece('adopted-system-design', 'system-design', name),
  adoption: { since: '2025-01-05', confirmerId: confirmer },
});

const confirms = (id: string): PersonCommand => ({ type: 'confirm-evidence', evidence: id, answer: 'yes' });

const review = (name: string, of: Ratings, more = {}) => ({
  type: 'submit-review' as const,
  ratings: of,
  notes: { [step]: secret(`${name}-note`) },
  antiSignals: [],
  comment: secret(`${name}-comment`),
  ...more,
});

const consensus = (name: string): PersonCommand => ({
  type: 'record-consensus',
  ratings: high,
  reasons: { [step]: secret(`${name}-reason`), [other]: secret(`${name}-reason`) },
  antiSignals: [
    { id: signal, confirmed: false, example: secret(`${name}-example`), reason: secret(`${name}-dropped`) },
  ],
  comment: secret(`${name}-comment`),
});

const says = (attestation: string, name: string): PersonCommand => ({
  type: 'attest',
  attestation,
  answer: 'yes',
  note: secret(name),
  evidence: [],
});

type SignOff = CommandOf<'sign-off'>;
const signs =
  (more: Partial<SignOff> & Pick<SignOff, 'decision' | 'comment'>) =>
  (state: Case): PersonCommand => ({
    type: 'sign-off',
    seen: seenOf(state, ladder),
    returns: null,
    declineReasons: {},
    exceptionReasons: {},
    ...more,
  });

const does = (name: string, who: string, command: PersonCommand | ((state: Case) => PersonCommand), more = {}) => ({
  name,
  who,
  command: typeof command === 'function' ? command : () => command,
  watched: typeof command === 'function' || secretsIn(JSON.stringify(command)).length > 0,
  ...more,
});
const corrects = (name: string, who: string, command: 'propose-correction' | 'confirm-correction'): Happening => ({
  name,
  who,
  command,
  watched: true,
});
const opens = (name: string): Happening => ({ name, who: null, command: null, watched: false });

/** The commands that the story leaves out, and why. Every other command is in it, with a secret in each text. */
export const leftOut: Partial<Record<PersonCommandType, string>> = {
  'remove-evidence': 'nothing is written',
  'carry-evidence': 'nothing is written',
  'end-delegation': 'nothing is written',
  'confirm-track': 'its path has no trial',
  withdraw: 'it ends the case; its reason goes to the readers of why a deadline is extended',
  cancel: 'it ends the case; its reason goes to the readers of why a deadline is extended',
  'join-cycle': 'its reason goes to the readers of why a deadline is extended',
  'decide-stop': 'its reason goes to the readers of why a deadline is extended',
  'decide-exception': 'its ladder allows no exceptions; its reason goes to the readers of a sign-off',
  'waive-window': 'its reason goes to the readers of why a deadline is extended',
};

export const story: Happening[] = [
  opens('track is open'),
  does('declared', engineer, { type: 'declare-track', track: 'tech-lead' }),
  opens('self-assessment is open'),
  { name: 'draft', who: engineer, command: 'save-draft', watched: true },
  does('assessed', engineer, {
    type: 'submit-self-assessment',
    ratings: ratings.self,
    notes: { [step]: secret('self') },
  }),
  does('delegated', 'hana-head', {
    type: 'delegate',
    slots: ['sign-off.head-of-department'],
    to: 'dario-director',
    from: null,
    until: '2026-05-20T00:00:00.000Z',
    reason: secret('delegation'),
  }),
  opens('portfolio is open'),
  does('design', engineer, adopted('design')),
  does('hiring', engineer, piece('hiring-panel', 'hiring-panel', 'hiring')),
  does('waived', 'omar-odc', {
    type: 'waive-requirement',
    requirement: 'report-idp',
    reason: `Nobody has reported to them for a quarter now. ${secret('waiver')}`,
    instead: `Their talk on what they would report instead. ${secret('instead')}`,
  }),
  does('waiver confirmed', 'hugo-hr', {
    type: 'answer-waiver',
    requirement: 'report-idp',
    answer: 'confirm',
    reason: `I have looked at the talk and at what happened in it. ${secret('waiver-answer')}`,
  }),
  does('extended', 'omar-odc', { type: 'extend-deadline', until: '2026-06-30', reason: secret('extension') }),
  { ...does('handed in', engineer, { type: 'submit-portfolio' }), watched: true },
  does('not theirs', confirmer, { type: 'confirm-evidence', evidence: 'e1', answer: 'not-mine' }),
  does('another name', engineer, { type: 'name-confirmer', evidence: 'e1', confirmerId: 'ken-confirmer' }),
  opens('calibration is open'),
  does('panel', 'omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer', 'paula-peer'] }, { watched: true }),
  does('recused', 'paula-peer', { type: 'recuse', reason: secret('recusal') }),
  does('panel again', 'omar-odc', { type: 'appoint-panel', reviewers: ['roza-peer'] }, { watched: true }),
  does('reassigned', 'hugo-hr', {
    type: 'reassign',
    slot: 'calibration.peer-2',
    to: 'piet-peer',
    reason: secret('reassignment'),
  }),
  does('objected', engineer, {
    type: 'raise-objection',
    slot: 'calibration.peer-1',
    ground: 'other',
    reason: secret('objection'),
  }),
  does('answered', 'omar-odc', {
    type: 'answer-objection',
    objection: 'o1',
    answer: 'keep',
    reason: secret('answer'),
    to: null,
  }),
  does('accepted', engineer, { type: 'accept-panel' }),
  does(
    'tess reviews',
    'tess-lead',
    review('tess', ratings.tess, {
      antiSignals: [{ id: signal, example: secret('tess-signal') }],
    }),
    { quiet: true },
  ),
  does('tess asks', 'tess-lead', { type: 'ask', question: secret('question') }),
  does('lena answers', engineer, { type: 'answer', question: 'q1', answer: secret('reply') }),
  does('tess attests', 'tess-lead', says('people-leadership', 'attest-tess'), { quiet: true }),
  does(
    'tess amends',
    'tess-lead',
    {
      ...review('tess-again', ratings.tess, { antiSignals: [{ id: signal, example: secret('tess-again-signal') }] }),
      type: 'amend-review',
      reason: secret('amendment'),
    },
    { quiet: true },
  ),
  does('petra reviews', 'petra-peer', review('petra', ratings.petra), { quiet: true }),
  does('the seal opens', 'piet-peer', review('piet', ratings.piet)),
  does('omar attests', 'omar-odc', says('track-evidence', 'attest-omar')),
  does('consensus', 'omar-odc', consensus('consensus')),
  opens('sign-off is open'),
  does('conflict', 'dario-director', { type: 'declare-conflict', reason: secret('conflict') }),
  does(
    'returned',
    'omar-odc',
    signs({
      decision: 'return',
      comment: secret('return'),
      returns: { stage: 'portfolio', reasons: { 'evidence.e1': secret('return-reason') } },
    }),
  ),
  opens('portfolio is open again'),
  does('amended', engineer, {
    ...adopted('amended'),
    type: 'amend-evidence',
    evidence: 'e1',
  }),
  { ...does('handed in again', engineer, { type: 'submit-portfolio' }), watched: true },
  does('confirmed', confirmer, confirms('e1')),
  opens('calibration is open again'),
  does('consensus again', 'omar-odc', consensus('again')),
  opens('sign-off is open again'),
  does(
    'declined',
    'hana-head',
    signs({
      decision: 'decline',
      comment: secret('decline'),
      declineReasons: { 'track-evidence': { reason: secret('decline-reason'), wouldChange: secret('would-change') } },
    }),
  ),
  opens('closed'),
  does('appealed', engineer, { type: 'appeal', ground: 'evidence', statement: secret('appeal'), against: null }),
  opens('appeal is open'),
  does('upheld', 'hedda-hr', {
    type: 'decide-appeal',
    decision: 'uphold',
    reason: secret('uphold'),
    reviewers: ['toby-lead', 'ruth-peer', 'rita-peer'],
    lead: 'olga-odc',
  }),
  opens('portfolio is open once more'),
  does('shown', engineer, adopted('shown')),
  does('handed in once more', engineer, { type: 'submit-portfolio' }),
  opens('calibration is open once more'),
  does('accepted again', engineer, { type: 'accept-panel' }),
  does('toby reviews', 'toby-lead', review('toby', ratings.tess), { quiet: true }),
  does('toby attests', 'toby-lead', says('people-leadership', 'attest-toby'), { quiet: true }),
  does('ruth reviews', 'ruth-peer', review('ruth', ratings.petra), { quiet: true }),
  does('the seal opens again', 'rita-peer', review('rita', ratings.tess)),
  does('olga attests', 'olga-odc', says('track-evidence', 'attest-olga')),
  does('consensus at last', 'olga-odc', consensus('last')),
  opens('sign-off is open once more'),
  does('omar approves', 'omar-odc', signs({ decision: 'approve', comment: secret('approval-omar') })),
  does('omar recalls', 'omar-odc', { type: 'recall', reason: secret('recall') }),
  does('omar approves again', 'omar-odc', signs({ decision: 'approve', comment: secret('approval-again') })),
  does('hana approves', 'hana-head', signs({ decision: 'approve', comment: secret('approval-hana') })),
  opens('promoted'),
  corrects('a correction is proposed', 'hugo-hr', 'propose-correction'),
  corrects('corrected', 'hilde-hr', 'confirm-correction'),
];

export const selfDraft = { ratings: { [step]: 2 }, notes: { [step]: secret('draft') } };
