import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Table } from '#shared/store/client.ts';

/** Thrown when a process is killed. Lambda reports a dead process to Step Functions under this name. */
export class Killed extends Error {
  override name = 'Lambda.Unknown';
}

/**
 * Counts the calls that a process makes to the outside, and kills it before call number `at`, starting at 1. That is after
 * the answer to the previous call. If `at` is one more than its calls, the process is killed before it can answer.
 */
export class Process {
  private sent = 0;
  private at: number | null = null;
  /** The calls that have no answer yet. */
  private readonly open = new Set<Promise<void>>();

  /** Starts a new count. The process is killed before call `at`; null lets it live. */
  begin(at: number | null): void {
    this.sent = 0;
    this.at = at;
  }

  /** Counts a call. Throws if the process is killed at this call, or is already dead. */
  send(): void {
    this.sent += 1;
    if (this.at !== null && this.sent >= this.at) throw new Killed('The process was killed');
  }

  /** Runs work as this process. Throws `Killed` if it was killed before it could answer. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const settled = await Promise.allSettled([work()]);
    // What a process had sent before it was killed still arrives.
    await Promise.all(this.open);
    // A dead process gives no answer, even if its code caught the failed call.
    if (this.at !== null && this.sent >= this.at - 1) throw new Killed('The process was killed');
    const [result] = settled;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  get calls(): number {
    return this.sent;
  }

  /** Counts every call of a table as a call of this process. */
  watch(table: Table): Table {
    table.client.middlewareStack.add(
      (next) => (args) => {
        this.send();
        const answer = next(args);
        const done = answer.then(
          () => {},
          () => {},
        );
        this.open.add(done);
        void done.then(() => this.open.delete(done));
        return answer;
      },
      { step: 'initialize', name: 'test-process', priority: 'high' },
    );
    return table;
  }

  /** A Step Functions client whose calls count as calls of this process. */
  around(client: SFNClient): SFNClient {
    const send = async (command: Parameters<SFNClient['send']>[0]) => {
      this.send();
      return client.send(command);
    };
    return { send } as unknown as SFNClient;
  }
}
