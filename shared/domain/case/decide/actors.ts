import type { Actor, Case } from '../../../contract/events.ts';
import { peer } from '../../../contract/names.ts';
import type { Context } from '../types.ts';
import type { PersonContext } from './decide.ts';

/** The actor of an event of a person on a case: under which role and relation they acted, and for whom. */
export function personActor({ head }: Case, { actor, acting }: PersonContext): Actor {
  if (acting) {
    const { slot, onBehalfOf } = acting;
    const role = slot.substitutedBy ?? slot.role;
    // Of a panel one is under no role of the line.
    return {
      personId: actor.id,
      role: role === peer ? 'engineer' : role,
      relation: slot.id,
      onBehalfOf,
    };
  }
  const isEngineer = actor.id === head.engineerId;
  return {
    personId: actor.id,
    role: isEngineer ? 'engineer' : 'hr',
    relation: isEngineer ? 'engineer' : 'hr',
    onBehalfOf: null,
  };
}

/** The actor of an event of the system. */
export function systemActor({ system }: Context): Actor {
  return { personId: null, role: 'system', relation: system ?? 'workflow', onBehalfOf: null };
}
