import type { Ladder } from '../../../contract/ladder.ts';
import type { Condition } from '../../../contract/ladder-criteria.ts';
import type { PathStage } from '../../../contract/ladder-paths.ts';
import type { EvidenceCheck, EvidenceKind } from '../../../contract/ladder-requirements.ts';
import { peer } from '../../../contract/names.ts';
import { documentTitles, roleTitle, supervisorTitles } from '../../words.ts';
import { quorumOf } from '../fitting.ts';

/** The rules of a ladder, in words. */

/** A condition in words. Competencies are named by their titles, or by id if the ladder does not have them. */
export function sayCondition(condition: Condition, ladder: Pick<Ladder, 'competencies'>): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map((one) => sayPart(one, ladder)).join(' and ');
    case 'any':
      return condition.of.map((one) => sayPart(one, ladder)).join(' or ');
    case 'every-competency':
      return `${condition.atLeast} in every competency`;
    case 'competency':
      return `${condition.atLeast} in ${titleOf(ladder, condition.competency)}`;
    case 'attested':
      return `the ${roleTitle(condition.by)} answering yes to ‘${condition.question}’`;
  }
}

/** A part of a condition. It stands in brackets if it has parts itself. */
function sayPart(condition: Condition, ladder: Pick<Ladder, 'competencies'>): string {
  const said = sayCondition(condition, ladder);
  return condition.kind === 'all' || condition.kind === 'any' ? `(${said})` : said;
}

export function titleOf({ competencies }: Pick<Ladder, 'competencies'>, id: string): string {
  const found = competencies.find((one) => one.id === id);
  return found ? found.shortTitle || found.title : id;
}

/** How the value of a competency is computed from its dimensions. */
export function sayRule({ rule, dimensions }: Ladder['competencies'][number]): string {
  if (rule.kind === 'all-at-least') return `all ${dimensions.length} dimensions`;
  return `${rule.k} of ${dimensions.length} dimensions, one step lower if the lowest is more than ${rule.floor} below`;
}

export function sayKind({ title, fields, checks, document, adoption }: EvidenceKind): string {
  const asked = fields.map((field) => `${field.title}${field.required ? '' : ' (optional)'}`);
  return [
    title,
    asked.length > 0 ? `with ${asked.join(', ')}` : '',
    sayDocument(document),
    adoption ? 'adopted by another team, which is asked' : '',
    ...checks.map(sayCheck),
  ]
    .filter(Boolean)
    .join('; ');
}

function sayDocument(document: EvidenceKind['document']): string {
  if (!document) return '';
  const instead = document.orAttestation ? ` unless ${document.orAttestation} is attested` : '';
  return `${documentTitles[document.form]} that others can open${instead}`;
}

function sayCheck(check: EvidenceCheck): string {
  switch (check.kind) {
    case 'months-up-to-submission':
      return `${check.field} at least ${check.atLeast} calendar months before handing in`;
    case 'at-least':
      return `${check.field} at least ${check.value}`;
    case 'equals':
      return `${check.field} is ${check.value}`;
    case 'same-as':
      return `${check.field} the same as ${check.otherField} of ${check.requirement}`;
    case 'within-months':
      return `${check.field} at most ${check.atMost} calendar months before handing in`;
    case 'not-before':
      return `${check.field} not before ${check.otherField} of ${check.requirement} for the same ${check.matching}`;
    case 'not-the-engineer':
      return `${check.field} is not the engineer`;
  }
}

/** Who acts in a stage, and by when. */
export function sayStage(stage: PathStage): string {
  return [sayActors(stage), sayTiming(stage)].filter(Boolean).join(', ');
}

function sayActors(stage: PathStage): string {
  switch (stage.kind) {
    case 'calibration': {
      const reviewers = stage.reviewers.map(
        ({ role, min, fromOutsideTeam }) =>
          `${min} ${role === peer ? `${min === 1 ? 'peer' : 'peers'} at or above the target level` : roleTitle(role)}${
            fromOutsideTeam > 0 ? ` (${fromOutsideTeam} from outside the team)` : ''
          }`,
      );
      const quorum = quorumOf(stage);
      return [
        `reviewed by ${reviewers.join(' and ')}`,
        stage.lead ? `led by the ${roleTitle(stage.lead)}` : '',
        stage.lead ? `opened with ${quorum === null ? 'the last review' : `${quorum} reviews`}` : '',
        stage.supervisors === 'do-not-review'
          ? `not reviewed by the engineer’s own ${supervisorTitles.join(' and ')}`
          : '',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'sign-off':
      return [
        `signed by the ${stage.signers.map(roleTitle).join(' and the ')} in ${stage.order === 'any' ? 'any order' : 'this order'}`,
        calibratorsSay(stage),
        stage.window ? `within the ${stage.window} cycle` : '',
      ]
        .filter(Boolean)
        .join(', ');
    case 'attestation':
      return stage.asked.map(({ by, question }) => `the ${roleTitle(by)} asked ‘${question}’`).join(' and ');
    case 'trial':
      return `a trial of ${stage.months} months`;
    case 'track':
    case 'self-assessment':
    case 'portfolio':
      return '';
  }
}

/** When a step is due, when reminders come, and how many days of grace follow. */
export function sayTiming({
  dueDays,
  remindDays,
  graceDays,
}: Pick<PathStage, 'dueDays' | 'remindDays' | 'graceDays'>): string {
  return [
    `due after ${dueDays} days`,
    remindDays.length > 0 ? `reminders on day ${remindDays.join(' and ')}` : 'no reminders',
    graceDays > 0 ? `${graceDays} days of grace` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function calibratorsSay({ calibratorMaySign: may }: Extract<PathStage, { kind: 'sign-off' }>): string {
  if (may === true) return 'people who took part in the calibration can sign';
  return may === false || may.length === 0 ? '' : `the ${may.map(roleTitle).join(' and the ')} can calibrate and sign`;
}
