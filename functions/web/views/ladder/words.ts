import { isOwnedByEngineer } from '#shared/cases/stages.ts';
import type {
  Competency,
  EvidenceCheck,
  EvidenceKind,
  Ladder,
  Level,
  PathStage,
  StageKind,
  Track,
  Transition,
} from '#shared/contract/ladder.ts';
import { peer } from '#shared/contract/names.ts';
import { applyRule } from '#shared/domain/ladder/rule.ts';
import { roleTitles, stageTitles } from '#shared/domain/words.ts';
import { andList } from '../words.ts';

/** Rules of a ladder as sentences for the people they apply to. */

/** Stages as the page of a ladder names them. */
export const pathTitles: Record<StageKind, string> = { ...stageTitles, track: 'Choice of a track' };

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word. */
export function inWords(count: number): string {
  return numbers[count] ?? String(count);
}

/** One thing, or so many things. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inWords(count)} ${count === 1 ? one : many}`;
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The place of something in a row: 4th. */
function ordinal(place: number): string {
  const isTeen = place % 100 > 10 && place % 100 < 14;
  return `${place}${(!isTeen && { 1: 'st', 2: 'nd', 3: 'rd' }[place % 10]) || 'th'}`;
}

export function shortTitleOf({ shortTitle, title }: Competency): string {
  return shortTitle || title;
}

/** Whether a ladder weighs its competencies differently, so that a weight tells something. */
export function hasWeights({ competencies }: Ladder): boolean {
  return new Set(competencies.map((one) => one.weight)).size > 1;
}

/** The levels that the ladder expects steps of: those that can be looked up and compared. */
export function describedLevels({ levels, competencies }: Ladder): Level[] {
  return levels.filter((level) => competencies.some((one) => one.expected[level.id] !== undefined));
}

/** A level with its title; with its titles by track where it has several. */
export function levelTitle({ id, title, titles }: Level, { tracks }: Pick<Ladder, 'tracks'>): string {
  const byTrack = tracks.flatMap((track) => titles[track.id] ?? []);
  const said = orList(byTrack.length > 0 ? byTrack : [title]);
  return said.startsWith(id) ? said : `${id}, ${said}`;
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A step with the name it has on the scale: step 3, Practitioner. */
export function stepTitle({ scale }: Ladder, value: number | string): string {
  const title = scale.find((step) => step.value === Number(value))?.title;
  return title ? `step ${value}, ${title}` : `step ${value}`;
}

/** How the dimensions of a competency make its value; where a rule can be read in two ways, both. */
export function ruleSentence({ rule, dimensions }: Competency): string {
  const all = dimensions.length;
  if (rule.kind === 'all-at-least')
    return all === 1
      ? 'The competency is rated as a whole, and the step it is given is its value.'
      : `The value is the highest step that every one of the ${inWords(all)} dimensions reaches, so the lowest decides.`;
  const { k, floor } = rule;
  return [
    `Sort the steps of the ${inWords(all)} dimensions from high to low: the ${ordinal(k)} is the value, and one step comes`,
    `off if the lowest is more than ${inWords(floor)} below it; a stricter reading, in which no dimension may be more than`,
    `${inWords(floor)} below the value, gives less when the lowest is ${inWords(floor + 2)} or more below, and is then`,
    'told beside the value that counts.',
  ].join(' ');
}

/** What the majority rule gives for some values, worked out by the rule itself; null for other rules. */
export function ruleExamples({ rule, dimensions }: Competency): string | null {
  if (rule.kind !== 'majority') return null;
  const step = rule.floor + 3;
  const said = [rule.floor, rule.floor + 1, rule.floor + 2].map((below) => {
    const values = dimensions.map((_, at) => (at === dimensions.length - 1 ? step - below : step));
    const { value, strict } = applyRule(rule, values, rule.k);
    return `${values.join(', ')} gives ${value}${strict === value ? '' : ` (read strictly ${strict})`}`;
  });
  return `For example, ${said.join('; ')}.`;
}

/** What becomes of the rule where a dimension is said not to apply. */
export const notApplicableSentence =
  'Of a dimension one may say that it does not apply to somebody’s work. The rule then goes by the others; with fewer than half of them left, the competency has no value.';

/** A check of a piece of evidence, by the titles of its fields. */
export function checkSentence(check: EvidenceCheck, { fields }: EvidenceKind, { portfolio }: Transition): string {
  const said = (id: string, among = fields) => `‘${among.find((field) => field.id === id)?.title ?? id}’`;
  const field = said(check.field);
  switch (check.kind) {
    case 'months-up-to-submission':
      return `${field} lies ${check.atLeast} calendar months or more before the day the portfolio is handed in.`;
    case 'at-least':
      return `${field} is ${check.value} or more.`;
    case 'equals':
      return `${field} says ${check.value}.`;
    case 'same-as': {
      const other = portfolio.find((one) => one.id === check.requirement);
      const name = said(
        check.otherField,
        (other?.oneOf ?? []).flatMap((kind) => kind.fields),
      );
      return `${field} is the same as ${name} of “${other?.title ?? check.requirement}”.`;
    }
  }
}

/** A path with what its sentences need to know of what it leads to. */
export type PathTo = Pick<Transition, 'to' | 'tracks' | 'path'>;

/** Who does what in a stage of a path, each thing a sentence. */
export function actorSentences(stage: PathStage, { to, tracks, path }: PathTo, all: readonly Track[]): string[] {
  switch (stage.kind) {
    case 'track': {
      const titles = tracks.map((id) => all.find((one) => one.id === id)?.title ?? id);
      return [
        titles.length > 0
          ? `The engineer chooses a track: ${orList(titles)}.`
          : 'The engineer says to which track they would like to move.',
      ];
    }
    case 'self-assessment':
      return ['The engineer rates themselves. This is their own view and enters no score.'];
    case 'portfolio':
      return ['The engineer puts the portfolio together and hands it in.'];
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
        ...(stage.window ? [`It happens within the ${stage.window} cycle.`] : []),
      ];
    }
    case 'attestation':
      return stage.asked.map(({ by, question }) => `The ${roleTitles[by]} is asked: ‘${question}’`);
    case 'trial':
      return ['The engineer works on the other track, and then says whether they move or stay.'];
  }
}

