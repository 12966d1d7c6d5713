import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Machine } from '#functions/runtime/step-functions.ts';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import type { Execution } from '#infra/local/stepfunctions/execution.ts';
import { type Answer, callOf, type Setting, Transition } from '#infra/local/stepfunctions/transition.ts';
import { caseDefinition } from '#infra/workflow/definition.ts';
import type { StillClock } from '#test/support/outside.ts';
import { functionArn, stateMachineArn } from '#test/support/step-functions.ts';

const definition = readDefinition(caseDefinition({ functionArn, partition: 'aws' }));
const roleArn = 'arn:aws:iam::000000000000:role/test';
const arnOf = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
const nameOf = (arn: string) => arn.split(':').at(-1) ?? '';
const meta = (message: string) => ({ message, $metadata: {} });

/** The whole state of the machine. Its entries are immutable, so copying the maps is enough to keep it. */
export interface Kept {
  executions: Map<string, Execution>;
  tokens: Map<string, string>;
  answers: Map<string, { attempt: number; answer: Answer }>;
}

/**
 * Step Functions in memory. The definition and every transition, retry, catch, timeout and token are real: they come from
 * the local interpreter. But nothing is stored and nothing goes over the network. So a test can reset the machine, and
 * decides when a function is called, when its answer arrives, and when a timeout ends.
 */
export class MemoryMachine implements Machine {
  readonly arn = stateMachineArn;
  readonly client = { send: (command: unknown) => this.send(command) } as unknown as SFNClient;
  private kept: Kept = { executions: new Map(), tokens: new Map(), answers: new Map() };
  private given = 0;
  private readonly clock: StillClock;
  private readonly invoke: (payload: unknown) => Promise<unknown>;

  constructor(clock: StillClock, invoke: (payload: unknown) => Promise<unknown>) {
    this.clock = clock;
    this.invoke = invoke;
  }

  keep(): Kept {
    const { executions, tokens, answers } = this.kept;
    return { executions: new Map(executions), tokens: new Map(tokens), answers: new Map(answers) };
  }

  putBack({ executions, tokens, answers }: Kept): void {
    this.kept = { executions: new Map(executions), tokens: new Map(tokens), answers: new Map(answers) };
  }

  find(name: string): Execution | undefined {
    return this.kept.executions.get(name);
  }

  /** The running executions, oldest first. */
  running(): Execution[] {
    return [...this.kept.executions.values()].filter(({ status }) => status === 'RUNNING');
  }

  /** Deletes executions that have ended, as AWS does after 90 days. */
  forgetEnded(): void {
    for (const { name, status } of this.kept.executions.values())
      if (status !== 'RUNNING') this.kept.executions.delete(name);
    for (const [token, name] of this.kept.tokens) if (!this.kept.executions.has(name)) this.kept.tokens.delete(token);
  }

  /** Stops an execution, as an operator would by hand. */
  stop(name: string): void {
    const execution = this.find(name);
    if (execution?.status === 'RUNNING') this.commit(this.transition(execution).abort(null, null));
  }

  /** Calls the function of an execution, if it is due. `deliver` delivers the answer. */
  async call(name: string): Promise<void> {
    const execution = this.find(name);
    const doing = execution?.doing;
    if (!execution || doing?.phase !== 'invoking' || this.isCalled(execution)) return;
    const { Payload } = callOf(execution, doing, this.setting(name));
    // A call takes a millisecond, so that two waits of one execution begin at different times.
    this.clock.set(new Date(this.now + 1).toISOString());
    const answer = await this.invoke(Payload).then(
      (payload): Answer => ({ json: JSON.stringify(payload ?? null) }),
      (error: unknown): Answer => {
        const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
        return { error: errorName, message };
      },
    );
    this.kept.answers.set(name, { attempt: doing.scheduled, answer });
  }

  /** Delivers the answer of a function, unless its attempt is already over. */
  deliver(name: string): void {
    const arriving = this.kept.answers.get(name);
    const execution = this.find(name);
    this.kept.answers.delete(name);
    if (!arriving || execution?.doing?.phase !== 'invoking' || execution.doing.scheduled !== arriving.attempt) return;
    this.commit(this.transition(execution).answered(arriving.answer));
  }

