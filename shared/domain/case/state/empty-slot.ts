import type { Slot } from '../../../contract/case.ts';

/** A slot of a stage with nobody in it. Its id is the stage and a name, for example `sign-off.odc-lead`. */
export function emptySlot(stage: Slot['stage'], part: Slot['part'], role: Slot['role'], name: string = role): Slot {
  return { id: `${stage}.${name}`, stage, part, role, personId: null, substitutedBy: null };
}
