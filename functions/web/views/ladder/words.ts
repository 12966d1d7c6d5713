import { isOwnedByEngineer } from '#shared/cases/stages.ts';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Origin } from '#shared/contract/ladder-fields.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import type { PathStage, StageKind } from '#shared/contract/ladder-paths.ts';
import type { EvidenceCheck, EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { limits, objectionDays, peer } from '#shared/contract/names.ts';
import { capSentences } from '#shared/domain/ladder/anti-signals.ts';
import { attestationsOf } from '#shared/domain/ladder/criteria.ts';
import { outsideOf, panelRule, quorumOf } from '#shared/domain/ladder/fitting.ts';
import { applyRule } from '#shared/domain/ladder/rule.ts';
import { seatCapOf } from '#shared/domain/ladder/seats.ts';
import {
  capital,
  documentTitles,
  outcomeTitles,
  roleTitle,
  roleTitles,
  supervisorTitles,
} from '#shared/domain/words.ts';
import { andList } from '../words.ts';

/** Rules of a ladder as sentences for the people they apply to. */

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word. */
function inWords(count: number): string {
  return numbers[count] ?? String(count);
}

/** A number in words with its noun, in singular or plural. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inWords(count)} ${count === 1 ? one : many}`;
}

/** That fewer people can be chosen than are needed, as the beginning of a sentence. */
export function fewerThan(needed: number, found: number): string {
  return `${capital(counted(needed, 'person is', 'people are'))} needed, and ${inWords(found)} can be chosen`;
}

/** A number as an ordinal, such as 4th. */
function ordinal(place: number): string {
  const isTeen = place % 100 > 10 && place % 100 < 14;
  return `${place}${(!isTeen && { 1: 'st', 2: 'nd', 3: 'rd' }[place % 10]) || 'th'}`;
}

export function shortTitleOf({ shortTitle, title }: Competency): string {
  return shortTitle || title;
}

/** Whether the competencies of a ladder have different weights. Equal weights are not shown. */
export function hasWeights({ competencies }: Ladder): boolean {
  return new Set(competencies.map((one) => one.weight)).size > 1;
}

/** The levels for which the ladder expects steps. Only these can be compared. */
export function describedLevels({ levels, competencies }: Ladder): Level[] {
  return levels.filter((level) => competencies.some((one) => one.expected[level.id] !== undefined));
}

/** A level's id and title. If it has titles by track, all of them. */
export function levelTitle({ id, title, titles }: Level, { tracks }: Pick<Ladder, 'tracks'>): string {
  const byTrack = tracks.flatMap((track) => titles[track.id] ?? []);
  const said = orList(byTrack.length > 0 ? byTrack : [title]);
  return said.startsWith(id) ? said : `${id}, ${said}`;
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A step with its name on the scale, such as 'step 3, Practitioner'. */
export function stepTitle({ scale }: Ladder, value: number | string): string {
  const title = scale.find((step) => step.value === Number(value))?.title;
  return title ? `step ${value}, ${title}` : `step ${value}`;
}

/** How the value of a competency is computed from its dimensions. If the rule has a stricter reading, also that one. */
export function ruleSentence({ rule, dimensions }: Competency): string {
  const all = dimensions.length;
  if (rule.kind === 'all-at-least')
    return all === 1
      ? 'The competency is rated as a whole, and that step is its value.'
      : `The value is the lowest step of the ${inWords(all)} dimensions.`;
  const { k, floor } = rule;
  return [
    `Sort the steps of the ${inWords(all)} dimensions from high to low. The ${ordinal(k)} is the value. If the lowest is more`,
    `than ${inWords(floor)} below it, the value is one step lower. In a stricter reading, no dimension can be more than`,
    `${inWords(floor)} below the value. It gives a lower value when the lowest is ${inWords(floor + 2)} or more below. Then`,
    'it is shown beside the value that counts.',
  ].join(' ');
}

/** Examples of the majority rule, computed by the rule itself. Null for other rules. */
export function ruleExamples({ rule, dimensions }: Competency): string | null {
  if (rule.kind !== 'majority') return null;
  const step = rule.floor + 3;
  const said = [rule.floor, rule.floor + 1, rule.floor + 2].map((below) => {
    const values = dimensions.map((_, at) => (at === dimensions.length - 1 ? step - below : step));
    const { value, strict } = applyRule(rule, values, rule.k);
    return `${values.join(', ')} gives ${value}${strict === value ? '' : ` (${strict} in the stricter reading)`}`;
  });
  return `For example, ${said.join('; ')}.`;
}

/** How the rule works if a dimension does not apply. */
export const notApplicableSentence =
  'A dimension can be marked as not applicable to a person’s work. The rule then uses the other dimensions. If fewer than half of them are left, the competency has no value.';

/** A check of a piece of evidence as a sentence. */
export function checkSentence(
  check: EvidenceCheck,
  { fields }: EvidenceKind,
  transition: Pick<Transition, 'portfolio'>,
): string {
  const field = titleOf(check.field, fields);
  switch (check.kind) {
    case 'months-up-to-submission':
      return `${field} is at least ${check.atLeast} calendar months before the day on which the portfolio is handed in.`;
    case 'at-least':
      return `${field} is ${check.value} or more.`;
    case 'equals':
      return `${field} is ${check.value}.`;
    case 'same-as':
      return `${field} is the same as ${comparedWith(check, transition)}.`;
    case 'within-months':
      return `${field} is at most ${check.atMost} calendar months before the day on which the portfolio is handed in.`;
    case 'not-before':
      return `${field} is not before ${comparedWith(check, transition)}.`;
    case 'not-the-engineer':
      return `${field} is not the engineer.`;
  }
}

/** What others must be able to open, as a sentence. Undefined if a piece of this kind is not something to open. */
export function documentSentence({ document }: EvidenceKind, transition: Transition): string | undefined {
  if (!document) return undefined;
  const opened = `It is ${documentTitles[document.form]} that others can open`;
  const asked = attestationsOf(transition, null).find(({ id }) => id === document.orAttestation);
  return asked
    ? `${opened}: give a link, or attach a text. Without either, the answer of the ${roleTitle(asked.by)} to ‘${asked.question}’ stands in.`
    : `${opened}: give a link, or attach a text.`;
}

export const adoptionSentence =
  'Another team has adopted it: name a person of that team, who is asked whether that is so when you hand in the portfolio.';

/** The field that a check compares with, and its requirement. */
export function comparedWith(
  { requirement, otherField }: Extract<EvidenceCheck, { kind: 'same-as' | 'not-before' }>,
  { portfolio }: Pick<Transition, 'portfolio'>,
): string {
  const other = portfolio.find((one) => one.id === requirement);
  const fields = (other?.oneOf ?? []).flatMap((kind) => kind.fields);
  return `${titleOf(otherField, fields)} of “${other?.title ?? requirement}”`;
}

const titleOf = (id: string, fields: EvidenceKind['fields']) =>
  `‘${fields.find((field) => field.id === id)?.title ?? id}’`;

/** A path, with the levels and the tracks that its sentences name. */
export type PathTo = Pick<Transition, 'from' | 'to' | 'tracks' | 'path'>;

/** A sentence, and where what it says comes from. */
export interface Marked {
  words: string;
  origin: Origin;
}

/** Sentences about who does what in a stage, from the rules that the decider uses. */
export function actorSentences(stage: PathStage, of: PathTo, ladder: Ladder): Marked[] {
  const said = (...words: string[]) => words.map((one) => ({ words: one, origin: stage.origin }));
  switch (stage.kind) {
    case 'track': {
      const titles = of.tracks.map((id) => ladder.tracks.find((one) => one.id === id)?.title ?? id);
      return said(
        titles.length > 0
          ? `The engineer chooses a track: ${orList(titles)}.`
          : 'The engineer says which track they would like to move to.',
      );
    }
    case 'self-assessment':
      return said('The engineer rates themselves. This is their own view and never counts in a score.');
    case 'portfolio':
      return said('The engineer collects evidence for the portfolio and hands it in.');
    case 'calibration':
      return [...panelSentences(stage, of.to, ladder), ...signalSentences(ladder)];
    case 'sign-off':
      return [...signerSentences(stage, of), ...seatSentences(of, ladder)];
    case 'attestation':
      return said(...stage.asked.map(({ by, question }) => `The ${roleTitles[by]} is asked: ‘${question}’`));
    case 'trial':
      return said('The engineer works on the other track, and then says whether they move or stay.');
  }
}

type StageOf<K extends StageKind> = Extract<PathStage, { kind: K }>;

/** Who reviews and leads, who may sit on the panel, and when the reviews are revealed. */
function panelSentences(stage: StageOf<'calibration'>, to: string, ladder: Ladder): Marked[] {
  const { reviewers, lead, supervisors } = stage;
  const isOne = reviewers.length === 1 && reviewers[0]?.min === 1;
  const isPanelAlone = reviewers.length === 1 && reviewers[0]?.role === peer;
  const hasPanel = reviewers.some((one) => one.role === peer);
  const outside = outsideOf(stage);
  const quorum = quorumOf(stage);
  const who = [
    `${capital(andList(reviewers.map(reviewersOf)))} ${isOne || isPanelAlone ? 'reviews' : 'review'} the engineer’s work.`,
    ...(hasPanel ? [`Each person of the panel is ${panelRule(ladder, to).says}.`] : []),
    ...(outside > 0
      ? [`At least ${inWords(outside)} of the panel ${outside === 1 ? 'is' : 'are'} from outside the engineer’s team.`]
      : []),
    ...(isOne
      ? []
      : [
          `No review is shown before ${quorum === null ? 'all reviews' : `${inWords(quorum)} of them`} are submitted.`,
          `The engineer’s own ${andList(supervisorTitles)} ${supervisors === 'may-review' ? 'can' : 'cannot'} review.`,
        ]),
    lead === null
      ? 'This review is the consensus.'
      : `The ${roleTitles[lead]} leads the calibration${hasPanel ? ', names the panel' : ''} and records the consensus.`,
  ];
  const ours = hasPanel
    ? [
        `A case has ${inWords(limits.reviewers)} reviewers at most.`,
        `The engineer can object to a person of the panel for ${counted(objectionDays, 'day')}.`,
      ]
    : [];
  return [...marked(who, stage.whoOrigin ?? stage.origin), ...marked(ours, 'ours')];
}

const marked = (words: readonly string[], origin: Origin): Marked[] => words.map((one) => ({ words: one, origin }));

/**
 * What a confirmed anti-signal does to a value, if the ladder has any. The matrix of the software engineers says of one:
 * 'auto-disqualifies the level'. That it leaves the step below, and only if the calibration confirms it, is ours.
 */
function signalSentences(ladder: Ladder): Marked[] {
  return marked(ladder.competencies.some((one) => one.antiSignals.length > 0) ? capSentences(ladder) : [], 'ours');
}

/** Who signs, together with what, and when. */
function signerSentences(stage: StageOf<'sign-off'>, { path }: PathTo): Marked[] {
  const { origin, whoOrigin, signers, order, window } = stage;
  const isOne = signers.length === 1;
  const inOrder = isOne ? '' : order === 'any' ? ', in any order' : ', in this order';
  const who = [
    `${capital(andList(signers.map((role) => `the ${roleTitles[role]}`)))} ${isOne ? 'signs' : 'sign'}${inOrder}.`,
    ...(path.some((one) => one.kind === 'calibration') ? [calibratorSentence(stage)] : []),
  ];
  return [
    ...marked(who, whoOrigin ?? origin),
    ...marked(window ? [`This happens within the ${window} cycle.`] : [], origin),
    ...marked(window ? ['HR can allow another time with a reason.'] : [], 'ours'),
  ];
}

/** The cap of the seats of the target level, and what happens if none is free. */
function seatSentences(of: PathTo, ladder: Ladder): Marked[] {
  const cap = seatCapOf(ladder, of);
  const seats = ladder.levels.find((level) => level.id === of.to)?.seats;
  if (cap === null || !seats) return [];
  return [
    { words: `The organisation has ${counted(cap, 'seat')} at ${of.to} at most.`, origin: seats.origin },
    ...poolSentences(seats),
    ...marked([noSeatSentence], 'ours'),
  ];
}

/** What happens when the last signer approves and the seats of a level are capped. */
export const noSeatSentence = `The last approval takes a seat. If no seat is free then, the case ends as ‘${outcomeTitles['no-seat']}’, and the engineer goes on the waiting list.`;

/** That all tracks of a level share its seats. */
export function poolSentences({ origin, poolOrigin }: NonNullable<Level['seats']>): Marked[] {
  return [{ words: 'All tracks of the level share these seats.', origin: poolOrigin ?? origin }];
}

function calibratorSentence({ calibratorMaySign }: StageOf<'sign-off'>): string {
  if (calibratorMaySign === true) return 'People who took part in the calibration can also sign.';
  const roles = calibratorMaySign || [];
  return roles.length === 0
    ? 'People who took part in the calibration cannot sign.'
    : `Of those who took part in the calibration, only the ${andList(roles.map((role) => roleTitles[role]))} can also sign.`;
}

function reviewersOf({ role, min }: StageOf<'calibration'>['reviewers'][number]): string {
  // The lead of a panel can name more people than it needs.
  if (role === peer) return `a panel of at least ${min === 1 ? 'one person' : `${inWords(min)} people`}`;
  return min === 1 ? `the ${roleTitles[role]}` : counted(min, roleTitles[role]);
}

type Timing = Pick<PathStage, 'dueDays' | 'remindDays' | 'graceDays'>;

/** Sentences about when a stage is due, when people are reminded, and what happens if nobody acts. */
export function timingSentences(stage: PathStage): string[] {
  return [
    ...(stage.kind === 'trial'
      ? [
          `It takes ${counted(stage.months, 'month')}. The move can be confirmed only from the beginning of the next quarter on.`,
        ]
      : []),
    dueSentence(stage, 'it opens'),
    isOwnedByEngineer(stage.kind)
      ? `If the engineer has not acted ${afterGrace(stage)}, the case lapses.`
      : silence(stage, toldOf(stage)),
  ];
}

/** A sentence about when a step is due, and when people are reminded. */
export function dueSentence({ dueDays, remindDays }: Timing, from: string): string {
  const reminders =
    remindDays.length === 0
      ? ''
      : `, with ${remindDays.length === 1 ? 'a reminder' : 'reminders'} on day ${andList(remindDays.map(String))}`;
  return `Due ${counted(dueDays, 'day')} after ${from}${reminders}.`;
}

/** What happens if a person other than the engineer does not answer. `told`: who is told of it, as a clause. */
export function silence(timing: Timing, told: string): string {
  return `If an answer is still missing ${afterGrace(timing)}, ${told}. Silence never decides.`;
}

/** Who is told that a stage is overdue. Sealed reviews concern those alone who may know which are missing. */
function toldOf(stage: PathStage): string {
  const isSealed = stage.kind === 'calibration' && stage.reviewers.reduce((sum, one) => sum + one.min, 0) > 1;
  return isSealed
    ? 'the lead is told, then HR; once the reviews are open, a person up the reporting line'
    : 'a person up the reporting line is told';
}

function afterGrace({ graceDays }: Timing): string {
  return graceDays === 0 ? 'by then' : `${counted(graceDays, 'day')} after that`;
}
