import { createHash, randomBytes } from 'node:crypto';
import type { LocalClock } from '../runtime/clock.ts';
import { readDefinition } from './asl.ts';
import type { Execution } from './execution.ts';
import type { Records } from './records.ts';
import { settledWithin } from './settle.ts';
import type { StateMachine } from './states.ts';
import { hasFailed, statusChangeOf } from './status-change.ts';
import { type Answer, callOf, type Setting, Transition } from './transition.ts';

/** Calls a function by its ARN. If it throws, the task fails with the name of the error. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<unknown>;

export interface InterpreterOptions {
  records: Records;
  definition: unknown;
  stateMachineArn: string;
  clock: LocalClock;
  invoke: Invoke;
  /** Called with the event of EventBridge when an execution has failed or was stopped. */
  onFailed?: (event: unknown) => Promise<unknown>;
  onError: (error: unknown) => void;
}

/** The longest sleep. It is a fallback: timers of a laptop that was asleep fire late. */
const longestSleepMs = 5000;
/** The wait before a failed transition is tried again. */
const retryMs = 50;
/** How long `stop` waits for functions that still run. A function that takes longer is called again after a restart. */
const drainMs = 3000;

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const newToken = () => randomBytes(96).toString('base64');

/**
 * Runs executions of one state machine. Every transition is stored before anything depends on it, so that executions go
 * on after a restart. Deadlines are in the records and are compared with the injected clock. One timer wakes the
 * interpreter at the next deadline.
 */
export class Interpreter {
  private readonly executions = new Map<string, Execution>();
  private readonly machines = new Map<string, StateMachine>();
  /** The work of each execution, one transition after another. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** The running calls of functions, by execution and attempt. */
  private readonly calls = new Map<string, Promise<void>>();
  /** The calls that say that an execution has failed. */
  private readonly failures = new Set<Promise<unknown>>();
  private phase: 'running' | 'draining' | 'stopped' = 'running';
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;
  private readonly options: InterpreterOptions;
  private readonly current: string;

  private constructor(options: InterpreterOptions) {
    this.options = options;
    this.current = hashOf(JSON.stringify(options.definition));
  }

  /** Reads the stored executions and continues them. Throws if the definition has a part that is not implemented. */
  static async start(options: InterpreterOptions): Promise<Interpreter> {
    const interpreter = new Interpreter(options);
    const { records, definition, clock } = options;
    interpreter.machines.set(interpreter.current, readDefinition(definition));
    await records.keepDefinition(interpreter.current, definition);
    for (const execution of await records.all()) await interpreter.remember(execution);
    interpreter.unlisten = clock.onAdvance(() => interpreter.look());
    interpreter.look();
    return interpreter;
  }

  /** Stops without losing anything. A function that does not answer in time is called again at the next start. */
  async stop(): Promise<void> {
    this.phase = 'draining';
    clearTimeout(this.timer);
    this.unlisten?.();
    await settledWithin([...this.calls.values(), ...this.failures], drainMs);
    await Promise.allSettled(this.turns.values());
    this.phase = 'stopped';
  }

