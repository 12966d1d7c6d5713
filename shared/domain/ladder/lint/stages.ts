import type { Ladder } from '../../../contract/ladder.ts';
import type { PathStage, StageKind } from '../../../contract/ladder-paths.ts';
import type { Role } from '../../../contract/names.ts';
import { lineRoles } from '../../../contract/names.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error, listed } from './finding.ts';

export interface NamedPath {
  /** What the path belongs to, such as a transition. */
  name: string;
  /** Where the path stands in the document. */
  place: string;
  path: readonly PathStage[];
}

/** Faults of single stages: their times, and roles that nobody in the engineer's line can hold. */
export function faultsOfStages(named: NamedPath): Finding[] {
  return [
    ...named.path.flatMap((stage) => faultsOfTiming(stage, `${named.place}.${stage.kind}`)),
    ...faultsOfSigners(named),
    ...faultsOfAttestation(named),
  ];
}

/** Reminders that come on the due day or later. */
export function faultsOfTiming(
  { dueDays, remindDays }: Pick<PathStage, 'dueDays' | 'remindDays'>,
  place: string,
): Finding[] {
  const late = remindDays.filter((day) => day >= dueDays);
  if (late.length === 0) return [];
  return [
    error(
      'reminder-after-due',
      `${place}.remindDays`,
      `The step is due on day ${dueDays}, so a reminder on day ${late.join(' and ')} comes too late.`,
      `Remind before day ${dueDays}.`,
    ),
  ];
}

export function stageOf<K extends StageKind>(path: readonly PathStage[], kind: K) {
  return path.find((stage): stage is Extract<PathStage, { kind: K }> => stage.kind === kind);
}

/** The roles of an engineer's line. Only these people act on the engineer's case. */
const line: readonly Role[] = lineRoles;

/** A role that nobody can hold in a case. */
export function faultsOfRole(role: Role, place: string): Finding[] {
  return line.includes(role)
    ? []
    : [
        error(
          'role-nobody-holds',
          place,
          `${role === 'engineer' ? 'Nobody acts on their own case' : `The role ${role} is not in an engineer’s line`}, so nobody can fill this slot.`,
          `Give one of ${listed(line)}.`,
        ),
      ];
}

/** Signers with a role that nobody can hold, and roles that would have to sign twice. */
function faultsOfSigners({ name, place, path }: NamedPath): Finding[] {
  const signers = stageOf(path, 'sign-off')?.signers ?? [];
  return [
    ...signers.flatMap((role, at) => faultsOfRole(role, `${place}.sign-off.signers.${at}`)),
    ...[...new Set(signers.filter((role, at) => signers.indexOf(role) !== at))].map((role) =>
      error(
        'signer-twice',
        `${place}.sign-off.signers`,
        `${name} is signed by the ${role} twice.`,
        'Name each role once.',
      ),
    ),
  ];
}

function faultsOfAttestation({ place, path }: NamedPath): Finding[] {
  const asked = stageOf(path, 'attestation')?.asked ?? [];
  return asked.flatMap(({ id, by }) => faultsOfRole(by, `${place}.attestation.asked.${id}.by`));
}

/** The stages of a track change, in order: the talks and the trial come before the confirmation. */
const changeOfTrack: readonly StageKind[] = ['track', 'attestation', 'trial', 'sign-off'];

/** A path of track changes with other stages than these, or in another order. */
export function faultsOfTrackChange({ trackChange }: Ladder): Finding[] {
  if (!trackChange) return [];
  const kinds = trackChange.path.map((stage) => stage.kind);
  return [
    ...(listed(kinds) === listed(changeOfTrack)
      ? []
      : [
          error(
            'track-change-path',
            'trackChange.path',
            `The path of a track change is ${listed(kinds)}.`,
            `Write ${listed(changeOfTrack)}, each once and in this order.`,
          ),
        ]),
    ...faultsOfStages({ name: 'A track change', place: 'trackChange.path', path: trackChange.path }),
    ...faultsOfTrial(trackChange.path),
  ];
}

/** Trials that lapse before they can be confirmed. The next quarter begins up to three months after the trial. */
function faultsOfTrial(path: readonly PathStage[]): Finding[] {
  const trial = stageOf(path, 'trial');
  const daysOfMonth = 31;
  const latest = trial ? (trial.months + 3) * daysOfMonth : 0;
  return trial && trial.dueDays < latest
    ? [
        error(
          'trial-due-too-early',
          'trackChange.path.trial.dueDays',
          `A trial of ${trial.months} months is due after ${trial.dueDays} days, but the quarter in which it can be confirmed can begin later.`,
          `Give ${latest} or more.`,
        ),
      ]
    : [];
}
