import type { Clock } from '#shared/contract/outside.ts';

/**
 * How often the sweep may ask Step Functions about an execution. `DescribeExecution` is limited for the whole account: 10
 * requests a second and a bucket of 250, in some regions 15 and 300.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * The sweep takes seven tenths, so that it can ask about 20,000 cases in an hour, and others can ask too.
 */
const perSecond = 7;
const burst = 150;

/** Waits so many milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>;

/** A bucket of questions. Each takes one, and waits if there is none. The bucket outlives a run: its content is stored. */
export class Asking {
  private left: number;
  private at: number;
  private readonly clock: Clock;
  private readonly pause: Pause;

  constructor(clock: Clock, pause: Pause, { left, at }: { left: number; at: string }) {
    this.clock = clock;
    this.pause = pause;
    this.left = left;
    this.at = Date.parse(at);
  }

  /** What is in the bucket now. Below zero, as many wait. */
  get content(): { left: number; at: string } {
    const now = this.clock.now().getTime();
    this.left = Math.min(burst, this.left + (Math.max(0, now - this.at) / 1000) * perSecond);
    this.at = now;
    return { left: this.left, at: new Date(now).toISOString() };
  }

  /** Resolves when one question can be put. */
  async turn(): Promise<void> {
    this.left = this.content.left - 1;
    if (this.left < 0) await this.pause((-this.left / perSecond) * 1000);
  }
}
