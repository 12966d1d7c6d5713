import { CaseHead } from '../contract/case.ts';
import { CaseEvent } from '../contract/events.ts';
import { hrDesk } from '../contract/names.ts';
import type { Notice } from '../contract/notices.ts';
import { rowOfEvent } from '../domain/case/events/index.ts';
import { noticesOf } from '../domain/notices/notices.ts';
import { textOf } from '../domain/notices/texts.ts';
import { loadPeople } from '../store/directory.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepNotices, markMailed } from '../store/notices.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';

/**
 * Tells everybody what an event calls for telling them, in their lists. An event that is seen again tells nobody again.
 * Gives the notices that were not handed to the mail yet.
 */
export async function tell(outside: Outside, caseId: string, seq: number): Promise<Notice[]> {
  const { table } = outside;
  const found = await getMany(table, [keys.head(caseId), keys.event(caseId, seq)]);
  const head = found.get(nameOf(keys.head(caseId)));
  const item = found.get(nameOf(keys.event(caseId, seq)));
  if (!head || !item) return [];
  const event = CaseEvent.parse(contentOf(item));
  const state = CaseHead.parse(contentOf(head));
  const ladder = await ladderOf(outside, state.ladder);
  const earlier = rowOfEvent(event).takesParts ? await eventsBefore(outside, caseId, seq) : [];
  const notices = noticesOf(event, state, ladder, earlier).map(
    (told): Notice => ({ id: event.id, at: event.at, ...told, mailedAt: null }),
  );
  return (await keepNotices(table, notices)).filter((notice) => notice.mailedAt === null);
}

async function eventsBefore({ table }: Outside, caseId: string, seq: number): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  // One read by key takes a hundred.
  for (let from = 1; from < seq; from += 100) {
    const wanted = Array.from({ length: Math.min(100, seq - from) }, (_, at) => keys.event(caseId, from + at));
    for (const item of (await getMany(table, wanted)).values()) events.push(CaseEvent.parse(contentOf(item)));
  }
  return events.sort((a, b) => a.seq - b.seq);
}

/** A notice as a mail. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/**
 * Writes a notice as a mail with a link to its case at `origin`. `deskAddress` is where the desk of HR reads its mail.
 * Null when there is nobody to write to: the desk has no address, or the person has left.
 */
export async function letterOf(
  { table }: Outside,
  notice: Notice,
  origin: string,
  deskAddress: string | undefined,
): Promise<Letter | null> {
  const { to, caseId, data } = notice;
  const isDesk = to === hrDesk;
  const people = await loadPeople(table, [data.engineerId, ...data.people, ...(isDesk ? [] : [to])]);
  const person = people[to];
  const address = isDesk ? deskAddress : person?.active ? person.email : undefined;
  if (!address) return null;
  const { subject, sentences } = textOf(notice, (id) => people[id]?.name ?? id);
  const link = `The case: ${origin}/cases/${caseId}`;
  const footer = 'The link opens the page and decides nothing. Rungs wrote this; nobody reads an answer to it.';
  return { to: address, subject, text: [sentences.join('\n'), link, footer].join('\n\n') };
}

/** Says that a notice was handed to the mail. */
export async function mailed({ table, clock }: Outside, notice: Notice): Promise<void> {
  await markMailed(table, notice, clock.now().toISOString());
}
