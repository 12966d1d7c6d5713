import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { stillCounts } from '../domain/directory/sign-ins.ts';
import { loadCalendarRecord } from '../store/calendars.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import * as stored from '../store/sessions.ts';
import { signInsIn } from '../store/sign-ins.ts';

/** A session ends after 12 hours in any case, and after 2 hours without a request. */
const sessionSeconds = 12 * 3600;
const idleSeconds = 2 * 3600;
/** A session is renewed at most once in this many seconds, so that reading pages causes few writes. */
const renewEvery = 5 * 60;

/** The cookie of a session outlives it, so that we know a form whose session has ended. */
export const cookieSeconds = sessionSeconds + stored.knownSeconds;

type World = Pick<Outside, 'table' | 'clock'>;

/** Epoch seconds. */
export const secondsNow = ({ clock }: Pick<Outside, 'clock'>): number => Math.floor(clock.now().getTime() / 1000);

/** Begins a session for a person who came in, under a new id. It keeps their time zone, so that no page has to look it up. */
export async function beginSession(
  outside: World,
  id: string,
  { person: { id: personId, odc }, signIn }: { person: Person; signIn: string },
): Promise<void> {
  const now = secondsNow(outside);
  const timeZone = (await loadCalendarRecord(outside.table, odc))?.timeZone ?? null;
  const times = { expires: now + idleSeconds, ends: now + sessionSeconds };
  await stored.keepSession(outside.table, id, {
    kind: 'session',
    personId,
    signIn,
    timeZone,
    ...times,
    version: 1,
  });
}

/** Ends a session. */
export function endSession({ table }: World, id: string): Promise<void> {
  return stored.endSession(table, id);
}

/** A person who is signed in, with the time zone in which they read past instants: their ODC's, else the company's. */
export interface SignedIn {
  person: Person;
  timeZone: string;
}

/** The person of a session, and keeps it alive while they are active. Null if there is no such session. */
export async function personOfSession(
  outside: World & Pick<Outside, 'companyZone'>,
  id: string,
): Promise<SignedIn | null> {
  const session = await stored.loadSession(outside.table, id, outside.clock.now());
  if (!session) return null;
  const { personId, signIn } = session;
  const found = await getMany(outside.table, [keys.profile(personId), keys.signIns(personId)]);
  const person = peopleIn(found, [personId])[personId];
  // HR has ended the sign-in, and with it every session that began by it, or an identity system has ended the sessions.
  const began = session.ends - sessionSeconds;
  if (!person || !signIn || !stillCounts(signInsIn(found, personId), signIn, began)) return null;
  if (person.active) await keepAlive(outside, id, session);
  return { person, timeZone: session.timeZone ?? outside.companyZone };
}

/** Whether there has been a session under this id, at most some days ago. */
export function wasSession({ table, clock }: World, id: string): Promise<boolean> {
  return stored.wasSession(table, id, clock.now());
}

async function keepAlive(outside: World, id: string, session: stored.Session): Promise<void> {
  const expires = Math.min(secondsNow(outside) + idleSeconds, session.ends);
  if (expires - session.expires < renewEvery) return;
  await stored.renewSession(outside.table, id, session, expires);
}
