import { type Doing, type Execution, isTooLarge, maxEvents } from './execution.ts';
import * as history from './history.ts';
import { allHold, fill, place, type Scope, StateError, secondsAt } from './paths.ts';
import type { StateMachine, TaskState } from './states.ts';

/** What a transition needs in addition to the execution. */
export interface Setting {
  machine: StateMachine;
  executionArn: string;
  /** Milliseconds of the injected clock. */
  now: number;
  newToken: () => string;
}

/** How a function answered: with JSON, or with the name and message of an error. */
export type Answer = { json: string } | { error: string; message: string };

/** The most events that one attempt can add before the number is checked again. */
const eventsOfAttempt = 10;
/** The lengths to which AWS cuts error names and causes. */
const longest = { error: 256, cause: 32_768 };

const tooLarge = (what: string) =>
  `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;

/**
 * One step of an execution, from one wait to the next. It has no effects: the caller stores the resulting `execution`
 * and its new `events` together. States that do not wait are part of the same step.
 */
export class Transition {
  private now: Execution;
  private readonly write: history.HistoryWriter;
  private readonly setting: Setting;

  constructor(before: Execution, setting: Setting) {
    this.now = before;
    this.setting = setting;
    this.write = new history.HistoryWriter(before.events, setting.now);
  }

  get execution(): Execution {
    return { ...this.now, events: this.write.count, version: this.now.version + 1 };
  }

  get events() {
    return this.write.events;
  }

  begin(roleArn: string): this {
    this.write.add(history.started(this.now.input, roleArn));
    return this.orFail(() => this.enter(this.setting.machine.StartAt));
  }

  abort(error: string | null, cause: string | null): this {
    this.write.addUnlinked(history.executionAborted(error, cause));
    this.end('ABORTED', error, cause);
    return this;
  }

  /**
   * The function of the current attempt has answered. If a callback came before, the callback counts and not the
   * answer.
   */
  answered(answer: Answer): this {
    const { early, token } = this.doing;
    return this.orFail(() => {
      if ('error' in answer) {
        const error = answer.error.slice(0, longest.error);
        if (early !== null) this.finish(early);
        else this.failed(error, JSON.stringify({ errorMessage: answer.message, errorType: error }));
        return;
      }
      const output = history.invocationOutput(answer.json);
      if (token !== null && !isTooLarge(output)) this.write.add(history.submitted(this.service, output));
      if (early !== null) this.finish(early);
      else if (isTooLarge(output)) this.failed('States.DataLimitExceeded', tooLarge('lambda'));
      else if (token === null) this.finish(output);
      else this.now = { ...this.now, doing: { ...this.doing, phase: 'waiting' } };
    });
  }

  /** A callback ends the wait. If it comes before the function has answered, it is kept until then. */
  callback(output: string): this {
    if (this.doing.phase === 'waiting') return this.orFail(() => this.finish(output));
    this.now = { ...this.now, doing: { ...this.doing, early: output } };
    return this;
  }

  /** The deadline has come: the pause ends, or the attempt times out. */
  expire(): this {
    const { phase, early } = this.doing;
    return this.orFail(() => {
      if (phase === 'pausing') this.attempt(this.doing);
      else if (early !== null) this.finish(early);
      else {
        this.write.add(history.timedOut(this.service));
        this.handle('States.Timeout', null);
      }
    });
  }

  private enter(name: string): void {
    const state = this.setting.machine.States[name];
    if (!state) throw new Error(`There is no state ${name}`);
    this.write.add(history.entered(state.Type, name, this.now.data));
    const doing: Doing = {
      state: name,
      enteredAt: this.setting.now,
      entered: this.write.count,
      scheduled: 0,
      retryCount: 0,
      retries: [],
      phase: 'invoking',
      token: null,
      until: null,
      early: null,
    };
    this.now = { ...this.now, doing };
    if (state.Type === 'Task') this.attempt(doing);
    else if (state.Type === 'Choice') {
      const next = state.Choices.find((choice) => allHold(choice.And, this.scope))?.Next ?? state.Default;
      this.write.add(history.exited('Choice', name, this.now.data));
      this.enter(next);
    } else {
      this.write.add(history.exited('Succeed', name, this.now.data));
      this.succeed();
    }
  }

  /** Begins an attempt of a task, with its own token and deadline. */
  private attempt(before: Doing): void {
    if (this.write.count + eventsOfAttempt > maxEvents)
      throw new StateError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${maxEvents}).`,
      );
    const { state } = this;
    const isCallback = state.Resource.endsWith('.waitForTaskToken');
    const doing: Doing = {
      ...before,
      phase: 'invoking',
      scheduled: this.write.count + 1,
      token: isCallback ? this.setting.newToken() : null,
      until: null,
      early: null,
    };
    this.now = { ...this.now, doing };
    const timeout =
      state.TimeoutSecondsPath === undefined
        ? (state.TimeoutSeconds ?? null)
        : secondsAt(state.TimeoutSecondsPath, this.scope);
    const parameters = fill(state.Parameters, this.scope);
    if (timeout !== null) this.now = { ...this.now, doing: { ...doing, until: this.setting.now + timeout * 1000 } };
    const region = this.setting.executionArn.split(':')[3] ?? '';
    this.write.add(history.scheduled(this.service, parameters, region, timeout));
    this.write.add(history.taskStarted(this.service));
  }

  /** The task has its output, so the execution goes to the next state. */
  private finish(output: string): void {
    const { state, doing } = this;
    this.write.add(history.succeeded(this.service, output));
    const raw: unknown = JSON.parse(output);
    const result = state.ResultSelector ? fill(state.ResultSelector, { ...this.scope, input: raw }) : raw;
    const data = JSON.stringify(place(JSON.parse(this.now.data), result, state.ResultPath));
    if (isTooLarge(data)) throw new StateError('States.DataLimitExceeded', tooLarge(doing.state));
    this.write.add(history.exited('Task', doing.state, data));
    this.now = { ...this.now, data };
    if (state.Next) this.enter(state.Next);
    else this.succeed();
  }

  private failed(error: string, cause: string): void {
    const cut = cause.slice(0, longest.cause);
    this.write.add(history.failed(this.service, error, cut));
    this.handle(error, cut);
  }

  /** An attempt has failed or timed out. Retries it, catches the error, or fails the execution. */
  private handle(error: string, cause: string | null): void {
    const { state, doing } = this;
    const at = (state.Retry ?? []).findIndex((one) => matches(one.ErrorEquals, error));
    const retrier = state.Retry?.[at];
    const used = doing.retries[at] ?? 0;
    if (retrier && used < retrier.MaxAttempts) {
      const retries = [...doing.retries];
      retries[at] = used + 1;
      const until = this.setting.now + retrier.IntervalSeconds * retrier.BackoffRate ** used * 1000;
      const retryCount = doing.retryCount + 1;
      const pause = { phase: 'pausing', token: null, early: null } as const;
      this.now = { ...this.now, doing: { ...doing, ...pause, retries, until, retryCount } };
      return;
    }
    const catcher = (state.Catch ?? []).find((one) => matches(one.ErrorEquals, error));
    if (catcher) {
      this.write.add(history.exited('Task', doing.state, this.now.data));
      this.enter(catcher.Next);
    } else this.fail(error, cause);
  }

  private succeed(): void {
    this.write.add(history.executionSucceeded(this.now.data));
    this.end('SUCCEEDED', null, null);
  }

  private fail(error: string, cause: string | null): void {
    this.write.add(history.executionFailed(error, cause));
    this.end('FAILED', error, cause);
  }

  private end(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED', error: string | null, cause: string | null): void {
    this.now = { ...this.now, status, error, cause, stoppedAt: this.setting.now, doing: null };
  }

  private orFail(work: () => void): this {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      const { state, entered } = this.doing;
      const where = `An error occurred while executing the state '${state}' (entered at the event id #${entered}). `;
      const cause = `${error.name === 'States.Runtime' ? where : ''}${error.message}`;
      this.fail(error.name, cause.slice(0, longest.cause));
    }
    return this;
  }

  private get doing(): Doing {
    if (!this.now.doing) throw new Error(`${this.now.name} is in no state`);
    return this.now.doing;
  }

  private get state(): TaskState {
    return this.setting.machine.States[this.doing.state] as TaskState;
  }

  private get service() {
    return history.serviceOf(this.state.Resource);
  }

  private get scope(): Scope {
    return scopeOf(this.now, this.doing, this.setting.executionArn);
  }
}

/** The function of the current attempt and its payload. */
export function callOf(execution: Execution, doing: Doing, { machine, executionArn }: Setting) {
  const state = machine.States[doing.state] as TaskState;
  return fill(state.Parameters, scopeOf(execution, doing, executionArn)) as { FunctionName: string; Payload: unknown };
}

function scopeOf(execution: Execution, doing: Doing, executionArn: string): Scope {
  return { input: JSON.parse(execution.data), context: history.contextOf(execution, executionArn, doing) };
}

function matches(names: readonly string[], error: string): boolean {
  return names.includes(error) || names.includes('States.ALL');
}
