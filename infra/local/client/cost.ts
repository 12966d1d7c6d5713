/** What a case used, as the local stack counts it. */
export interface CaseUsage {
  /** States entered, over all executions. */
  transitions: number;
  historyEvents: number;
  requests: number;
  invocations: number;
  readUnits: number;
  writeUnits: number;
  mails: number;
  /** Seconds of function time. */
  seconds: number;
}

/** Prices in US dollars, for us-east-1, arm64 and on-demand capacity, without free tiers. */
const prices = {
  /** https://aws.amazon.com/step-functions/pricing/ */
  transition: 2.5e-5,
  /** An HTTP API: https://aws.amazon.com/api-gateway/pricing/ */
  request: 1e-6,
  /** https://aws.amazon.com/lambda/pricing/ */
  invocation: 2e-7,
  gigabyteSecond: 1.33334e-5,
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/, a month of storage with point-in-time recovery. */
  writeUnit: 6.25e-7,
  readUnit: 1.25e-7,
  storedGigabyte: 0.25 + 0.2,
  /** https://aws.amazon.com/cloudwatch/pricing/, logs with the six months for which they are kept. */
  loggedGigabyte: 0.5 + 6 * 0.03,
  alarm: 0.1,
  /** https://aws.amazon.com/xray/pricing/ */
  trace: 5e-6,
  /** https://aws.amazon.com/ses/pricing/ */
  mail: 1e-4,
  /** A person who signs in in a month, on the plan Plus: https://aws.amazon.com/cognito/pricing/ */
  activePerson: 0.02,
  /** A machine's client for a month, and each token that it asks for: the same page. */
  machineClient: 6,
  machineToken: 0.00225,
};

/** The memory of a function in AWS, in gigabytes. */
const gigabytes = 0.5;

/** What is logged of an invocation (its start, its end and a line of ours), and of a request. Every invocation is traced. */
const loggedBytes = { invocation: 1200, request: 400 };

/** Functions at work: their time, calls, units, logs and traces. */
interface Work {
  requests: number;
  invocations: number;
  readUnits: number;
  writeUnits: number;
  seconds: number;
}

function dollarsOfWork({ requests, invocations, readUnits, writeUnits, seconds }: Work): number {
  const logged = loggedBytes.invocation * invocations + loggedBytes.request * requests;
  return (
    prices.request * requests +
    (prices.invocation + prices.trace) * invocations +
    prices.gigabyteSecond * seconds * gigabytes +
    prices.writeUnit * writeUnits +
    prices.readUnit * readUnits +
    (prices.loggedGigabyte * logged) / 1e9
  );
}

const hoursOfMonth = 730;

/** How a company uses Rungs. Assumed, not measured. */
const assumed = {
  /** Each engineer has so many cases in a year, each is open for so many months, and kept for so many. */
  casesInAYear: 1,
  monthsOpen: 3,
  monthsKept: 36,
  bytesOfACase: 100_000,
  /** For each engineer so many people sign in in a month: leads and HR are among them. */
  peopleOfAnEngineer: 1.15,
  /** So many pages each of them reads in a month, besides those of the steps of a case. */
  pagesOfAPerson: 40,
  /** An HR system sends everybody in a file so often in a month, and so large a part of the records changes by it. */
  filesInAMonth: 4.3,
  changedInAMonth: 0.03,
  /** An identity system pushes each person so often in a month. */
  pushesOfAPerson: 2,
  /** The machines, each of which asks for a token every hour. */
  machines: 2,
};

/** What a page takes. The figures of `npm run bench -- --scale` in docs/figures.md are 8 to 54 units, mostly under 20. */
const aPage: Work = { requests: 1, invocations: 1, readUnits: 20, writeUnits: 0.1, seconds: 0.05 };

/** What a row of a file takes to be checked, and one that changes a record, as `npm run bench -- --import` measures it. */
const aRow: Work = { requests: 0, invocations: 0.01, readUnits: 0.1, writeUnits: 0.1, seconds: 0.001 };
const aChange: Work = { requests: 0, invocations: 0.1, readUnits: 19, writeUnits: 33, seconds: 0.05 };
/** A push is counted as one that changes the record. Most change nothing, and cost less. */
const aPush: Work = { ...aChange, requests: 1, invocations: 1 };