type StageOf<K extends StageKind> = Extract<PathStage, { kind: K }>;

/** When the reviews of a panel open, and whether the engineer's supervisors may be on it. */
function panelSentences({ quorum, supervisors }: StageOf<'calibration'>): string[] {
  return [
    `No review is shown before ${quorum === null ? 'all' : inWords(quorum)} of them are in.`,
    supervisors === 'may-review'
      ? 'The engineer’s own tech lead and ODC lead are not kept from reviewing.'
      : 'The engineer’s own tech lead and ODC lead do not review.',
  ];
}

function calibratorSentence({ calibratorMaySign }: StageOf<'sign-off'>): string {
  return calibratorMaySign
    ? 'Whoever took part in the calibration may sign too.'
    : 'Whoever took part in the calibration does not sign.';
}

type Reviewers = StageOf<'calibration'>['reviewers'][number];

function reviewersOf({ role, min, fromOutsideTeam }: Reviewers, to: string): string {
  const outside = fromOutsideTeam > 0 ? `, ${inWords(fromOutsideTeam)} of them from outside the team` : '';
  if (role === peer) return `${min === 1 ? 'one person' : `${inWords(min)} people`} at ${to} or above${outside}`;
  return min === 1 ? `the ${roleTitles[role]}` : `${counted(min, roleTitles[role])}${outside}`;
}

type Timing = Pick<PathStage, 'dueDays' | 'remindDays' | 'graceDays'>;

/** By when a stage is done, when whoever is owed hears of it, and what happens when nothing comes. */
export function timingSentences(stage: PathStage): string[] {
  return [
    ...(stage.kind === 'trial'
      ? [
          `It takes ${counted(stage.months, 'month')}. The move can be confirmed from the beginning of the next quarter on, and not before.`,
        ]
      : []),
    dueSentence(stage, 'it opens'),
    isOwnedByEngineer(stage.kind) ? `If nothing has come ${afterGrace(stage)}, the case lapses.` : silence(stage),
  ];
}

/** By when something is due, and when whoever owes it is reminded. */
export function dueSentence({ dueDays, remindDays }: Timing, from: string): string {
  const reminders =
    remindDays.length === 0
      ? ''
      : `, with ${remindDays.length === 1 ? 'a reminder' : 'reminders'} on day ${andList(remindDays.map(String))}`;
  return `Due ${counted(dueDays, 'day')} after ${from}${reminders}.`;
}

/** What happens when somebody else than the engineer does not answer. */
export function silence(timing: Timing): string {
  return `If an answer is still missing ${afterGrace(timing)}, somebody up the line is told. Silence never decides.`;
}

function afterGrace({ graceDays }: Timing): string {
  return graceDays === 0 ? 'by then' : `${counted(graceDays, 'day')} after that`;
}
