/** The part of Amazon States Language that our definition uses. `readDefinition` refuses everything else. */

interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  MaxAttempts: number;
  BackoffRate: number;
}

interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath: null;
}

export interface TaskState {
  Type: 'Task';
  Resource: string;
  Parameters: { FunctionName: string; Payload: Record<string, unknown> };
  ResultSelector?: Record<string, unknown>;
  ResultPath?: string | null;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Next?: string;
  End?: true;
}

export interface Test {
  Variable: string;
  IsPresent?: boolean;
  IsNumeric?: boolean;
  StringEquals?: string;
  NumericGreaterThanEquals?: number;
  NumericLessThanEquals?: number;
}

interface ChoiceState {
  Type: 'Choice';
  Choices: { And: Test[]; Next: string }[];
  Default: string;
}

export type State = TaskState | ChoiceState | { Type: 'Succeed' };

export interface StateMachine {
  StartAt: string;
  States: Record<string, State>;
}
