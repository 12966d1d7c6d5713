import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { leavesOf } from '../criteria.ts';
import { dimensionsOf } from '../dimensions.ts';
import { error } from './finding.ts';

/** Ids that two entries of one kind share. A reference to one of them could mean the other. */
export function faultsOfIds(ladder: Ladder): Finding[] {
  const { competencies, transitions } = ladder;
  return [
    ...duplicates('scale', ladder.scale, 'step'),
    ...duplicates('levels', ladder.levels, 'level'),
    ...duplicates('areas', ladder.areas, 'area'),
    ...duplicates('competencies', competencies, 'competency'),
    ...duplicates('competencies', dimensionsOf(ladder), 'dimension'),
    ...duplicates(
      'competencies',
      competencies.flatMap((one) => one.antiSignals),
      'anti-signal',
    ),
    ...duplicates('tracks', ladder.tracks, 'track'),
    ...duplicates('transitions', transitions, 'transition'),
    ...duplicates('faq', ladder.faq, 'question'),
    ...duplicates('sections', ladder.sections ?? [], 'section'),
    ...ladder.levels.flatMap((level) => [
      ...duplicates(`levels.${level.id}.sections`, level.sections, 'section'),
      ...duplicates(`levels.${level.id}.antiPatterns`, level.antiPatterns, 'anti-pattern'),
    ]),
    ...transitions.flatMap((transition) => [
      ...duplicates(`transitions.${transition.id}.criteria`, transition.criteria, 'criterion'),
      ...duplicates(`transitions.${transition.id}.portfolio`, transition.portfolio, 'requirement'),
      ...duplicates(
        `transitions.${transition.id}.criteria`,
        transition.criteria.flatMap((one) => leavesOf(one.requires)).filter((leaf) => leaf.kind === 'attested'),
        'attestation',
      ),
      ...transition.portfolio.flatMap((one) =>
        duplicates(`transitions.${transition.id}.portfolio.${one.id}`, one.oneOf, 'kind of evidence'),
      ),
    ]),
    ...(ladder.trackChange?.path ?? []).flatMap((stage) =>
      stage.kind === 'attestation' ? duplicates('trackChange.path.attestation', stage.asked, 'attestation') : [],
    ),
    ...faultsOfScale(ladder),
  ];
}

function duplicates(place: string, entries: readonly { id: string }[], what: string): Finding[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { id } of entries) (seen.has(id) ? repeated : seen).add(id);
  return [...repeated].map((id) =>
    error('id-twice', `${place}.${id}`, `Two entries have the ${what} id ${id}.`, 'Give one of them another id.'),
  );
}

function faultsOfScale({ scale }: Ladder): Finding[] {
  const values = scale.map((step) => step.value);
  return values.every((value, at) => value === at + 1)
    ? []
    : [
        error(
          'scale-order',
          'scale',
          `The steps of the scale are ${values.join(', ')}.`,
          'Number them 1, 2, 3 and so on, in this order.',
        ),
      ];
}
