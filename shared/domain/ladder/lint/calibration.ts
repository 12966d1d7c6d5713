import type { PathStage } from '../../../contract/ladder-paths.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { peer, type Role } from '../../../contract/names.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { isSupervisorRole } from '../../people.ts';
import { maySignToo } from '../calibrators.ts';
import { leavesOf } from '../criteria.ts';
import { error, listed } from './finding.ts';
import { faultsOfRole, stageOf } from './stages.ts';

type Calibration = Extract<PathStage, { kind: 'calibration' }>;

/** Faults of a calibration: it could not begin, open or end, or it needs people who are not allowed to take part. */
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

/** The roles of the reviewers and of the lead. Peers at the target level have no role. */
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
        `Only one person reviews for ${id}, so their review is the consensus and no lead is needed.`,
        'Write null for the lead, or ask for more reviewers.',
      ),
    ];
  if (lead !== null) return [];
  if (count > 1)
    return [
      error(
        'reviewers-without-lead',
        `${place}.lead`,
        `${count} people review for ${id}, but no lead records what they agree on.`,
        'Name a lead.',
      ),
    ];
  return reviewers.some((one) => one.role === peer)
    ? [
        error(
          'reviewers-without-lead',
          `${place}.lead`,
          `A peer at or above the target level reviews for ${id}, but there is no lead who chooses the peer.`,
          'Ask for more reviewers and name a lead, or let a role of the engineer’s line review.',
        ),
      ]
    : [];
}

/** Faults of the seal: reviews that would never open, or two rules that contradict each other. */
function faultsOfReveal(calibration: Calibration, id: string, place: string): Finding[] {
  const { reveal, quorum } = calibration;
  const count = countOf(calibration);
  if (reveal === 'quorum' && quorum === null)
    return [
      error(
        'quorum-missing',
        `${place}.quorum`,
        `The reviews for ${id} open with a quorum, but the ladder does not say how many reviews that is.`,
        `Give a number from 1 to ${count}, or let the reviews open with the last one.`,
      ),
    ];
  if (reveal !== 'quorum' && quorum !== null)
    return [
      error(
        'quorum-never-asked',
        `${place}.quorum`,
        `A quorum of ${quorum} is given for ${id}, but the reviews open with the last one.`,
        'Write quorum for reveal, or null for the quorum.',
      ),
    ];
  return quorum !== null && quorum > count
    ? [
        error(
          'quorum-above-reviewers',
          `${place}.quorum`,
          `The reviews for ${id} open with ${quorum} reviews, but only ${count} are asked for.`,
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
  return [
    ...(fromOutsideTeam > min
      ? [
          error(
            'outside-above-min',
            `${place}.fromOutsideTeam`,
            `${fromOutsideTeam} reviewers must come from outside the team, but only ${min} are asked for.`,
            `Give ${min} or less.`,
          ),
        ]
      : []),
    ...(supervisors === 'do-not-review' && isSupervisorRole(role)
      ? [
          error(
            'supervisor-reviews',
            `${place}.role`,
            `The ${role} is asked for a review, but the engineer’s own supervisors do not review here.`,
            'Ask others, or write may-review for the supervisors.',
          ),
        ]
      : []),
    ...(role === peer ? [] : faultsOfRole(role, `${place}.role`)),
  ];
}

/** Signers who also calibrate where the ladder forbids it. A person further up the line would have to sign for them. */
function faultsOfSigning({ id, path }: Transition, calibrating: readonly Role[]): Finding[] {
  const signOff = stageOf(path, 'sign-off');
  if (!signOff) return [];
  const place = `transitions.${id}.path.sign-off.calibratorMaySign`;
  if (signOff.calibratorMaySign === true)
    return [
      error(
        'calibrators-not-named',
        place,
        `For ${id} everybody who calibrated may sign. Only versions published earlier can say so.`,
        'Write the roles that may do both, such as [odc-lead].',
      ),
    ];
  const both = [...new Set(signOff.signers)].filter(
    (role) => calibrating.includes(role) && !maySignToo(signOff, role, role),
  );
  if (both.length === 0) return [];
  return [
    error(
      'calibrator-may-not-sign',
      place,
      `For ${id} the ${listed(both)} takes part in the calibration and signs, but a person who calibrated is not allowed to sign.`,
      'Name the role here, or name other signers.',
    ),
  ];
}

/** Questions to a role that takes no part in the calibration. */
function faultsOfQuestions({ id, criteria }: Transition, calibrating: readonly Role[]): Finding[] {
  return criteria.flatMap((criterion) =>
    leavesOf(criterion.requires).flatMap((leaf) =>
      leaf.kind !== 'attested' || calibrating.includes(leaf.by)
        ? []
        : [
            error(
              'question-nobody-answers',
              `transitions.${id}.criteria.${criterion.id}.requires`,
              `The ${leaf.by} is asked ‘${leaf.question}’, but takes no part in the calibration of ${id}.`,
              'Ask a role that reviews or leads there.',
            ),
          ],
    ),
  );
}
