import type { PersonCommand } from '#shared/contract/commands.ts';
import { evidence, ratingsOf, review, selfAssessment } from './commands.ts';
import { person, wideOrganisation } from './people.ts';
import { type Scene, startScene, stepOn } from './scene.ts';
import { threeReviewerLadder } from './test-ladder.ts';

/** A case with three reviewers from the line (tess-lead, omar-odc, hana-head), whom dario-director leads. */

/** Who can calibrate a second time: reviewers in the order of their slots, then the lead. */
export const secondPanel = ['tara-lead', 'oona-odc', 'henry-head', 'dora-director'] as const;
const secondRoles = ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director'] as const;
const organisation = [
  ...wideOrganisation,
  ...secondPanel.map((id, at) => person(id, { roles: [secondRoles[at] ?? 'tech-lead'] })),
];

const engineer = 'erin-engineer';
const reason = 'x';

/** The case in its calibration. The engineer objected to the holders of these slots before. */
export function sealed(...objected: string[]): Scene {
  const scene = startScene(threeReviewerLadder, engineer, organisation);
  stepOn(scene);
  scene.must(engineer, selfAssessment(ratingsOf(threeReviewerLadder, 5)));
  stepOn(scene);
  scene.must(engineer, evidence('design-doc', 'design-doc'));
  for (const slot of objected) scene.must(engineer, { type: 'raise-objection', slot, ground: 'other', reason });
  scene.must(engineer, { type: 'submit-portfolio' });
  stepOn(scene);
  return scene;
}

/** All three review. */
export function reviewAll(scene: Scene): void {
  for (const who of ['tess-lead', 'omar-odc', 'hana-head']) scene.must(who, review(ratingsOf(threeReviewerLadder, 3)));
}

/** The engineer of a case that is decided or ended appeals, and HR is asked. */
export function appealed(scene: Scene, by: string, against: string | null = null): void {
  stepOn(scene);
  scene.must(by, { type: 'appeal', ground: against ? 'conflict' : 'procedure', statement: 'x', against });
  stepOn(scene);
}

/** HR upholds an appeal, and names who calibrates if others do. */
export const uphold = (reviewers: string[] = [], lead: string | null = null): PersonCommand => ({
  type: 'decide-appeal',
  decision: 'uphold',
  reason,
  reviewers,
  lead,
});

/** Who has a slot. */
export const holder = (scene: Scene, id: string) => scene.state.head.slots.find((one) => one.id === id)?.personId;
