import type { PathStage } from '../../contract/ladder-paths.ts';
import type { peer, Role } from '../../contract/names.ts';

type SignOff = Extract<PathStage, { kind: 'sign-off' }>;

/**
 * Whether somebody who calibrated under a role may also sign, under the same role. Nobody of the panel may, unless the
 * ladder lets everybody.
 */
export function maySignToo(
  { calibratorMaySign: may }: SignOff,
  calibrates: Role | typeof peer,
  signs: Role | typeof peer,
): boolean {
  return typeof may === 'boolean' ? may : calibrates === signs && may.some((one) => one === signs);
}
