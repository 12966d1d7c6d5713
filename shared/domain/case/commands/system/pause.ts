import type { Case } from '../../../../contract/events.ts';
import { paused } from '../../progress/resumed.ts';
import { toFollow } from '../../state/away.ts';
import { accept, type Context, type Decision, guardsOn } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/**
 * Pauses what the engineer owes while they are away, or lets it go on because they are back earlier. Null: the case has
 * followed their leave, or stands still anyway.
 */
export function pause({ head }: Case, context: Context): Decision | null {
  const engineer = context.people[head.engineerId];
  if (head.status !== 'open' || head.stage === 'stopped' || !engineer) return null;
  const follow = toFollow(head, engineer, context.now);
  if (follow === null) return null;
  const data = { until: follow.until, ...paused(head, follow, context) };
  return accept([{ type: 'engineer-away', actor: systemActor(context), data }], guardsOn([head.engineerId], context));
}
