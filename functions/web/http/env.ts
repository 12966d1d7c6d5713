import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Environment } from '../../runtime/environment.ts';
import type { Log } from '../../runtime/logger.ts';
import type { Reading } from '../views/ladder/elements.tsx';

export interface WebDeps {
  outside: Outside;
  environment: Environment;
  log: Log;
}

/** What every page can read from its context. */
export interface WebEnv {
  Variables: {
    outside: Outside;
    environment: Environment;
    log: Log;
    requestId: string;
    /** Set by `signedIn`. */
    person: Person;
    /** Set by `signedIn`: the IANA time zone in which this person reads past instants. */
    timeZone: string;
    /** Set when the page shows a draft of a ladder instead of a published version. */
    reading?: Reading;
  };
}
