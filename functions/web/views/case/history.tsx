import type { FC } from 'hono/jsx';
import { titleOfEvent } from '#shared/cases/events.ts';
import type { CycleListing } from '#shared/contract/cycles.ts';
import type { Actor } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView, EventView, Verification } from '#shared/contract/view.ts';
import { roleTitle } from '#shared/domain/words.ts';
import { Layout } from '../layout.tsx';
import { Proof } from '../proof.tsx';
import { Instant } from '../text.tsx';
import { transitionTitle } from '../words.ts';
import { SignalsOfEvent } from './anti-signals.tsx';
import { factOf } from './history-facts.ts';
import { engineerIn, nameIn } from './names.ts';

interface HistoryProps {
  person: Person;
  view: CaseView;
  ladder: PublishedLadder;
  cycle: CycleListing | null;
  /** All of them: what a person said in one can be taken back in another. */
  events: EventView[];
  page: { items: EventView[]; next: string | null; earlier: string | null };
  proof: Verification;
}

/** A page of the events of a case in order, and whether the record holds. */
export const HistoryPage: FC<HistoryProps> = ({ person, view, ladder, cycle, events, page, proof }) => {
  const { people } = view;
  const nameOf = (id: string) => (people[id] ? nameIn(view, id) : id);
  return (
    <Layout title={`History of ${engineerIn(view, 'a case')}, ${transitionTitle(view.transition)}`} person={person}>
      <p>
        <a href={`/cases/${view.id}`}>Back to the case</a>
      </p>
      <h1>History and proof</h1>
      <Proof proof={proof} />
      <ol class="history" start={page.items[0]?.seq ?? 1}>
        {page.items.map((event) => (
          <li>
            <p>
              <strong>{titleOfEvent(event.type)}</strong>
              {factOf(event, { view, ladder, people, cycle })}
              <br />
              {event.actor.personId ? nameOf(event.actor.personId) : byNobody(event)}
              {event.actor.personId && <span class="soft">, {roleTitle(event.actor.role as Actor['role'])}</span>}
              {event.actor.onBehalfOf && `, for ${nameOf(event.actor.onBehalfOf)}`}
              <br />
              <span class="soft">
                <Instant at={event.at} />
                {event.hash !== null && (
                  <>
                    , hash <code>{event.hash.slice(0, 12)}</code>
                  </>
                )}
              </span>
            </p>
            <SignalsOfEvent view={view} ladder={ladder} event={event} events={events} />
          </li>
        ))}
      </ol>
      {page.earlier !== null && (
        <p>
          <a href={`/cases/${view.id}/history?cursor=${page.earlier}`}>Earlier events</a>
        </p>
      )}
      {page.next !== null && (
        <p>
          <a href={`/cases/${view.id}/history?cursor=${page.next}`}>Later events</a>
        </p>
      )}
    </Layout>
  );
};

/** Who made an event whose person is not said: the system, or somebody whose name the seal hides. */
const byNobody = ({ actor }: EventView) => (actor.role === 'reviewer' ? 'Somebody who calibrates' : 'Rungs');
