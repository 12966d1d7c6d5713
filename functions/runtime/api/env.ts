import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Log } from '../logger.ts';

/** Who is behind a bearer token, by its issuer; null when the token is not good. */
export type Identify = (bearer: string) => Promise<{ issuer: string; subject: string } | null>;

export interface ApiDeps {
  outside: Outside;
  /** Where people reach the product. */
  origin: string;
  version: string;
  identify: Identify;
  log: Log;
}

/** What a route has at hand. */
export interface ApiEnv {
  /** What Lambda says of the invocation; absent where the app is called directly. */
  Bindings: { lambdaContext?: { awsRequestId: string } };
  Variables: {
    outside: Outside;
    log: Log;
    requestId: string;
    /** Set behind `signedIn`. */
    person: Person;
  };
}
