import type { SignInKey } from '../contract/names.ts';
import type { Clock, Ids, Random } from '../contract/outside.ts';
import type { Table } from '../store/client.ts';

/** What the use cases need from outside. */
export interface Outside {
  table: Table;
  clock: Clock;
  ids: Ids;
  random: Random;
  /** Hosts to which a plain http link may lead. */
  intranetHosts: readonly string[];
  /** The IANA time zone of the company. It counts for people whose ODC has no calendar. */
  companyZone: string;
  /** What finds a person at their first sign-in. */
  signInKey: SignInKey;
}
