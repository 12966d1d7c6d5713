import type { Ladder, PathStage, Role, StageKind, Transition } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { leavesOf } from '../criteria.ts';
import { error } from './finding.ts';

/** Paths that a case could not go to its end. */
export function faultsOfPaths({ transitions }: Ladder): Finding[] {
  return transitions.flatMap((transition) => [
    ...faultsOfStages(transition),
    ...transition.path.flatMap((stage) => faultsOfTiming(transition, stage)),
    ...faultsOfCalibration(transition),
    ...faultsOfSigners(transition),
    ...faultsOfQuestions(transition),
  ]);
}

function faultsOfStages({ id, path }: Transition): Finding[] {
  const kinds = path.map((stage) => stage.kind);
  const place = `transitions.${id}.path`;
  const missing = (['self-assessment', 'calibration', 'sign-off'] as const).filter((kind) => !kinds.includes(kind));
  return [
    ...missing.map((kind) =>
      error('stage-missing', place, `The path of ${id} has no ${kind}.`, `Add a stage of the kind ${kind}.`),
    ),
    ...[...new Set(kinds.filter((kind, at) => kinds.indexOf(kind) !== at))].map((kind) =>
      error('stage-twice', place, `The path of ${id} has ${kind} twice.`, 'Keep one of them.'),
    ),
    ...(kinds.includes('sign-off') && kinds.at(-1) !== 'sign-off'
      ? [
          error(
            'sign-off-not-last',
            place,
            `The path of ${id} goes on after the sign-off.`,
            'Put the sign-off last: nothing may change what was signed.',
          ),
        ]
      : []),
  ];
}

function faultsOfTiming({ id }: Transition, { kind, dueDays, remindDays }: PathStage): Finding[] {
  const late = remindDays.filter((day) => day >= dueDays);
  if (late.length === 0) return [];
  return [
    error(
      'reminder-after-due',
      `transitions.${id}.path.${kind}.remindDays`,
      `A reminder on day ${late.join(' and ')} comes no earlier than day ${dueDays}, on which the stage is due.`,
      `Remind before day ${dueDays}.`,
    ),
  ];
}

function stageOf<K extends StageKind>(path: readonly PathStage[], kind: K) {
  return path.find((stage): stage is Extract<PathStage, { kind: K }> => stage.kind === kind);
}

function faultsOfCalibration({ id, path }: Transition): Finding[] {
  const calibration = stageOf(path, 'calibration');
  if (!calibration) return [];
  const { reviewers, lead } = calibration;
  const place = `transitions.${id}.path.calibration`;
  const count = reviewers.reduce((sum, one) => sum + one.min, 0);
  return [
    ...(count > 1 && lead === null
      ? [
          error(
            'reviewers-without-lead',
            `${place}.lead`,
            `${count} people review for ${id}, and nobody records what they agree on.`,
            'Name a lead.',
          ),
        ]
      : []),
    ...(count === 1 && lead !== null
      ? [
          error(
            'lead-without-panel',
            `${place}.lead`,
            `One person reviews for ${id}; their review is the consensus.`,
            'Write null for the lead, or ask for more reviewers.',
          ),
        ]
      : []),
    ...reviewers.flatMap((one, at) => [
      ...(one.fromOutsideTeam > one.min
        ? [
            error(
              'outside-above-min',
              `${place}.reviewers.${at}.fromOutsideTeam`,
              `${one.fromOutsideTeam} reviewers from outside the team are asked for, of ${one.min} in all.`,
              `Give ${one.min} or less.`,
            ),
          ]
        : []),
      ...(one.role === 'peer-at-target-level' ? [] : faultsOfRole(one.role, `${place}.reviewers.${at}.role`)),
    ]),
    ...(lead === null ? [] : faultsOfRole(lead, `${place}.lead`)),
  ];
}

/** The roles of an engineer's line, who can act on the engineer's case. */
const line: readonly Role[] = ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director'];

function faultsOfRole(role: Role, place: string): Finding[] {
  return line.includes(role)
    ? []
    : [
        error(
          'role-nobody-holds',
          place,
          `${role === 'engineer' ? 'Nobody acts on their own case' : `No ${role} stands in an engineer’s line`}, so nobody can hold this place.`,
          `Give one of ${line.join(', ')}.`,
        ),
      ];
}

/** Signers who are nobody, or of whom two would have to be one person. */
function faultsOfSigners({ id, path }: Transition): Finding[] {
  const signOff = stageOf(path, 'sign-off');
  if (!signOff) return [];
  const place = `transitions.${id}.path.sign-off.signers`;
  const { signers } = signOff;
  return [
    ...signers.flatMap((role, at) => faultsOfRole(role, `${place}.${at}`)),
    ...[...new Set(signers.filter((role, at) => signers.indexOf(role) !== at))].map((role) =>
      error('signer-twice', place, `${id} is signed by the ${role} twice.`, 'Name each signer once.'),
    ),
  ];
}

/** Questions put to a role that has no part in the case. */
function faultsOfQuestions({ id, path, criteria }: Transition): Finding[] {
  const calibration = stageOf(path, 'calibration');
  const asked: string[] = [...(calibration?.reviewers.map((one) => one.role) ?? []), calibration?.lead ?? ''];
  return criteria.flatMap((criterion) =>
    leavesOf(criterion.requires).flatMap((leaf) =>
      leaf.kind !== 'attested' || asked.includes(leaf.by)
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
