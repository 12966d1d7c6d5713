import type { Ladder } from '../../../contract/ladder.ts';
import type { Condition } from '../../../contract/ladder-criteria.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { leavesOf } from '../criteria.ts';
import { error, listed } from './finding.ts';

/** References to levels, competencies, tracks, areas or steps that the ladder does not have. */
export function faultsOfReferences(ladder: Ladder): Finding[] {
  const levels = ladder.levels.map((one) => one.id);
  const competencies = ladder.competencies.map((one) => one.id);
  const tracks = ladder.tracks.map((one) => one.id);
  const steps = ladder.scale.map((one) => String(one.value));
  const known = (ids: readonly string[], code: string, what: string) => (id: string, place: string) =>
    ids.includes(id)
      ? []
      : [error(code, place, `There is no ${what} ${id}.`, `Give one of ${listed(ids)}, or add ${id}.`)];
  const level = known(levels, 'unknown-level', 'level');
  const competency = known(competencies, 'unknown-competency', 'competency');
  const track = known(tracks, 'unknown-track', 'track');
  const area = known(
    ladder.areas.map((one) => one.id),
    'unknown-area',
    'area',
  );
  const step = known(steps, 'unknown-step', 'step');

  const ofLeaf = (leaf: Condition, place: string): Finding[] => [
    ...(leaf.kind === 'competency' ? competency(leaf.competency, place) : []),
    ...('atLeast' in leaf ? step(String(leaf.atLeast), place) : []),
  ];
  return [
    ...(ladder.hireBar === null ? [] : level(ladder.hireBar, 'hireBar')),
    ...ladder.levels.flatMap((one) => [
      ...Object.keys(one.titles).flatMap((id) => track(id, `levels.${one.id}.titles.${id}`)),
      ...(one.step === undefined ? [] : step(String(one.step), `levels.${one.id}.step`)),
    ]),
    ...ladder.competencies.flatMap((one) => {
      const place = `competencies.${one.id}`;
      return [
        ...(one.area === null ? [] : area(one.area, `${place}.area`)),
        ...Object.entries(one.expected).flatMap(([id, value]) => [
          ...level(id, `${place}.expected.${id}`),
          ...step(String(value), `${place}.expected.${id}`),
        ]),
        ...Object.keys(one.guides).flatMap((key) => step(key, `${place}.guides.${key}`)),
        ...one.antiSignals.flatMap((signal) => step(String(signal.step), `${place}.antiSignals.${signal.id}.step`)),
        ...one.dimensions.flatMap((dimension) => [
          ...Object.keys(dimension.descriptors).flatMap((key) =>
            step(key, `${place}.dimensions.${dimension.id}.descriptors.${key}`),
          ),
          ...Object.entries(dimension.descriptorsAt).flatMap(([id, descriptors]) => [
            ...level(id, `${place}.dimensions.${dimension.id}.descriptorsAt.${id}`),
            ...Object.keys(descriptors).flatMap((key) =>
              step(key, `${place}.dimensions.${dimension.id}.descriptorsAt.${id}.${key}`),
            ),
          ]),
        ]),
      ];
    }),
    ...ladder.tracks.flatMap((one) => [
      ...level(one.level, `tracks.${one.id}.level`),
      ...(['strong', 'relaxed'] as const).flatMap((kind) =>
        Object.entries(one[kind]).flatMap(([id, value]) => [
          ...competency(id, `tracks.${one.id}.${kind}.${id}`),
          ...step(String(value), `tracks.${one.id}.${kind}.${id}`),
        ]),
      ),
      ...Object.keys(one.relaxedFor ?? {}).flatMap((id) =>
        known(Object.keys(one.relaxed), 'unknown-relaxed', 'relaxed step in')(id, `tracks.${one.id}.relaxedFor.${id}`),
      ),
    ]),
    ...ladder.transitions.flatMap((one) => {
      const place = `transitions.${one.id}`;
      return [
        ...level(one.from, `${place}.from`),
        ...level(one.to, `${place}.to`),
        ...(one.ratedAs === null ? [] : level(one.ratedAs, `${place}.ratedAs`)),
        ...one.tracks.flatMap((id) => track(id, `${place}.tracks.${id}`)),
        ...one.criteria.flatMap((criterion) =>
          leavesOf(criterion.requires).flatMap((leaf) => ofLeaf(leaf, `${place}.criteria.${criterion.id}.requires`)),
        ),
      ];
    }),
  ];
}
