import { routedStages, type WorkflowStage, wakeBounds, workflowStages } from '#shared/contract/names.ts';

/**
 * The state machine of a case in Amazon States Language. AWS and the laptop run the same definition.
 *
 *   Look -> Route -> one wait per stage -> Route -> ... -> Close
 *
 * A wait ends with a callback that names the next stage, or with its timeout, after which Remind runs. No callback is
 * trusted: Route checks its form, and every task reads the case again.
 */

/** The name of a stage's wait, such as `SelfAssessment` for `self-assessment`. */
export function waitName(stage: WorkflowStage): string {
  return stage.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
}

const caseOfExecution = {
  'caseId.$': '$$.Execution.Input.caseId',
  'generation.$': '$$.Execution.Input.generation',
};

/** Only errors of the Lambda service are retried. An error that our own task throws would only come again. */
const retry = [
  {
    ErrorEquals: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
      'Lambda.Unknown',
    ],
    IntervalSeconds: 2,
    MaxAttempts: 6,
    BackoffRate: 2,
  },
];

/** An execution of an older generation learns that it was replaced, and ends. `ResultPath` null keeps the input. */
const superseded = { ErrorEquals: ['Superseded'], Next: 'Replaced', ResultPath: null };

/** The case has left the stage: the execution looks where it stands. */
const stageMoved = { ErrorEquals: ['StageMoved'], Next: 'Look', ResultPath: null };

/** Stores the position of the case that a task answers. */
const position = {
  ResultSelector: { 'stage.$': '$.Payload.stage', 'wakeAfterSeconds.$': '$.Payload.wakeAfterSeconds' },
  ResultPath: '$.at',
};

export function caseDefinition({ functionArn, partition }: { functionArn: string; partition: string }) {
  const task = (payload: Record<string, unknown>) => ({
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: { FunctionName: functionArn, Payload: { ...payload, ...caseOfExecution } },
    TimeoutSeconds: 120,
    Retry: retry,
    Catch: [superseded],
  });
  const wait = (stage: WorkflowStage) => ({
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
    Parameters: {
      FunctionName: functionArn,
      Payload: {
        task: 'open-stage',
        stage,
        ...caseOfExecution,
        'token.$': '$$.Task.Token',
        'enteredAt.$': '$$.State.EnteredTime',
        'retryCount.$': '$$.State.RetryCount',
        'wakeAfterSeconds.$': '$.at.wakeAfterSeconds',
      },
    },
    TimeoutSecondsPath: '$.at.wakeAfterSeconds',
    ResultPath: '$.at',
    Retry: retry,
    Catch: [
      superseded,
      stageMoved,
      { ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'], Next: 'Remind', ResultPath: null },
    ],
    Next: 'Route',
  });
  return {
    Comment: 'Moves one promotion case through its stages. The case is the truth; this execution can be replaced.',
    StartAt: 'Look',
    States: {
      Look: { ...task({ task: 'look', routes: [...routedStages] }), ...position, Next: 'Route' },
      Route: {
        Type: 'Choice',
        Choices: [...workflowStages.map((stage) => [stage, waitName(stage)]), ['closing', 'Close']].map(
          ([stage, Next]) => ({
            And: [
              { Variable: '$.at.stage', IsPresent: true },
              { Variable: '$.at.stage', StringEquals: stage },
              { Variable: '$.at.wakeAfterSeconds', IsPresent: true },
              { Variable: '$.at.wakeAfterSeconds', IsNumeric: true },
              { Variable: '$.at.wakeAfterSeconds', NumericGreaterThanEquals: wakeBounds.min },
              { Variable: '$.at.wakeAfterSeconds', NumericLessThanEquals: wakeBounds.max },
            ],
            Next,
          }),
        ),
        Default: 'Look',
      },
      ...Object.fromEntries(workflowStages.map((stage) => [waitName(stage), wait(stage)])),
      Remind: { ...task({ task: 'remind' }), ...position, Next: 'Route' },
      Close: { ...task({ task: 'close' }), Catch: [superseded, stageMoved], ResultPath: null, End: true },
      Replaced: { Type: 'Succeed' },
    },
  };
}
