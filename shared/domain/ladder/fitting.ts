import type { Ladder } from '../../contract/ladder.ts';
import type { PathStage } from '../../contract/ladder-paths.ts';
import { type LineRole, lineRoles, type peer, type Role } from '../../contract/names.ts';
import type { PersonEntry } from '../../contract/people.ts';
import { roleTitle } from '../words.ts';

/** A rule: how people read it, and the check that the decider makes. */
export interface Rule<T> {
  says: string;
  holds: (of: T) => boolean;
}

type Calibration = Extract<PathStage, { kind: 'calibration' }>;

/** The lowest rank that may sit on every panel, whatever the level. Origin: ours. */
const panelRank: LineRole = 'odc-lead';

/** Who may sit on the panel of a transition to the level `to`, as in 'two people who are ...'. */
export function panelRule({ id, levels }: Pick<Ladder, 'id' | 'levels'>, to: string): Rule<PersonEntry> {
  const at = (level: string | null) => levels.findIndex((one) => one.id === level);
  return {
    says: `at ${to} or above on this ladder, or of the rank of an ${roleTitle(panelRank)} or higher`,
    holds: ({ ladder, level, roles }) =>
      (ladder === id && level !== null && at(level) >= at(to)) || isOfRank(roles, panelRank),
  };
}

/** Who may be given a part that asks for a role of the line. */
export function roleRule(role: Role | typeof peer): Rule<PersonEntry> {
  return { says: `the ${roleTitle(role)} or a person of higher rank`, holds: ({ roles }) => isOfRank(roles, role) };
}

/** Whether roles have a rank of the line, or a higher one. A role outside the line gives no rank. */
function isOfRank(roles: readonly Role[], rank: Role | typeof peer): boolean {
  const line: readonly string[] = lineRoles;
  const least = line.indexOf(rank);
  return least >= 0 && roles.some((one) => line.indexOf(one) >= least);
}

/** How many of a panel must be from outside the engineer's team. */
export function outsideOf({ reviewers }: Pick<Calibration, 'reviewers'>): number {
  return reviewers.reduce((sum, one) => sum + one.fromOutsideTeam, 0);
}

/** How many reviews open the seal. Null: all of them. */
export function quorumOf({ reveal, quorum }: Pick<Calibration, 'reveal' | 'quorum'>): number | null {
  return reveal === 'quorum' ? quorum : null;
}
