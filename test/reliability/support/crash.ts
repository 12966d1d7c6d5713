import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Table } from '#shared/store/client.ts';

/** What happens to a process that is killed: nobody hears from it again. Lambda tells Step Functions so by this name. */
export class Killed extends Error {
  override name = 'Lambda.Unknown';
}

/**
 * The calls that one process sends to the outside, and where among them it is killed: before call `at` (from 1) goes out,
 * which is after the answer to the one before has come. Past its last call it is killed before it can say that it is done.
 */
export class Process {
  private sent = 0;
  private at: number | null = null;

  /** Begins anew, to be killed before call `at`; null lets it live. */
  begin(at: number | null): void {
    this.sent = 0;
    this.at = at;
  }

  /** Counts a call; throws where the process is killed, and for every call after. */
  send(): void {
    this.sent += 1;
    if (this.at !== null && this.sent >= this.at) throw new Killed('The process was killed');
  }

  /** Runs work as the process does it: throws `Killed` where it was killed before it could answer. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const settled = await Promise.allSettled([work()]);
    // Whatever it makes of its calls failing, a dead process gives no answer.
    if (this.at !== null && this.sent >= this.at - 1) throw new Killed('The process was killed');
    const [result] = settled;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  get calls(): number {
    return this.sent;
  }

  /** Lets every call of a table go through this process. */
  watch(table: Table): Table {
    table.client.middlewareStack.add(
      (next) => (args) => {
        this.send();
        return next(args);
      },
      { step: 'initialize', name: 'test-process', priority: 'high' },
    );
    return table;
  }

  /** A Step Functions client whose calls go through this process. */
  around(client: SFNClient): SFNClient {
    const send = async (command: Parameters<SFNClient['send']>[0]) => {
      this.send();
      return client.send(command);
    };
    return { send } as unknown as SFNClient;
  }
}
