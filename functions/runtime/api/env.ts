import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Log } from '../logger.ts';

/** What a machine comes for: to propose changes of the directory, or to push people by SCIM. */
export type MachineWork = 'directory' | 'scim';

/**
 * Finds out who a bearer token belongs to: the issuer, the issuer's name for the person and when the token was issued (epoch
 * seconds), or the name of the machine and what it comes for. Null if the token is invalid.
 */
export type Identify = (bearer: string) => Promise<{
  issuer: string;
  subject: string;
  issuedAt: number;
  machine?: { name: string; may: MachineWork[] };
} | null>;

export interface ApiDeps {
  outside: Outside;
  /** The address where people reach the product. */
  origin: string;
  version: string;
  identify: Identify;
  log: Log;
}

/** What every route can read from its context. */
export interface ApiEnv {
  /** What Lambda tells about the invocation. Absent when the app is called directly. */
  Bindings: { lambdaContext?: { awsRequestId: string } };
  Variables: {
    outside: Outside;
    log: Log;
    requestId: string;
    /** Set by `signedIn`. */
    person: Person;
  };
}
