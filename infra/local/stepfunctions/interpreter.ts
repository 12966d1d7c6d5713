import { createHash, randomBytes } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import type { StateMachine, TaskState } from './asl.ts';
import { readDefinition } from './asl.ts';
import * as history from './history.ts';
import { allHold, fill, place, StateError, valueAt } from './paths.ts';
import type { Doing, Execution, Records } from './records.ts';

/** Calls a function by its ARN. A thrown error fails the task under the error's name. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<unknown>;

export interface InterpreterOptions {
  records: Records;
  definition: unknown;
  stateMachineArn: string;
  clock: LocalClock;
  invoke: Invoke;
  onError: (error: unknown) => void;
}

/** Between two looks at what is due; the clock itself may jump in between. */
const tickMs = 50;

export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Runs executions of one state machine. Every transition is written down before anything rests on it; what was running
 * when the process ended goes on when it starts again. Deadlines lie in the records and are compared with the injected
 * clock, so no timer is ever longer than a tick.
 */
export class Interpreter {
  private readonly executions = new Map<string, Execution>();
  private readonly machines = new Map<string, StateMachine>();
  /** One transition at a time for each execution. */
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly invoking = new Set<string>();
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  private constructor(
    private readonly options: InterpreterOptions,
    private readonly current: string,
  ) {}

  static async start(options: InterpreterOptions): Promise<Interpreter> {
    const current = createHash('sha256').update(JSON.stringify(options.definition)).digest('hex');
    const interpreter = new Interpreter(options, current);
    interpreter.machines.set(current, readDefinition(options.definition));
    await options.records.keepDefinition(current, options.definition);
    for (const execution of await options.records.all()) {
      interpreter.executions.set(execution.name, execution);
      if (execution.status === 'RUNNING') await interpreter.resume(execution);
    }
    interpreter.timer = setInterval(() => interpreter.tick(), tickMs);
    interpreter.unlisten = options.clock.onAdvance(() => interpreter.tick());
    return interpreter;
  }

  /** Ends without losing anything: what is being invoked is invoked again at the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.unlisten?.();
    await Promise.allSettled(this.turns.values());
  }

  /** Resolves when nothing runs and nothing is due: only waits with a later deadline are left. */
  async settled(): Promise<void> {
    while (!this.stopped && (this.turns.size > 0 || this.invoking.size > 0 || this.due().length > 0))
      await new Promise((resolve) => setTimeout(resolve, 2));
  }

  list(): Execution[] {
    return [...this.executions.values()].sort((a, b) => b.startedAt - a.startedAt);
  }

  find(name: string): Execution | undefined {
    return this.executions.get(name);
  }