  /** Resolves when nothing runs and nothing is due, so that only waits with a later deadline are left. */
  async settled(): Promise<void> {
    this.look();
    const isBusy = () =>
      this.turns.size > 0 ||
      this.calls.size > 0 ||
      this.failures.size > 0 ||
      [...this.executions.values()].some((one) => this.isReady(one));
    while (this.phase === 'running' && isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  list(): Execution[] {
    return [...this.executions.values()];
  }

  find(name: string): Execution | undefined {
    return this.executions.get(name);
  }

  executionArn(name: string): string {
    return `${this.options.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  /** Starts an execution, or gives the running one with the same name and input. Null: the name is taken. */
  start(name: string, input: string): Promise<Execution | null> {
    const roleArn = `arn:aws:iam::${this.options.stateMachineArn.split(':')[4]}:role/rungs-workflow`;
    return this.turn(name, async () => {
      for (;;) {
        const existing = this.executions.get(name);
        if (existing) return existing.status === 'RUNNING' && existing.input === input ? existing : null;
        const fresh = executionOf(name, input, this.current, this.now);
        const transition = new Transition(fresh, this.settingOf(fresh)).begin(roleArn);
        if (await this.commit(null, transition)) return transition.execution;
      }
    });
  }

  /** Stops an execution by hand and gives it. An execution that has ended stays as it is. */
  abort(name: string, error: string | null, cause: string | null): Promise<Execution | undefined> {
    return this.turn(name, async () => {
      for (;;) {
        const execution = this.executions.get(name);
        if (execution?.status !== 'RUNNING') return execution;
        await this.commit(execution, this.transition(execution).abort(error, cause));
      }
    });
  }

  /** Ends a wait with the output of a callback. False: no current wait has this token. */
  succeed(name: string, token: string, output: string): Promise<boolean> {
    return this.turn(name, async () => {
      for (;;) {
        const execution = this.executions.get(name);
        const doing = execution?.doing;
        if (execution?.status !== 'RUNNING' || doing?.token !== token || doing.early !== null) return false;
        if (doing.until !== null && doing.until <= this.now) return false;
        if (await this.commit(execution, this.transition(execution).callback(output))) return true;
      }
    });
  }

  /**
   * Does what is due and what a restart has interrupted, and sleeps until the next deadline. An execution that is in its
   * turn is passed over: the end of the turn looks again.
   */
  private look(): void {
    if (this.phase !== 'running') return;
    const { now } = this;
    let next = now + longestSleepMs;
    for (const execution of this.executions.values()) {
      const { name, doing } = execution;
      if (this.turns.has(name)) continue;
      if (this.isDue(execution)) {
        this.turn(name, () => this.expire(name)).catch(this.report);
        continue;
      }
      if (this.isReady(execution)) this.call(execution);
      next = Math.min(next, doing?.until ?? next);
    }
    this.sleep(next - now);
  }

  private sleep(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), milliseconds);
  }

  private isDue({ status, doing }: Execution): boolean {
    return status === 'RUNNING' && doing?.until != null && doing.until <= this.now;
  }

  /**
   * Whether an execution is due, or its function must be called: after a restart, or if its answer could not be stored.
   */
  private isReady(execution: Execution): boolean {
    if (this.isDue(execution)) return true;
    return execution.doing?.phase === 'invoking' && !this.calls.has(callKey(execution));
  }

  private async expire(name: string): Promise<void> {
    const execution = this.executions.get(name);
    if (execution && this.isDue(execution)) await this.commit(execution, this.transition(execution).expire());
  }

  /** Calls the function of the stored attempt, outside the turn of the execution. */
  private call(execution: Execution): void {
    const { name, doing } = execution;
    const key = callKey(execution);
    if (!doing || this.phase !== 'running' || this.calls.has(key)) return;
    const { FunctionName, Payload } = callOf(execution, doing, this.settingOf(execution));
    // The call begins after it is in `calls`, because the function can move the clock, which leads back to this method.
    const call = Promise.resolve()
      .then(() => this.options.invoke(FunctionName, Payload))
      .then((payload): Answer => ({ json: JSON.stringify(payload ?? null) }))
      .catch((error: unknown): Answer => {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { error: name, message };
      })
      .then((answer) => this.turn(name, () => this.answered(name, doing.scheduled, answer)))
      .catch(this.report)
      .finally(() => this.calls.delete(key));
    this.calls.set(key, call);
  }

  private async answered(name: string, attempt: number, answer: Answer): Promise<void> {
    const execution = this.executions.get(name);
    // In the meantime the attempt can have timed out, and another attempt can have begun.
    if (execution?.doing?.phase !== 'invoking' || execution.doing.scheduled !== attempt) return;
    await this.commit(execution, this.transition(execution).answered(answer));
  }

  /**
   * Stores a transition. Only after that it counts, and its function is called. False: the records have changed in the
   * meantime, and the stored execution is used instead.
   */
  private async commit(before: Execution | null, { execution, events }: Transition): Promise<boolean> {
    if (this.phase === 'stopped') throw new Error('The endpoint has stopped');
    const token = execution.doing?.token ?? null;
    const given = token !== null && token !== before?.doing?.token ? hashOf(token) : undefined;
    if (await this.options.records.save(before, execution, events, given)) {
      this.executions.set(execution.name, execution);
      if (execution.doing?.phase === 'invoking') this.call(execution);
      if (hasFailed(execution)) this.say(execution);
      return true;
    }
    const stored = await this.options.records.read(execution.name);
    if (!stored) throw new Error(`Execution ${execution.name} has disappeared from the records`);
    await this.remember(stored);
    return false;
  }

  /** Says outside the turn of the execution that it has failed: what follows can start others. */
  private say(execution: Execution): void {
    const { onFailed, stateMachineArn } = this.options;
    if (!onFailed) return;
    const event = statusChangeOf(execution, this.executionArn(execution.name), stateMachineArn);
    const said = Promise.resolve()
      .then(() => onFailed(event))
      .catch(this.report)
      .finally(() => this.failures.delete(said));
    this.failures.add(said);
  }

  private async remember(execution: Execution): Promise<void> {
    const { definition, status } = execution;
    if (status === 'RUNNING' && !this.machines.has(definition))
      this.machines.set(definition, readDefinition(await this.options.records.definition(definition)));
    this.executions.set(execution.name, execution);
  }

  private async turn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.turns.set(name, settled);
    try {
      const result = await mine;
      this.endTurn(name, settled);
      this.look();
      return result;
    } catch (error) {
      this.endTurn(name, settled);
      if (this.phase === 'running') this.sleep(retryMs);
      throw error;
    }
  }

  private endTurn(name: string, turn: Promise<unknown>): void {
    if (this.turns.get(name) === turn) this.turns.delete(name);
  }

  private transition(execution: Execution): Transition {
    return new Transition(execution, this.settingOf(execution));
  }

  private settingOf({ name, definition }: Execution): Setting {
    const machine = this.machines.get(definition) as StateMachine;
    return { machine, executionArn: this.executionArn(name), now: this.now, newToken };
  }

  private get now(): number {
    return this.options.clock.now().getTime();
  }

  private readonly report = (error: unknown): void => {
    if (this.phase === 'running') this.options.onError(error);
  };
}

const callKey = ({ name, doing }: Execution) => `${name}#${doing?.scheduled}`;

function executionOf(name: string, input: string, definition: string, startedAt: number): Execution {
  const nothing = { stoppedAt: null, error: null, cause: null, doing: null };
  return { name, definition, input, status: 'RUNNING', startedAt, ...nothing, data: input, events: 0, version: 0 };
}
