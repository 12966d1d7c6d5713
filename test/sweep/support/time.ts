import type { Clock } from '#shared/contract/outside.ts';

/** Time that passes only while everybody waits. */
export class SimulatedTime implements Clock {
  private at: number;
  private waits: { until: number; go: () => void }[] = [];

  constructor(begins: string) {
    this.at = Date.parse(begins);
  }

  readonly now = () => new Date(this.at);

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((go) => {
      this.waits.push({ until: this.at + milliseconds, go });
    });

  passTo(at: number): void {
    this.at = Math.max(this.at, at);
  }

  /** Does some work. Whenever all of it waits, time goes on to the end of the next wait. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    ended.catch(() => {});
    while (!isDone) {
      // Everything else in the simulation is done within one turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (isDone) break;
      this.waits.sort((a, b) => a.until - b.until);
      const next = this.waits.shift();
      if (next) {
        this.passTo(next.until);
        next.go();
      }
    }
    return ended;
  }
}
