/** What a case used, as the local stack counts it. */
export interface CaseUsage {
  /** States entered, over all executions. */
  transitions: number;
  historyEvents: number;
  requests: number;
  invocations: number;
  readUnits: number;
  writeUnits: number;
  /** Seconds of function time. */
  seconds: number;
}

/** Prices in US dollars, for us-east-1, arm64 and on-demand capacity. Logs are not included. */
const prices = {
  transition: 2.5e-5,
  request: 1e-6,
  invocation: 2e-7,
  gigabyteSecond: 1.33334e-5,
  writeUnit: 6.25e-7,
  readUnit: 1.25e-7,
};

/** The memory of a function in AWS, in gigabytes. */
const gigabytes = 0.5;

/**
 * What the usage costs in US dollars: the sum of every count times its price. The function time was measured on this
 * machine, so that part is an estimate.
 */
export function dollarsOf(usage: CaseUsage): number {
  return (
    prices.transition * usage.transitions +
    prices.request * usage.requests +
    prices.invocation * usage.invocations +
    prices.gigabyteSecond * usage.seconds * gigabytes +
    prices.writeUnit * usage.writeUnits +
    prices.readUnit * usage.readUnits
  );
}
