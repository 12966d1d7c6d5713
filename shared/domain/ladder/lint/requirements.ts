import type { Ladder } from '../../../contract/ladder.ts';
import type { EvidenceCheck, EvidenceKind } from '../../../contract/ladder-requirements.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Requirements and criteria that are never checked, and checks that no evidence could pass. */
export function faultsOfRequirements(ladder: Ladder): Finding[] {
  return ladder.transitions.flatMap((transition) => [
    ...faultsOfTracks(ladder, transition),
    ...transition.portfolio.flatMap((requirement) =>
      requirement.oneOf.flatMap((kind) =>
        kind.checks.flatMap((check) =>
          faultsOfCheck(check, kind, transition, `transitions.${transition.id}.portfolio.${requirement.id}.${kind.id}`),
        ),
      ),
    ),
  ]);
}

function faultsOfTracks(ladder: Ladder, { id, to, criteria, portfolio, tracks }: Transition): Finding[] {
  const place = `transitions.${id}`;
  const neverChecked = (list: 'criteria' | 'portfolio', entries: readonly { id: string; track: string | null }[]) =>
    entries.flatMap((one) =>
      one.track !== null && !tracks.includes(one.track)
        ? [
            error(
              list === 'portfolio' ? 'requirement-never-checked' : 'criterion-never-checked',
              `${place}.${list}.${one.id}.track`,
              `This applies only on the track ${one.track}, but ${id} does not offer that track.`,
              `Give one of the tracks of ${id}, or add ${one.track} to them.`,
            ),
          ]
        : [],
    );
  return [
    ...neverChecked('criteria', criteria),
    ...neverChecked('portfolio', portfolio),
    ...tracks.flatMap((track) => {
      const level = ladder.tracks.find((one) => one.id === track)?.level;
      return level === undefined || level === to
        ? []
        : [
            error(
              'track-of-other-level',
              `${place}.tracks.${track}`,
              `${track} is a track of ${level}, but ${id} leads to ${to}.`,
              `Offer tracks of ${to}.`,
            ),
          ];
    }),
  ];
}

const kindOfCheck = { 'months-up-to-submission': 'date', 'at-least': 'number', equals: 'text' } as const;

function faultsOfCheck(check: EvidenceCheck, kind: EvidenceKind, transition: Transition, place: string): Finding[] {
  const field = kind.fields.find((one) => one.id === check.field);
  if (!field)
    return [
      error(
        'check-without-field',
        place,
        `A check reads the field ${check.field}, which ${kind.title} does not have.`,
        'Add the field, or correct the name.',
      ),
    ];
  if (check.kind !== 'same-as')
    return field.kind === kindOfCheck[check.kind]
      ? []
      : [
          error(
            'check-of-other-kind',
            place,
            `The check ${check.kind} reads a ${kindOfCheck[check.kind]}, but ${check.field} is a ${field.kind}.`,
            `Make the field a ${kindOfCheck[check.kind]}, or check something else.`,
          ),
        ];
  const other = transition.portfolio.find((one) => one.id === check.requirement);
  return other?.oneOf.some((one) => one.fields.some((oneField) => oneField.id === check.otherField))
    ? []
    : [
        error(
          'check-without-field',
          place,
          `A check compares with ${check.otherField} of ${check.requirement}, but there is no such field.`,
          'Name a field of a requirement of this transition.',
        ),
      ];
}
