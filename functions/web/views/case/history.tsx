import type { FC } from 'hono/jsx';
import { titleOfEvent } from '#shared/cases/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Role } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView, EventView, Verification } from '#shared/contract/view.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { Layout } from '../layout.tsx';
import { Instant } from '../text.tsx';
import { sentence, transitionTitle } from '../words.ts';
import { factOf } from './history-facts.ts';

interface HistoryProps {
  person: Person;
  view: CaseView;
  ladder: PublishedLadder;
  events: EventView[];
  proof: Verification;
}

/** The events of a case in order, and whether the record holds. */
export const HistoryPage: FC<HistoryProps> = ({ person, view, ladder, events, proof }) => {
  const { people } = view;
  const nameOf = (id: string) => people[id]?.name ?? id;
  return (
    <Layout
      title={`History of ${view.engineer?.name ?? 'a case'}, ${transitionTitle(view.transition)}`}
      person={person}
    >
      <p>
        <a href={`/cases/${view.id}`}>Back to the case</a>
      </p>
      <h1>History and proof</h1>
      <Proof proof={proof} />
      <ol class="history">
        {events.map((event) => (
          <li>
            <p>
              <strong>{titleOfEvent(event.type)}</strong>
              {factOf(event, { view, ladder, people })}
              <br />
              {event.actor.personId ? nameOf(event.actor.personId) : 'Rungs'}
              {event.actor.personId && <span class="soft">, {roleTitles[event.actor.role as Role]}</span>}
              {event.actor.onBehalfOf && `, for ${nameOf(event.actor.onBehalfOf)}`}
              <br />
              <span class="soft">
                <Instant at={event.at} />, hash <code>{event.hash.slice(0, 12)}</code>
              </span>
            </p>
          </li>
        ))}
      </ol>
    </Layout>
  );
};

/** Whether a record holds. `tell` is the person to tell if it does not. */
export const Proof: FC<{ proof: Verification; tell?: string }> = ({ proof, tell = 'HR' }) => (
  <div class="card">
    {proof.verified ? (
      <>
        <p>
          <span class="tag pass">The record holds.</span> It was checked just now, event by event.
        </p>
        <p class="soft">
          You see {proof.events} {proof.events === 1 ? 'event' : 'events'}. Each has a hash of itself and of the event
          before it. So nobody can change, remove or add an event later without it showing.
        </p>
      </>
    ) : (
      <>
        <p>
          <span class="tag fail">The record does not hold.</span> Please tell {tell}.
        </p>
        <ul>
          {proof.faults.map((fault) => (
            <li>{sentence(fault)}</li>
          ))}
        </ul>
      </>
    )}
    {proof.erased > 0 && (
      <p class="soft">The texts of {proof.erased} were erased. The record still shows that they existed.</p>
    )}
  </div>
);
