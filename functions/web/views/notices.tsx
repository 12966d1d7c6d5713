import type { FC } from 'hono/jsx';
import { hrDesk } from '#shared/contract/names.ts';
import type { NoticeList, NoticeView } from '#shared/contract/notices.ts';
import type { Person } from '#shared/contract/people.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { calledAmong, isDirector, isHr } from '#shared/domain/people.ts';
import { Layout } from './layout.tsx';
import { Instant, More } from './text.tsx';
import { readerZone } from './zone.ts';

interface NoticesProps {
  person: Person;
  list: NoticeList;
  /** Whether this is the newest page. */
  isFirst: boolean;
}

/** The page of a person's notices, newest first. */
export const NoticesPage: FC<NoticesProps> = ({ person, list: { items, people, unread, next }, isFirst }) => (
  <Layout title="Notices" person={person}>
    <h1>Notices</h1>
    {items.length === 0 ? <p>You have no notices yet.</p> : <p>{countOf(unread)}</p>}
    {isFirst && unread > 0 && (
      <form method="post" action="/notices/read">
        <input type="hidden" name="upTo" value={items[0]?.id} />
        <button class="plain" type="submit">
          Mark all as read
        </button>
      </form>
    )}
    <ul class="cards">
      {items.map((notice) => (
        <Entry notice={notice} people={people} person={person} />
      ))}
    </ul>
    <More path="/notices" next={next}>
      Earlier notices
    </More>
  </Layout>
);

const Entry: FC<{ notice: NoticeView; people: NoticeList['people']; person: Person }> = (props) => {
  const { notice, people } = props;
  const path = pathOf(props);
  const called = calledAmong(Object.values(people));
  const { subject, sentences } = textOf(notice, (id) => (people[id] ? called(people[id]) : id), readerZone());
  return (
    <li class="card">
      <p>
        {notice.unread && <strong>New: </strong>}
        {path === null ? subject : <a href={path}>{subject}</a>}
      </p>
      <p>{sentences.join(' ')}</p>
      <p class="soft">
        {notice.to === hrDesk && 'For everyone in HR, '}
        <Instant at={notice.at} />
      </p>
    </li>
  );
};

/**
 * The page that a notice is about. Null: only HR, delivery directors and who asked for leave can open the page of a proposal,
 * and only HR that of a record.
 */
function pathOf({ notice, person }: { notice: NoticeView; person: Person }): string | null {
  if ('caseId' in notice) return `/cases/${notice.caseId}`;
  if ('question' in notice) return `/confirmations/${notice.question}`;
  if ('proposalId' in notice)
    return isHr(person) || isDirector(person) || notice.data.kind === 'leave'
      ? `/hr/proposals/${notice.proposalId}`
      : null;
  if (!isHr(person)) return null;
  if ('pushed' in notice.data) return `/hr/scim?personId=${notice.data.pushed}`;
  return `/hr/people/${'recovered' in notice.data ? notice.data.recovered : notice.data.readdressed}`;
}

function countOf(unread: number): string {
  if (unread === 0) return 'You have read all of them.';
  return unread === 1 ? 'One notice is new.' : `${unread >= 100 ? '100 or more' : unread} notices are new.`;
}
