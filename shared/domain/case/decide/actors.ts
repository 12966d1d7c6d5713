import type { PersonCommandType } from '../../../contract/commands.ts';
import type { Actor, Case } from '../../../contract/events.ts';
import { slotFor } from '../rights.ts';
import type { Context } from '../types.ts';
import type { PersonContext } from './decide.ts';

/** The actor of an event of a person on a case: under which role and relation they acted. */
export function personActor(state: Case, type: PersonCommandType, { actor }: PersonContext): Actor {
  const slot = slotFor(state.head, type, actor);
  return {
    personId: actor.id,
    role: slot ? (slot.substitutedBy ?? slot.role) : 'engineer',
    relation: slot?.id ?? 'engineer',
    onBehalfOf: null,
  };
}

/** The actor of an event of the system. */
export function systemActor({ system }: Context): Actor {
  return { personId: null, role: 'system', relation: system ?? 'workflow', onBehalfOf: null };
}
