import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Environment } from '../runtime/environment.ts';
import type { Log } from '../runtime/logger.ts';
import type { Reading } from './views/ladder/parts.tsx';

export interface WebDeps {
  outside: Outside;
  environment: Environment;
  log: Log;
}

/** What a page has at hand. */
export interface WebEnv {
  Variables: {
    outside: Outside;
    environment: Environment;
    log: Log;
    requestId: string;
    /** Set behind `signedIn`. */
    person: Person;
    /** Set where a ladder is read that is not a published version: a draft. */
    reading?: Reading;
  };
}
