import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { faultsOfBands } from './bands.ts';
import { faultsOfIds } from './ids.ts';
import { faultsOfLengths } from './lengths.ts';
import { faultsOfLevels } from './levels.ts';
import { faultsOfPaths } from './paths.ts';
import { faultsOfProfiles } from './profiles.ts';
import { faultsOfReferences } from './references.ts';
import { faultsOfRequirements } from './requirements.ts';
import { faultsOfRules } from './rules.ts';
import { faultsOfTexts } from './texts.ts';
import { faultsOfWays } from './ways.ts';
import { faultsOfWeights } from './weights.ts';

const checks = [
  faultsOfIds,
  faultsOfReferences,
  faultsOfWeights,
  faultsOfRules,
  faultsOfBands,
  faultsOfLevels,
  faultsOfPaths,
  faultsOfWays,
  faultsOfRequirements,
  faultsOfTexts,
  faultsOfLengths,
];

/**
 * Checks the rules in a ladder of valid shape. Each finding names the place and how to correct it. Errors prevent
 * publication, warnings do not. Profiles are only checked when nothing else was found, because they are computed from
 * the rest.
 */
export function lint(ladder: Ladder): Finding[] {
  const found = checks.flatMap((check) => check(ladder));
  return found.length > 0 ? found : faultsOfProfiles(ladder);
}
