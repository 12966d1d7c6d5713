import { DescribeExecutionCommand, SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { Clock } from '#shared/contract/outside.ts';

/** What AWS allows an account in most regions: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const quota = { bucket: 250, perSecond: 10 };

/** Others in the account ask too, so many times a second. */
const othersPerSecond = 2;

/** Step Functions, where every execution runs, with the quota of `DescribeExecution` as AWS has it. */
export class LimitedStepFunctions {
  readonly arn = 'arn:aws:states:eu-central-1:0:stateMachine:cases';
  readonly client = { send: async (command: unknown) => this.send(command) } as unknown as SFNClient;
  /** The names of the executions that were asked about. */
  readonly asked: string[] = [];
  throttled = 0;
  private left = quota.bucket;
  private at: number;
  private readonly clock: Clock;
  private readonly calledBack: (token: string) => void;

  constructor(clock: Clock, calledBack: (token: string) => void) {
    this.clock = clock;
    this.calledBack = calledBack;
    this.at = clock.now().getTime();
  }

  private send(command: unknown): unknown {
    if (command instanceof SendTaskSuccessCommand) this.calledBack(command.input.taskToken ?? '');
    if (!(command instanceof DescribeExecutionCommand)) return {};
    const now = this.clock.now().getTime();
    const refilled = ((now - this.at) / 1000) * (quota.perSecond - othersPerSecond);
    this.left = Math.min(quota.bucket, this.left + refilled);
    this.at = now;
    if (this.left < 1) {
      this.throttled += 1;
      throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    }
    this.left -= 1;
    this.asked.push(command.input.executionArn?.split(':').at(-1) ?? '');
    return { status: 'RUNNING' };
  }
}
