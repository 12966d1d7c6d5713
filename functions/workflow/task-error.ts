import { Refusal, type RefusalCode } from '#shared/cases/refusal.ts';

/** The errors that the state machine knows by name; `Catch` in its definition matches on them. */
export type TaskErrorName = 'StageMoved' | 'Superseded' | 'OutcomeNotDecided' | 'NoRoute';

export class TaskError extends Error {
  constructor(name: TaskErrorName, message: string) {
    super(message);
    this.name = name;
  }
}

const names: Partial<Record<RefusalCode, TaskErrorName>> = {
  'stage-moved': 'StageMoved',
  superseded: 'Superseded',
  'outcome-not-decided': 'OutcomeNotDecided',
};

/** A refusal under the name that the state machine knows; anything else as it is. */
export function taskErrorOf(error: unknown): unknown {
  const name = error instanceof Refusal ? names[error.code] : undefined;
  return name ? new TaskError(name, (error as Refusal).message) : error;
}
