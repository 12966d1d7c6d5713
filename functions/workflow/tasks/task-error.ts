import { Refusal, type RefusalCode } from '#shared/cases/refusal.ts';

/** The error names that `Catch` in the state machine's definition matches. */
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

/** Turns a refusal into the error that the state machine knows. Other errors stay as they are. */
export function taskErrorOf(error: unknown): unknown {
  const name = error instanceof Refusal ? names[error.code] : undefined;
  return name ? new TaskError(name, (error as Refusal).message) : error;
}