  /** Ends every wait, pause and timeout that is over. */
  expire(): void {
    for (const execution of this.running()) {
      const until = execution.doing?.until ?? null;
      if (until !== null && until <= this.now) this.commit(this.transition(execution).expire());
    }
  }

  /** Runs everything that can run now, until only waits with a later deadline are left. */
  async settle(): Promise<void> {
    for (let round = 0; round < 200; round++) {
      this.expire();
      const ready = this.running().filter(({ doing }) => doing?.phase === 'invoking');
      if (ready.length === 0) return;
      for (const { name } of ready) {
        await this.call(name);
        this.deliver(name);
      }
    }
    throw new Error('The executions do not come to rest');
  }

  /** When the next pause between two attempts ends, in epoch milliseconds. Null if there is no pause. */
  nextAttempt(): number | null {
    const pauses = this.running().flatMap(({ doing }) => (doing?.phase === 'pausing' ? (doing.until ?? []) : []));
    return pauses.length > 0 ? Math.min(...pauses) : null;
  }

  /** When the next wait, pause or timeout ends, in epoch milliseconds. Null if there is none. */
  nextDeadline(): number | null {
    const deadlines = this.running().flatMap(({ doing }) => doing?.until ?? []);
    return deadlines.length > 0 ? Math.min(...deadlines) : null;
  }

  private async send(command: unknown): Promise<unknown> {
    if (command instanceof StartExecutionCommand)
      return this.start(command.input.name ?? '', command.input.input ?? '');
    if (command instanceof SendTaskSuccessCommand)
      return this.succeed(command.input.taskToken ?? '', command.input.output ?? '');
    if (command instanceof DescribeExecutionCommand) {
      const execution = this.find(nameOf(command.input.executionArn ?? ''));
      if (!execution) throw new ExecutionDoesNotExist(meta('no such execution'));
      return { status: execution.status };
    }
    throw new Error('The machine in memory does not support this action');
  }

  private start(name: string, input: string): { executionArn: string } {
    const existing = this.find(name);
    if (existing && !(existing.status === 'RUNNING' && existing.input === input))
      throw new ExecutionAlreadyExists(meta(name));
    if (!existing) {
      const nothing = { stoppedAt: null, error: null, cause: null, doing: null };
      const startedAt = this.now;
      const fresh: Execution = {
        ...nothing,
        name,
        definition: 'current',
        input,
        status: 'RUNNING',
        startedAt,
        data: input,
        events: 0,
        version: 0,
      };
      this.commit(this.transition(fresh).begin(roleArn));
    }
    return { executionArn: arnOf(name) };
  }

  private succeed(token: string, output: string): Record<string, never> {
    const name = this.kept.tokens.get(token);
    if (name === undefined) throw new TaskDoesNotExist(meta('no such task'));
    const execution = this.find(name);
    const doing = execution?.doing;
    const isOver = doing?.until != null && doing.until <= this.now;
    if (execution?.status !== 'RUNNING' || doing?.token !== token || doing.early !== null || isOver)
      throw new TaskTimedOut(meta('the task is over'));
    this.commit(this.transition(execution).callback(output));
    return {};
  }

  private isCalled({ name, doing }: Execution): boolean {
    return this.kept.answers.get(name)?.attempt === doing?.scheduled;
  }

  private commit({ execution }: Transition): void {
    this.kept.executions.set(execution.name, execution);
    const token = execution.doing?.token ?? null;
    if (token !== null) this.kept.tokens.set(token, execution.name);
  }

  private transition(execution: Execution): Transition {
    return new Transition(execution, this.setting(execution.name));
  }

  private setting(name: string): Setting {
    const newToken = () => `token-${++this.given}`;
    return { machine: definition, executionArn: arnOf(name), now: this.now, newToken };
  }

  private get now(): number {
    return this.clock.now().getTime();
  }
}
