import type { Ladder } from '../../../contract/ladder.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { faultsOfCalibration } from './calibration.ts';
import { error } from './finding.ts';
import { faultsOfStages, faultsOfTiming, faultsOfTrackChange } from './stages.ts';

/** Faults of paths that would stop a case before its end. */
export function faultsOfPaths(ladder: Ladder): Finding[] {
  return [
    ...ladder.transitions.flatMap((transition) => {
      const { id, path, appeal } = transition;
      return [
        ...faultsOfKinds(transition),
        ...faultsOfTracks(transition),
        ...faultsOfStages({ name: id, place: `transitions.${id}.path`, path }),
        ...faultsOfExceptions(transition),
        ...faultsOfCalibration(transition),
        ...(appeal ? faultsOfTiming(appeal, `transitions.${id}.appeal`) : []),
      ];
    }),
    ...faultsOfTrackChange(ladder),
  ];
}

function faultsOfExceptions({ id, exceptions }: Transition): Finding[] {
  return exceptions === 'allowed'
    ? [
        error(
          'exceptions-unconfirmed',
          `transitions.${id}.exceptions`,
          `${id} allows exceptions that nobody confirms. Only versions published earlier can say so.`,
          'Write forbidden, or confirmed-by-hr.',
        ),
      ]
    : [];
}

function faultsOfKinds({ id, path }: Transition): Finding[] {
  const kinds = path.map((stage) => stage.kind);
  const place = `transitions.${id}.path`;
  const owed = ['self-assessment', 'portfolio', 'calibration', 'sign-off'] as const;
  return [
    ...owed
      .filter((kind) => !kinds.includes(kind))
      .map((kind) =>
        error('stage-missing', place, `The path of ${id} has no ${kind}.`, `Add a stage of the kind ${kind}.`),
      ),
    ...[...new Set(kinds.filter((kind, at) => kinds.indexOf(kind) !== at))].map((kind) =>
      error('stage-twice', place, `The path of ${id} has ${kind} twice.`, 'Keep one of them.'),
    ),
    ...(['attestation', 'trial'] as const)
      .filter((kind) => kinds.includes(kind))
      .map((kind) =>
        error(
          'stage-of-track-change',
          `${place}.${kind}`,
          `The path of ${id} has a stage of the kind ${kind}, which belongs to a change of track.`,
          'Remove it. If ratings cannot show something, ask for it in a criterion.',
        ),
      ),
    ...(kinds.includes('sign-off') && kinds.at(-1) !== 'sign-off'
      ? [
          error(
            'sign-off-not-last',
            place,
            `The path of ${id} goes on after the sign-off.`,
            'Put the sign-off last: nothing can change after it is signed.',
          ),
        ]
      : []),
  ];
}

/** Tracks without a stage in which the engineer chooses one, and such a stage without tracks. */
function faultsOfTracks({ id, path, tracks, criteria }: Transition): Finding[] {
  const kinds = path.map((stage) => stage.kind);
  const asks = kinds.includes('track');
  if (asks && kinds.indexOf('track') > kinds.indexOf('calibration') && criteria.some((one) => one.track !== null))
    return [
      error(
        'track-after-calibration',
        `transitions.${id}.path.track`,
        `The track decides which criteria apply, and ${id} asks for it after the calibration. Its questions are never asked.`,
        'Put the stage of the kind track before the calibration.',
      ),
    ];
  if (asks === tracks.length > 0) return [];
  return asks
    ? [
        error(
          'track-stage-without-tracks',
          `transitions.${id}.path.track`,
          `The engineer chooses a track for ${id}, but no tracks are offered.`,
          'Add the tracks, or remove the stage.',
        ),
      ]
    : [
        error(
          'tracks-never-chosen',
          `transitions.${id}.tracks`,
          `${id} offers tracks, but its path has no stage in which the engineer chooses one.`,
          'Add a stage of the kind track, or remove the tracks.',
        ),
      ];
}
