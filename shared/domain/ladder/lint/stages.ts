import type { Ladder, PathStage, StageKind } from '../../../contract/ladder.ts';
import type { Role } from '../../../contract/names.ts';
import { lineRoles } from '../../../contract/names.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error, listed } from './finding.ts';

/** A path, where it stands in the document, and what it is the path of. */
export interface NamedPath {
  name: string;
  place: string;
  path: readonly PathStage[];
}

/** Faults of the stages of a path, each looked at by itself: times, and people whom nobody could be. */
export function faultsOfStages(named: NamedPath): Finding[] {
  return [
    ...named.path.flatMap((stage) => faultsOfTiming(stage, `${named.place}.${stage.kind}`)),
    ...faultsOfSigners(named),
    ...faultsOfAttestation(named),
  ];
}

/** Reminders that come when it is too late. */
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
      `A reminder on day ${late.join(' and ')} comes no earlier than day ${dueDays}, on which it is due.`,
      `Remind before day ${dueDays}.`,
    ),
  ];
}

export function stageOf<K extends StageKind>(path: readonly PathStage[], kind: K) {
  return path.find((stage): stage is Extract<PathStage, { kind: K }> => stage.kind === kind);
}

/** The roles of an engineer's line, who can act on the engineer's case. */
const line: readonly Role[] = lineRoles;

/** A role that nobody could hold in a case. */
export function faultsOfRole(role: Role, place: string): Finding[] {
  return line.includes(role)
    ? []
    : [
        error(
          'role-nobody-holds',
          place,
          `${role === 'engineer' ? 'Nobody acts on their own case' : `No ${role} stands in an engineer’s line`}, so nobody can hold this place.`,
          `Give one of ${listed(line)}.`,
        ),
      ];
}

/** Signers who are nobody, or of whom two would have to be one person. */
function faultsOfSigners({ name, place, path }: NamedPath): Finding[] {
  const signers = stageOf(path, 'sign-off')?.signers ?? [];
  return [
    ...signers.flatMap((role, at) => faultsOfRole(role, `${place}.sign-off.signers.${at}`)),
    ...[...new Set(signers.filter((role, at) => signers.indexOf(role) !== at))].map((role) =>
      error('signer-twice', `${place}.sign-off.signers`, `${name} is signed by the ${role} twice.`, 'Name each once.'),
    ),
  ];
}

function faultsOfAttestation({ place, path }: NamedPath): Finding[] {
  const asked = stageOf(path, 'attestation')?.asked ?? [];
  return asked.flatMap(({ id, by }) => faultsOfRole(by, `${place}.attestation.asked.${id}.by`));
}

/** The kinds of stages in the path of a track change: it cannot be confirmed before it was talked over and tried. */
const changeOfTrack: readonly StageKind[] = ['track', 'attestation', 'trial', 'sign-off'];

/** A path of track changes that leaves something out, adds something or goes in another order. */
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

/** Trials that would lapse before they can be confirmed: a quarter begins up to three months after their months. */
function faultsOfTrial(path: readonly PathStage[]): Finding[] {
  const trial = stageOf(path, 'trial');
  const daysOfMonth = 31;
  const latest = trial ? (trial.months + 3) * daysOfMonth : 0;
  return trial && trial.dueDays < latest
    ? [
        error(
          'trial-due-too-early',
          'trackChange.path.trial.dueDays',
          `A trial of ${trial.months} months is due after ${trial.dueDays} days, and the quarter in which it can be confirmed may begin later.`,
          `Give ${latest} or more.`,
        ),
      ]
    : [];
}
