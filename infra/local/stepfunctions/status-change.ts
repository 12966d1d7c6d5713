import { randomUUID } from 'node:crypto';
import { executionStatusChange, failedStatuses } from '#shared/contract/names.ts';
import type { Execution } from './execution.ts';

/** Whether an execution has ended in a way that the rule in AWS passes on. */
export const hasFailed = ({ status }: Execution): boolean => failedStatuses.some((one) => one === status);

/**
 * The event that EventBridge makes of an execution that has ended.
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function statusChangeOf(execution: Execution, executionArn: string, stateMachineArn: string) {
  const { name, status, startedAt, stoppedAt, input, error, cause } = execution;
  const [, , , region, account] = stateMachineArn.split(':');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': executionStatusChange.detailType,
    source: executionStatusChange.source,
    account,
    time: new Date(stoppedAt ?? startedAt).toISOString(),
    region,
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate: startedAt,
      stopDate: stoppedAt,
      input,
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      ...(error === null ? {} : { error }),
      ...(cause === null ? {} : { cause }),
    },
  };
}
