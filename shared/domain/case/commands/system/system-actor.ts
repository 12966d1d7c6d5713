import type { Actor } from '../../../../contract/events.ts';
import type { Context } from '../../state/types.ts';

export function systemActor({ system }: Context): Actor {
  return { personId: null, role: 'system', relation: system ?? 'workflow', onBehalfOf: null };
}
