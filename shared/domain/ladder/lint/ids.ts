import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { leavesOf } from '../criteria.ts';
import { error } from './finding.ts';

/** Ids that two things of a kind share: whatever names one of them could mean the other. */
export function faultsOfIds(ladder: Ladder): Finding[] {
  const { competencies, transitions } = ladder;
  return [
    ...twice('scale', ladder.scale, 'step'),
    ...twice('levels', ladder.levels, 'level'),
    ...twice('areas', ladder.areas, 'area'),
    ...twice('competencies', competencies, 'competency'),
    ...twice(
      'competencies',
      competencies.flatMap((one) => one.dimensions),
      'dimension',
    ),
    ...twice(
      'competencies',
      competencies.flatMap((one) => one.antiSignals),
      'anti-signal',
    ),
    ...twice('tracks', ladder.tracks, 'track'),
    ...twice('transitions', transitions, 'transition'),
    ...twice('faq', ladder.faq, 'question'),
    ...ladder.levels.flatMap((level) => [
      ...twice(`levels.${level.id}.sections`, level.sections, 'section'),
      ...twice(`levels.${level.id}.antiPatterns`, level.antiPatterns, 'anti-pattern'),
    ]),
    ...transitions.flatMap((transition) => [
      ...twice(`transitions.${transition.id}.criteria`, transition.criteria, 'criterion'),
      ...twice(`transitions.${transition.id}.portfolio`, transition.portfolio, 'requirement'),
      ...twice(
        `transitions.${transition.id}.criteria`,
        transition.criteria.flatMap((one) => leavesOf(one.requires)).filter((leaf) => leaf.kind === 'attested'),
        'attestation',
      ),
      ...transition.portfolio.flatMap((one) =>
        twice(`transitions.${transition.id}.portfolio.${one.id}`, one.oneOf, 'kind of evidence'),
      ),
    ]),
    ...(ladder.trackChange?.path ?? []).flatMap((stage) =>
      stage.kind === 'attestation' ? twice('trackChange.path.attestation', stage.asked, 'attestation') : [],
    ),
    ...stepsTwice(ladder),
  ];
}

function twice(place: string, things: readonly { id: string }[], what: string): Finding[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { id } of things) (seen.has(id) ? again : seen).add(id);
  return [...again].map((id) =>
    error('id-twice', `${place}.${id}`, `Two entries have the ${what} id ${id}.`, 'Give one of them another id.'),
  );
}

function stepsTwice({ scale }: Ladder): Finding[] {
  const values = scale.map((step) => step.value);
  return values.every((value, at) => value === at + 1)
    ? []
    : [
        error(
          'scale-order',
          'scale',
          `The steps of the scale are ${values.join(', ')}.`,
          'Number them 1, 2, 3 and on, in this order.',
        ),
      ];
}
