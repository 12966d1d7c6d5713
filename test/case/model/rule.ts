import type { Model, Stage } from './state.ts';

/** The model of a step: whether a person may take it now, and how it changes the case. */
export interface Rule {
  may(model: Model, who: string | null): boolean;
  does(model: Model, who: string): void;
}

export const stands = (model: Model, stage: Stage) => model.stage === stage && model.isOpen;
/** Nobody has decided it yet. */
export const isRunning = ({ stage }: Model) => !['appeal', 'closing', 'closed'].includes(stage);
/** Parts can still be given away: also while an appeal is decided. */
export const isOngoing = ({ stage }: Model) => !['closing', 'closed'].includes(stage);

export function go(model: Model, stage: Stage): void {
  Object.assign(model, { stage, isOpen: false });
}
