import type { Actor } from '../contract/events.ts';
import { machineIn, machineNamed } from '../contract/names.ts';

/** Who acts when a machine does, such as a company's HR system. `client` is what its issuer calls it. */
export function machineActor(client: string): Actor {
  return { personId: null, role: 'system', relation: machineNamed(client), onBehalfOf: null };
}

/** Which machine an actor is. Null: a person, or the system itself. */
export function machineOf({ personId, relation }: Pick<Actor, 'personId' | 'relation'>): string | null {
  return personId === null ? machineIn(relation) : null;
}
