import type { PersonCommand } from '#shared/contract/commands.ts';
import { attest, portfolioForL3, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import type { World } from '#test/support/world.ts';
import type { Site } from './visit.ts';

/** Builders of cases at different places, made by real commands. */

const lead = 'tess-lead';

/** `ready` is the portfolio stage with a complete portfolio. */
export type Place = 'opening' | 'self-assessment' | 'calibration' | 'portfolio' | 'ready' | 'sign-off';

/** Opens a case of a fresh engineer and brings it to a place. */
export async function caseAt(
  site: Site,
  place: Place,
  ladderId = site.world.ladder.id,
): Promise<{ caseId: string; engineerId: string }> {
  const { world } = site;
  const engineerId = site.nextEngineer();
  const caseId = await world.open(engineerId, ladderId);
  for (const step of stepsTo(place)) await step(world, caseId, engineerId);
  return { caseId, engineerId };
}

type Step = (world: World, caseId: string, engineerId: string) => Promise<unknown>;

const does =
  (who: string | null, command: (world: World) => PersonCommand): Step =>
  (world, caseId, engineerId) =>
    world.act(who ?? engineerId, caseId, command(world));
const opens: Step = (world, caseId) => world.step(caseId);

function stepsTo(place: Place): Step[] {
  const steps: [Place, Step[]][] = [
    ['opening', []],
    ['self-assessment', [opens]],
    ['calibration', [does(null, ({ ladder }) => selfAssessment(readyForL3(ladder))), opens]],
    [
      'portfolio',
      [
        does(lead, () => attest('owns-a-module')),
        does(lead, () => attest('mentoring-readiness')),
        does(lead, ({ ladder }) => review(readyForL3(ladder))),
        opens,
      ],
    ],
    ['ready', portfolioForL3.map((piece) => does(null, () => piece))],
    ['sign-off', [does(null, () => ({ type: 'submit-portfolio' })), opens]],
  ];
  return steps.slice(0, steps.findIndex(([name]) => name === place) + 1).flatMap(([, some]) => some);
}

/** The fields of a rating form: step 3 everywhere, and step 4 in Technical Mastery. */
export function ratingFields(world: World): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readyForL3(world.ladder)).map(([id, value]) => [`ratings.${id}`, String(value)]),
  );
}
