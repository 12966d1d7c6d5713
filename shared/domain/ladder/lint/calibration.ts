import type { PathStage, Transition } from '../../../contract/ladder.ts';
import { peer, type Role } from '../../../contract/names.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { leavesOf } from '../criteria.ts';
import { error, listed } from './finding.ts';
import { faultsOfRole, stageOf } from './stages.ts';

type Calibration = Extract<PathStage, { kind: 'calibration' }>;

/** Calibrations that could not be begun, opened or brought to an end, and people who could not take part in them. */
export function faultsOfCalibration(transition: Transition): Finding[] {
  const calibration = stageOf(transition.path, 'calibration');
  if (!calibration) return faultsOfQuestions(transition, []);
  const { reviewers, lead } = calibration;
  const place = `transitions.${transition.id}.path.calibration`;
  return [
    ...faultsOfLead(calibration, transition.id, place),
    ...faultsOfReveal(calibration, transition.id, place),
    ...reviewers.flatMap((one, at) => faultsOfReviewers(one, calibration, `${place}.reviewers.${at}`)),
    ...(lead === null ? [] : faultsOfRole(lead, `${place}.lead`)),
    ...faultsOfSigning(transition, rolesOf(calibration)),
    ...faultsOfQuestions(transition, rolesOf(calibration)),
  ];
}

function countOf({ reviewers }: Calibration): number {
  return reviewers.reduce((sum, one) => sum + one.min, 0);
}

/** Roles that take part, reviewers and lead; others at the target level are of no role. */
function rolesOf({ reviewers, lead }: Calibration): Role[] {
  return [...reviewers.map((one) => one.role), lead].filter((role): role is Role => role !== null && role !== peer);
}

function faultsOfLead(calibration: Calibration, id: string, place: string): Finding[] {
  const count = countOf(calibration);
  const { reviewers, lead } = calibration;
  if (count === 1 && lead !== null)
    return [
      error(
        'lead-without-panel',
        `${place}.lead`,
        `One person reviews for ${id}; their review is the consensus.`,
        'Write null for the lead, or ask for more reviewers.',
      ),
    ];
  if (lead !== null) return [];
  if (count > 1)
    return [
      error(
        'reviewers-without-lead',
        `${place}.lead`,
        `${count} people review for ${id}, and nobody records what they agree on.`,
        'Name a lead.',
      ),
    ];
  return reviewers.some((one) => one.role === peer)
    ? [
        error(
          'reviewers-without-lead',
          `${place}.lead`,
          `Somebody at or above the target level reviews for ${id}, and nobody says who.`,
          'Ask for more reviewers and name a lead, or let a role of the engineer’s line review.',
        ),
      ]
    : [];
}

/** A seal that would not open, or of which two things are said. */
function faultsOfReveal(calibration: Calibration, id: string, place: string): Finding[] {
  const { reveal, quorum } = calibration;
  const count = countOf(calibration);
  if (reveal === 'quorum' && quorum === null)
    return [
      error(
        'quorum-missing',
        `${place}.quorum`,
        `The reviews for ${id} open with a quorum, and it is not said how many that is.`,
        `Give a number from 1 to ${count}, or let them open with the last one.`,
      ),
    ];
  if (reveal !== 'quorum' && quorum !== null)
    return [
      error(
        'quorum-never-asked',
        `${place}.quorum`,
        `A quorum of ${quorum} is given for ${id}, and the reviews open with the last one.`,
        'Write quorum for reveal, or null for the quorum.',
      ),
    ];
  return quorum !== null && quorum > count
    ? [
        error(
          'quorum-above-reviewers',
          `${place}.quorum`,
          `The reviews for ${id} open with ${quorum} of them, and ${count} are asked for.`,
          `Give ${count} or less, or ask for more reviewers.`,
        ),
      ]
    : [];
}

function faultsOfReviewers(
  { role, min, fromOutsideTeam }: Calibration['reviewers'][number],
  { supervisors }: Calibration,
  place: string,
): Finding[] {
  const isSupervisor = role === 'tech-lead' || role === 'odc-lead';
  return [
    ...(fromOutsideTeam > min
      ? [
          error(
            'outside-above-min',
            `${place}.fromOutsideTeam`,
            `${fromOutsideTeam} reviewers from outside the team are asked for, of ${min} in all.`,
            `Give ${min} or less.`,
          ),
        ]
      : []),
    ...(supervisors === 'do-not-review' && isSupervisor
      ? [
          error(
            'supervisor-reviews',
            `${place}.role`,
            `The ${role} is asked for a review, and the engineer’s own supervisors do not review here.`,
            'Ask others, or write may-review for the supervisors.',
          ),
        ]
      : []),
    ...(role === peer ? [] : faultsOfRole(role, `${place}.role`)),
  ];
}

/** Signers who calibrate too where that is not allowed: somebody up the line would have to sign in their place. */
function faultsOfSigning({ id, path }: Transition, calibrating: readonly Role[]): Finding[] {
  const signOff = stageOf(path, 'sign-off');
  if (!signOff || signOff.calibratorMaySign) return [];
  const both = [...new Set(signOff.signers)].filter((role) => calibrating.includes(role));
  if (both.length === 0) return [];
  return [
    error(
      'calibrator-may-not-sign',
      `transitions.${id}.path.sign-off.calibratorMaySign`,
      `For ${id} the ${listed(both)} takes part in the calibration and signs, and whoever calibrated may not sign.`,
      'Write true here, or name other signers.',
    ),
  ];
}

/** Questions put to a role that has no part in the calibration. */
function faultsOfQuestions({ id, criteria }: Transition, calibrating: readonly Role[]): Finding[] {
  return criteria.flatMap((criterion) =>
    leavesOf(criterion.requires).flatMap((leaf) =>
      leaf.kind !== 'attested' || calibrating.includes(leaf.by)
        ? []
        : [
            error(
              'question-nobody-answers',
              `transitions.${id}.criteria.${criterion.id}.requires`,
              `The ${leaf.by} is asked ‘${leaf.question}’ and takes no part in the calibration of ${id}.`,
              'Ask somebody who reviews or leads there.',
            ),
          ],
    ),
  );
}
