import { isOwnedByEngineer } from '#shared/cases/stages.ts';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import type { PathStage, StageKind } from '#shared/contract/ladder-paths.ts';
import type { EvidenceCheck, EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import type { Track } from '#shared/contract/ladder-tracks.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { peer } from '#shared/contract/names.ts';
import { applyRule } from '#shared/domain/ladder/rule.ts';
import { capital, roleTitles, supervisorTitles } from '#shared/domain/words.ts';
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
  }
}

/** The field that a check compares with, and its requirement. */
export function comparedWith(
  { requirement, otherField }: Extract<EvidenceCheck, { kind: 'same-as' }>,
  { portfolio }: Pick<Transition, 'portfolio'>,
): string {
  const other = portfolio.find((one) => one.id === requirement);
  const fields = (other?.oneOf ?? []).flatMap((kind) => kind.fields);
  return `${titleOf(otherField, fields)} of “${other?.title ?? requirement}”`;
}

const titleOf = (id: string, fields: EvidenceKind['fields']) =>
  `‘${fields.find((field) => field.id === id)?.title ?? id}’`;

/** A path, with the target level and the tracks that its sentences name. */
export type PathTo = Pick<Transition, 'to' | 'tracks' | 'path'>;

/** Sentences about who does what in a stage. */
export function actorSentences(stage: PathStage, { to, tracks, path }: PathTo, all: readonly Track[]): string[] {
  switch (stage.kind) {
    case 'track': {
      const titles = tracks.map((id) => all.find((one) => one.id === id)?.title ?? id);
      return [
        titles.length > 0
          ? `The engineer chooses a track: ${orList(titles)}.`
          : 'The engineer says which track they would like to move to.',
      ];
    }
    case 'self-assessment':
      return ['The engineer rates themselves. This is their own view and never counts in a score.'];
    case 'portfolio':
      return ['The engineer collects evidence for the portfolio and hands it in.'];
    case 'calibration': {
      const reviewers = stage.reviewers.map((one) => reviewersOf(one, to));
      const isOne = stage.reviewers.length === 1 && stage.reviewers[0]?.min === 1;
      return [
        `${capital(andList(reviewers))} ${isOne ? 'reviews' : 'review'} the engineer’s work.`,
        ...(isOne ? [] : panelSentences(stage)),
        stage.lead === null
          ? 'This review is the consensus.'
          : `The ${roleTitles[stage.lead]} leads the calibration and records the consensus.`,
      ];
    }
    case 'sign-off': {
      const signers = andList(stage.signers.map((role) => `the ${roleTitles[role]}`));
      const isOne = stage.signers.length === 1;
      const order = isOne ? '' : stage.order === 'any' ? ', in any order' : ', in this order';
      return [
        `${capital(signers)} ${isOne ? 'signs' : 'sign'}${order}.`,
        ...(path.some((one) => one.kind === 'calibration') ? [calibratorSentence(stage)] : []),
        ...(stage.window ? [`This happens within the ${stage.window} cycle.`] : []),
      ];
    }
    case 'attestation':
      return stage.asked.map(({ by, question }) => `The ${roleTitles[by]} is asked: ‘${question}’`);
    case 'trial':
      return ['The engineer works on the other track, and then says whether they move or stay.'];
  }
}

type StageOf<K extends StageKind> = Extract<PathStage, { kind: K }>;

/** When the reviews of a panel are revealed, and whether the engineer's supervisors can review. */
function panelSentences({ quorum, supervisors }: StageOf<'calibration'>): string[] {
  return [
    `No review is shown before ${quorum === null ? 'all reviews' : `${inWords(quorum)} of them`} are submitted.`,
    `The engineer’s own ${andList(supervisorTitles)} ${supervisors === 'may-review' ? 'can' : 'cannot'} review.`,
  ];
}

function calibratorSentence({ calibratorMaySign }: StageOf<'sign-off'>): string {
  return calibratorMaySign
    ? 'People who took part in the calibration can also sign.'
    : 'People who took part in the calibration cannot sign.';
}

type Reviewers = StageOf<'calibration'>['reviewers'][number];

function reviewersOf({ role, min, fromOutsideTeam }: Reviewers, to: string): string {
  const outside = fromOutsideTeam > 0 ? `, ${inWords(fromOutsideTeam)} of them from outside the team` : '';
  if (role === peer) return `${min === 1 ? 'one person' : `${inWords(min)} people`} at ${to} or above${outside}`;
  return min === 1 ? `the ${roleTitles[role]}` : `${counted(min, roleTitles[role])}${outside}`;
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
      : silence(stage),
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

/** What happens if a person other than the engineer does not answer. */
export function silence(timing: Timing): string {
  return `If an answer is still missing ${afterGrace(timing)}, a person up the reporting line is told. Silence never decides.`;
}

function afterGrace({ graceDays }: Timing): string {
  return graceDays === 0 ? 'by then' : `${counted(graceDays, 'day')} after that`;
}