/**
 * What the sweep takes to look at an open case, once in an hour. test/sweep/share.test.ts measures it at 20,000 open cases, and
 * it is rounded up here: head, token, the people whom the cases before have not named, and how far the sweep has come.
 */
export const aLook = { readUnits: 4, writeUnits: 0.03, seconds: 0.005 };

/** What the sweep costs for an open case in a month. */
export function dollarsOfSweeping(): number {
  return hoursOfMonth * dollarsOfWork({ requests: 0, invocations: 0, ...aLook });
}

/**
 * What a case costs in US dollars: every count times its price, and the sweep while the case is open. The function time was
 * measured on this machine, so that part is an estimate.
 */
export function dollarsOf(usage: CaseUsage): number {
  return (
    prices.transition * usage.transitions +
    prices.mail * usage.mails +
    dollarsOfWork(usage) +
    assumed.monthsOpen * dollarsOfSweeping()
  );
}

/** What runs in a month even if nobody does anything. The sweep runs every five minutes. */
export const idle = { alarms: 15, runs: 12 * hoursOfMonth, aRun: { readUnits: 7, writeUnits: 5, seconds: 0.5 } };

/** What Rungs costs in a month, in US dollars. */
export interface Month {
  engineers: number;
  openCases: number;
  /** The cases that are opened in it, without the sweep. */
  cases: number;
  sweep: number;
  /** Pages that people read. */
  pages: number;
  /** Files of an HR system and pushes of an identity system. */
  directory: number;
  /** People who sign in with Cognito, and machines. With an issuer of the company's own it is nothing. */
  identity: number;
  storage: number;
  idle: number;
  total: number;
}

/** What a month costs with so many engineers, if each case costs as much as this one. */
export function monthOf(engineers: number, dollarsOfACase: number): Month {
  const casesOfMonth = (engineers * assumed.casesInAYear) / 12;
  const openCases = Math.round(casesOfMonth * assumed.monthsOpen);
  const people = engineers * assumed.peopleOfAnEngineer;
  const { aRun, runs, alarms } = idle;
  const parts = {
    cases: casesOfMonth * (dollarsOfACase - assumed.monthsOpen * dollarsOfSweeping()),
    sweep: openCases * dollarsOfSweeping(),
    pages: people * assumed.pagesOfAPerson * dollarsOfWork(aPage),
    directory:
      people *
      (assumed.filesInAMonth * dollarsOfWork(aRow) +
        assumed.changedInAMonth * dollarsOfWork(aChange) +
        assumed.pushesOfAPerson * dollarsOfWork(aPush)),
    identity:
      people * prices.activePerson + assumed.machines * (prices.machineClient + hoursOfMonth * prices.machineToken),
    storage: (casesOfMonth * assumed.monthsKept * assumed.bytesOfACase * prices.storedGigabyte) / 1e9,
    idle: alarms * prices.alarm + runs * dollarsOfWork({ requests: 0, invocations: 1, ...aRun }),
  };
  return { engineers, openCases, ...parts, total: Object.values(parts).reduce((a, b) => a + b, 0) };
}

/** The companies for which a month is said. */
export const companies = [200, 5000, 100_000];

/** The months of these companies as lines of text. */
export function monthsInWords(dollarsOfACase: number): string[] {
  return companies.map((engineers) => {
    const { openCases, total, ...parts } = monthOf(engineers, dollarsOfACase);
    const said = (['cases', 'sweep', 'pages', 'directory', 'identity', 'storage', 'idle'] as const).map(
      (name) => `${name} ${parts[name].toFixed(2)}`,
    );
    return `${engineers.toLocaleString('en')} engineers, ${openCases.toLocaleString('en')} open cases: ${total.toFixed(2)} dollars a month (${said.join(', ')})`;
  });
}
