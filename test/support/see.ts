import type { CaseView } from '#shared/contract/view.ts';
import { viewOf } from '#shared/domain/case/view/view.ts';
import { relationsOf } from '#shared/domain/case/view/visibility.ts';
import type { Scene } from './scene.ts';

/** The case as a person sees it now. Throws if there is no such person. */
export function see(scene: Scene, who: string): CaseView {
  const { state, people, ladder } = scene;
  const viewer = people[who];
  if (!viewer) throw new Error(who);
  const now = scene.now();
  const relations = relationsOf(state.head, viewer, people, now);
  return viewOf(state, { viewer, relations, ladder, people, named: {}, ownTrack: null, now, intranetHosts: [] });
}
