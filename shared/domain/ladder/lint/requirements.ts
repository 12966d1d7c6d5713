import type { Ladder } from '../../../contract/ladder.ts';
import type { EvidenceCheck, EvidenceKind } from '../../../contract/ladder-requirements.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { attestationsOf } from '../criteria.ts';
import { error } from './finding.ts';

/** Requirements and criteria that are never checked, and checks that no evidence could pass. */
export function faultsOfRequirements(ladder: Ladder): Finding[] {
  return ladder.transitions.flatMap((transition) => [
    ...faultsOfTracks(ladder, transition),
    ...transition.portfolio.flatMap((requirement) =>
      requirement.oneOf.flatMap((kind) => {
        const place = `transitions.${transition.id}.portfolio.${requirement.id}.${kind.id}`;
        return [
          ...faultsOfDocument(kind, requirement.track, transition, place),
          ...kind.checks.flatMap((check) => faultsOfCheck(check, kind, transition, place)),
        ];
      }),
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

/** A question can stand in for a link only if a criterion rests on its answer. */
function faultsOfDocument(
  { title, document }: EvidenceKind,
  track: string | null,
  transition: Transition,
  place: string,
): Finding[] {
  const { orAttestation } = document ?? {};
  return orAttestation === undefined || attestationsOf(transition, track).some(({ id }) => id === orAttestation)
    ? []
    : [
        error(
          'document-without-attestation',
          place,
          `${title} needs no link if ${orAttestation} is attested, but no criterion of ${transition.id} asks for that.`,
          `Name a question of the criteria of ${transition.id}, or ask for a link.`,
        ),
      ];
}

const kindOfCheck = {
  'months-up-to-submission': 'date',
  'within-months': 'date',
  'not-before': 'date',
  'at-least': 'number',
  equals: 'text',
  'not-the-engineer': 'text',
} as const;

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
  if (check.kind !== 'same-as' && field.kind !== kindOfCheck[check.kind])
    return [
      error(
        'check-of-other-kind',
        place,
        `The check ${check.kind} reads a ${kindOfCheck[check.kind]}, but ${check.field} is a ${field.kind}.`,
        `Make the field a ${kindOfCheck[check.kind]}, or check something else.`,
      ),
    ];
  if (!('requirement' in check)) return [];
  const others = transition.portfolio.find((one) => one.id === check.requirement)?.oneOf ?? [];
  const compared = [check.otherField, ...('matching' in check ? [check.matching] : [])];
  const missing = compared.find((id) => !others.some((one) => one.fields.some((oneField) => oneField.id === id)));
  if (missing !== undefined)
    return [
      error(
        'check-without-field',
        place,
        `A check compares with ${missing} of ${check.requirement}, but there is no such field.`,
        'Name a field of a requirement of this transition.',
      ),
    ];
  return !('matching' in check) || kind.fields.some(({ id }) => id === check.matching)
    ? []
    : [
        error(
          'check-without-field',
          place,
          `A check compares pieces of the same ${check.matching}, a field that ${kind.title} does not have.`,
          'Add the field, or correct the name.',
        ),
      ];
}
