import { createHash, randomBytes } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import { readDefinition } from './asl.ts';
import type { Execution } from './execution.ts';
import { endOf } from './patience.ts';
import type { Records } from './records.ts';
import type { StateMachine } from './states.ts';
import { type Answer, callOf, type Setting, Transition } from './transition.ts';

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
/** How long functions that run at the end may take to answer. Those that take longer are called again after a restart. */
const drainMs = 3000;

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const newToken = () => randomBytes(96).toString('base64');

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
  /** Functions that run, by execution and attempt. */
  private readonly calls = new Map<string, Promise<void>>();
  private phase: 'running' | 'draining' | 'stopped' = 'running';
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;
  private readonly options: InterpreterOptions;
  private readonly current: string;

  private constructor(options: InterpreterOptions) {
    this.options = options;
    this.current = hashOf(JSON.stringify(options.definition));
  }

  /** Reads what there is and goes on with it. Throws on a definition with anything that is not implemented. */
  static async start(options: InterpreterOptions): Promise<Interpreter> {
    const interpreter = new Interpreter(options);
    const { records, definition, clock } = options;
    interpreter.machines.set(interpreter.current, readDefinition(definition));
    await records.keepDefinition(interpreter.current, definition);
    for (const execution of await records.all()) await interpreter.hold(execution);
    interpreter.timer = setInterval(() => interpreter.tick(), tickMs);
    interpreter.unlisten = clock.onAdvance(() => interpreter.tick());
    interpreter.tick();
    return interpreter;
  }

  /** Ends without losing anything: functions that do not answer in time are called again at the next start. */
  async stop(): Promise<void> {
    this.phase = 'draining';
    clearInterval(this.timer);
    this.unlisten?.();
    await endOf(this.calls.values(), drainMs);
    await Promise.allSettled(this.turns.values());
    this.phase = 'stopped';
  }

  /** Resolves when nothing runs and nothing is due: only waits with a later deadline are left. */
  async settled(): Promise<void> {
    const isBusy = () =>
      this.turns.size > 0 || this.calls.size > 0 || [...this.executions.values()].some((one) => this.isReady(one));
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

  /** Starts an execution, or gives the one that runs under this name with this input; null when the name is taken. */
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

  /** Stops an execution by hand and gives it; one that has ended stays as it is. */
  abort(name: string, error: string | null, cause: string | null): Promise<Execution | undefined> {
    return this.turn(name, async () => {
      for (;;) {
        const execution = this.executions.get(name);
        if (execution?.status !== 'RUNNING') return execution;
        await this.commit(execution, this.transition(execution).abort(error, cause));
      }
    });
  }

  /** Ends a wait with a callback's output; false when the token is of no wait that goes on. */
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

  /** Whatever time or a restart left to do. */
  private tick(): void {
    if (this.phase !== 'running') return;
    for (const execution of this.executions.values()) {
      if (this.turns.has(execution.name) || !this.isReady(execution)) continue;
      if (this.isDue(execution)) this.turn(execution.name, () => this.expire(execution.name)).catch(this.report);
      else this.call(execution);
    }
  }

  private isDue({ status, doing }: Execution): boolean {
    return status === 'RUNNING' && doing?.until != null && doing.until <= this.now;
  }

  /** Due, or with a function to call that nobody has called: after a restart, or when its answer could not be kept. */
  private isReady(execution: Execution): boolean {
    if (this.isDue(execution)) return true;
    return execution.doing?.phase === 'invoking' && !this.calls.has(callKey(execution));
  }

  private async expire(name: string): Promise<void> {
    const execution = this.executions.get(name);
    if (execution && this.isDue(execution)) await this.commit(execution, this.transition(execution).expire());
  }

  /** Calls the function of the attempt that was written down, apart from the execution's turn. */
  private call(execution: Execution): void {
    const { name, doing } = execution;
    const key = callKey(execution);
    if (!doing || this.phase !== 'running' || this.calls.has(key)) return;
    const { FunctionName, Payload } = callOf(execution, doing, this.settingOf(execution));
    // Not before it stands in `calls`: the function may move the clock, and with it come back here.
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
    // The attempt may have timed out meanwhile, and another one begun.
    if (execution?.doing?.phase !== 'invoking' || execution.doing.scheduled !== attempt) return;
    await this.commit(execution, this.transition(execution).answered(answer));
  }

  /**
   * Writes a transition down; only then is it true, and only then is a function called. False when the records hold
   * something else: that is taken instead.
   */
  private async commit(before: Execution | null, { execution, events }: Transition): Promise<boolean> {
    if (this.phase === 'stopped') throw new Error('The endpoint has stopped');
    const token = execution.doing?.token ?? null;
    const given = token !== null && token !== before?.doing?.token ? hashOf(token) : undefined;
    if (await this.options.records.save(before, execution, events, given)) {
      this.executions.set(execution.name, execution);
      if (execution.doing?.phase === 'invoking') this.call(execution);
      return true;
    }
    const stored = await this.options.records.read(execution.name);
    if (!stored) throw new Error(`Execution ${execution.name} is not in the records any more`);
    await this.hold(stored);
    return false;
  }

  private async hold(execution: Execution): Promise<void> {
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
      return await mine;
    } finally {
      if (this.turns.get(name) === settled) this.turns.delete(name);
    }
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