  executionArn(name: string): string {
    return `${this.options.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  get roleArn(): string {
    return `arn:aws:iam::${this.options.stateMachineArn.split(':')[4]}:role/rungs-workflow`;
  }

  /** Starts an execution. The caller has checked that the name is free. */
  start(name: string, input: string): Promise<Execution> {
    return this.turn(name, async () => {
      const existing = this.executions.get(name);
      if (existing) return existing;
      const now = this.now();
      const execution: Execution = {
        name,
        definition: this.current,
        input,
        status: 'RUNNING',
        startedAt: now,
        stoppedAt: null,
        output: null,
        error: null,
        cause: null,
        data: input,
        doing: null,
        events: 0,
        version: 0,
      };
      const write = new history.HistoryWriter(0, now);
      write.add(history.started(input, this.roleArn));
      await this.enter(execution, this.machineOf(execution).StartAt, write);
      return this.executions.get(name) as Execution;
    });
  }

  /** Stops an execution by hand; false when it had ended. */
  abort(name: string, error: string | null, cause: string | null): Promise<boolean> {
    return this.turn(name, async () => {
      const execution = this.executions.get(name);
      if (execution?.status !== 'RUNNING') return false;
      const write = this.writerFor(execution);
      write.add(history.executionAborted(error, cause));
      await this.save({ ...execution, ...this.ended('ABORTED'), error, cause }, write);
      return true;
    });
  }

  /** Ends a wait with a callback's output; false when the token is of no wait that goes on. */
  succeed(name: string, token: string, output: string): Promise<boolean> {
    return this.turn(name, async () => {
      const execution = this.executions.get(name);
      const doing = execution?.doing;
      if (execution?.status !== 'RUNNING' || doing?.token !== token || doing.early !== null) return false;
      if (doing.until !== null && doing.until <= this.now()) return false;
      if (doing.phase === 'invoking') {
        // The function has stored its token and not answered yet: the callback counts when it has.
        await this.save({ ...execution, doing: { ...doing, early: output } }, this.writerFor(execution));
        return true;
      }
      if (doing.phase !== 'waiting') return false;
      await this.finishTask(execution, output, this.writerFor(execution));
      return true;
    });
  }

  // --- transitions -------------------------------------------------------------------------------------------------

  /** Enters a state and goes on through all that need no waiting. */
  private async enter(execution: Execution, name: string, write: history.HistoryWriter): Promise<void> {
    const state = this.machineOf(execution).States[name];
    if (!state) throw new Error(`No state ${name}`);
    write.add(history.entered(state.Type, name, execution.data));
    const doing: Doing = {
      state: name,
      enteredAt: this.now(),
      retryCount: 0,
      retries: [],
      phase: 'invoking',
      payload: null,
      token: null,
      until: null,
      early: null,
    };
    if (state.Type === 'Task') return this.attempt(execution, doing, state, write);
    if (state.Type === 'Succeed') {
      write.add(history.exited('Succeed', name, execution.data));
      return this.end(execution, write);
    }
    try {
      const scope = { input: JSON.parse(execution.data), context: this.context(execution, doing) };
      const next = state.Choices.find((choice) => allHold(choice.And, scope))?.Next ?? state.Default;
      write.add(history.exited('Choice', name, execution.data));
      return await this.enter(execution, next, write);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      return this.fail(execution, error.name, error.message, write);
    }
  }

  /** Begins an attempt of a task: a new token, its deadline, and the call once all of it is written down. */
  private async attempt(
    execution: Execution,
    before: Doing,
    state: TaskState,
    write: history.HistoryWriter,
  ): Promise<void> {
    const isCallback = state.Resource.endsWith('.waitForTaskToken');
    const token = isCallback ? randomBytes(96).toString('base64') : null;
    const doing: Doing = { ...before, phase: 'invoking', token, early: null, until: null, payload: null };
    const scope = { input: JSON.parse(execution.data), context: this.context(execution, doing) };
    const service = history.serviceOf(state.Resource);
    try {
      const timeout = this.timeoutOf(state, scope);
      const parameters = fill(state.Parameters, scope) as { FunctionName: string; Payload: unknown };
      doing.payload = parameters;
      doing.until = timeout === null ? null : this.now() + timeout * 1000;
      write.add(history.scheduled(service, parameters, this.region, timeout));
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      return this.fail(execution, error.name, error.message, write);
    }
    write.add(history.taskStarted(service));
    if (await this.save({ ...execution, doing }, write, token ? hashToken(token) : null)) this.call(execution.name);
  }

  private timeoutOf(state: TaskState, scope: Parameters<typeof valueAt>[1]): number | null {
    if (state.TimeoutSecondsPath === undefined) return state.TimeoutSeconds ?? null;
    const seconds = valueAt(state.TimeoutSecondsPath, scope);
    if (!Number.isInteger(seconds) || (seconds as number) <= 0)
      throw new StateError(
        'States.Runtime',
        `TimeoutSecondsPath leads to ${JSON.stringify(seconds)}, which is no time.`,
      );
    return seconds as number;
  }

  /** Calls the function of the attempt that was written down, apart from the execution's turn. */
  private call(name: string): void {
    const { doing } = this.executions.get(name) as Execution;
    const parameters = doing?.payload as { FunctionName: string; Payload: unknown };
    const attempt = JSON.stringify([doing?.state, doing?.enteredAt, doing?.retryCount]);
    this.invoking.add(name);
    this.options
      .invoke(parameters.FunctionName, structuredClone(parameters.Payload))
      .then(
        (payload) => ({ payload }),
        (error: unknown) => ({ error: error instanceof Error ? error : new Error(String(error)) }),
      )
      .then((answer) => this.turn(name, () => this.answered(name, attempt, answer)))
      .catch(this.options.onError)
      .finally(() => this.invoking.delete(name));
  }

  private async answered(
    name: string,
    attempt: string,
    answer: { payload: unknown } | { error: Error },
  ): Promise<void> {
    const execution = this.executions.get(name);
    const doing = execution?.doing;
    if (this.stopped || execution?.status !== 'RUNNING' || !doing || doing.phase !== 'invoking') return;
    // The attempt may have timed out meanwhile, and another one begun.
    if (attempt !== JSON.stringify([doing.state, doing.enteredAt, doing.retryCount])) return;
    const service = history.serviceOf(this.taskOf(execution).Resource);
    const write = this.writerFor(execution);
    if ('error' in answer) {
      const { error } = answer;
      const cause = JSON.stringify({ errorMessage: error.message, errorType: error.name });
      write.add(history.failed(service, error.name, cause));
      return this.taskError(execution, error.name, cause, write);
    }
    const output = JSON.stringify(history.invocationOutput(answer.payload));
    if (!doing.token) return this.finishTask(execution, output, write);
    write.add(history.submitted(service, output));
    if (doing.early !== null) return this.finishTask(execution, doing.early, write);
    await this.save({ ...execution, doing: { ...doing, phase: 'waiting' } }, write);
  }

  /** The task has its output: on to the next state. */
  private async finishTask(execution: Execution, output: string, write: history.HistoryWriter): Promise<void> {
    const state = this.taskOf(execution);
    const name = execution.doing?.state ?? '';
    write.add(history.succeeded(history.serviceOf(state.Resource), output));
    let result: unknown = JSON.parse(output);
    const input = JSON.parse(execution.data);
    try {
      const scope = { input: result, context: this.context(execution, execution.doing as Doing) };
      if (state.ResultSelector) result = fill(state.ResultSelector, scope);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      return this.taskError(execution, error.name, error.message, write);
    }
    const data = JSON.stringify(place(input, result, state.ResultPath));
    write.add(history.exited('Task', name, data));
    const next = { ...execution, data, doing: null };
    return state.Next ? this.enter(next, state.Next, write) : this.end(next, write);
  }

  /** An attempt failed or timed out: try again, catch, or fail the execution. */
  private async taskError(
    execution: Execution,
    error: string,
    cause: string | null,
    write: history.HistoryWriter,
  ): Promise<void> {
    const state = this.taskOf(execution);
    const doing = execution.doing as Doing;
    const at = (state.Retry ?? []).findIndex((one) => matches(one.ErrorEquals, error));
    const retrier = state.Retry?.[at];
    const used = doing.retries[at] ?? 0;
    if (retrier && used < retrier.MaxAttempts) {
      const retries = [...doing.retries];
      retries[at] = used + 1;
      const until = this.now() + retrier.IntervalSeconds * retrier.BackoffRate ** used * 1000;
      const pausing = { ...doing, phase: 'pausing', retries, retryCount: doing.retryCount + 1, token: null } as const;
      await this.save({ ...execution, doing: { ...pausing, payload: null, early: null, until } }, write);
      return;
    }
    const catcher = (state.Catch ?? []).find((one) => matches(one.ErrorEquals, error));
    if (!catcher) return this.fail(execution, error, cause, write);
    write.add(history.exited('Task', doing.state, execution.data));
    return this.enter({ ...execution, doing: null }, catcher.Next, write);
  }

  private async end(execution: Execution, write: history.HistoryWriter): Promise<void> {
    write.add(history.executionSucceeded(execution.data));
    await this.save({ ...execution, ...this.ended('SUCCEEDED'), output: execution.data }, write);
  }

  private async fail(
    execution: Execution,
    error: string,
    cause: string | null,
    write: history.HistoryWriter,
  ): Promise<void> {
    write.add(history.executionFailed(error, cause));
    await this.save({ ...execution, ...this.ended('FAILED'), error, cause }, write);
  }

  // --- time --------------------------------------------------------------------------------------------------------

  private due(): Execution[] {
    const now = this.now();
    return [...this.executions.values()].filter(
      (one) => one.status === 'RUNNING' && one.doing?.until != null && one.doing.until <= now,
    );
  }

  private tick(): void {
    if (this.stopped) return;
    for (const { name } of this.due())
      if (!this.turns.has(name)) this.turn(name, () => this.expire(name)).catch(this.options.onError);
  }

  private async expire(name: string): Promise<void> {
    const execution = this.executions.get(name);
    const doing = execution?.doing;
    if (execution?.status !== 'RUNNING' || !doing || doing.until === null || doing.until > this.now()) return;
    const write = this.writerFor(execution);
    const state = this.taskOf(execution);
    if (doing.phase === 'pausing') return this.attempt(execution, doing, state, write);
    // A callback that came in time counts, although the function has not answered yet.
    if (doing.early !== null) return;
    write.add(history.timedOut(history.serviceOf(state.Resource)));
    await this.taskError(execution, 'States.Timeout', null, write);
  }

  // --- the rest ----------------------------------------------------------------------------------------------------

  private async resume(execution: Execution): Promise<void> {
    if (!this.machines.has(execution.definition))
      this.machines.set(
        execution.definition,
        readDefinition(await this.options.records.definition(execution.definition)),
      );
    if (execution.doing?.phase === 'invoking') this.call(execution.name);
  }

  /** Writes the execution down; only then is it what it is. False when somebody else had: then nothing goes on here. */
  private async save(
    execution: Execution,
    write: history.HistoryWriter,
    newToken: string | null = null,
  ): Promise<boolean> {
    if (this.stopped) return false;
    const next = { ...execution, events: write.count, version: execution.version + 1 };
    if (!(await this.options.records.save(next, write.events, newToken))) return false;
    this.executions.set(execution.name, next);
    return true;
  }

  private async turn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.turns.set(name, settled);
    try {
      return await mine;
    } finally {
      if (this.turns.get(name) === settled) this.turns.delete(name);
    }
  }

  private machineOf(execution: Execution): StateMachine {
    return this.machines.get(execution.definition) as StateMachine;
  }

  private taskOf(execution: Execution): TaskState {
    return this.machineOf(execution).States[execution.doing?.state ?? ''] as TaskState;
  }

  private context(execution: Execution, doing: Doing): Record<string, unknown> {
    return history.contextOf(execution, this.executionArn(execution.name), doing);
  }

  private writerFor(execution: Execution): history.HistoryWriter {
    return new history.HistoryWriter(execution.events, this.now());
  }

  private ended(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED') {
    return { status, stoppedAt: this.now(), doing: null };
  }

  private get region(): string {
    return this.options.stateMachineArn.split(':')[3] ?? '';
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

function matches(names: readonly string[], error: string): boolean {
  return names.includes(error) || (names.includes('States.ALL') && error !== 'States.Runtime');
}
