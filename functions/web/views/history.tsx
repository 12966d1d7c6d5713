import type { FC } from 'hono/jsx';
import type { EventType } from '#shared/contract/events.ts';
import type { Person, PublicPerson } from '#shared/contract/people.ts';
import type { EventView, Verification } from '#shared/contract/view.ts';
import { Layout } from './layout.tsx';
import { Instant } from './parts.tsx';
import { eventTitles, stageTitles } from './words.ts';

interface HistoryProps {
  person: Person;
  caseId: string;
  events: EventView[];
  people: Record<string, PublicPerson>;
  proof: Verification;
}

/** Who did what and when, in order, and whether the record holds. */
export const HistoryPage: FC<HistoryProps> = ({ person, caseId, events, people, proof }) => (
  <Layout title="History and proof" person={person}>
    <p>
      <a href={`/cases/${caseId}`}>Back to the case</a>
    </p>
    <h1>History and proof</h1>
    <div class="card">
      {proof.verified ? (
        <p>
          <span class="tag pass">The record holds.</span> {proof.events} events, each chained to the one before by its
          hash, were checked just now.
        </p>
      ) : (
        <>
          <p>
            <span class="tag fail">The record does not hold.</span> Please tell HR.
          </p>
          <ul>
            {proof.faults.map((fault) => (
              <li>{fault}</li>
            ))}
          </ul>
        </>
      )}
    </div>
    <ol>
      {events.map((event) => (
        <li>
          <p>
            <strong>{eventTitles[event.type as EventType] ?? event.type}</strong>
            {stageOf(event) && `: ${stageOf(event)}`}
            <br />
            {event.actor.personId ? (people[event.actor.personId]?.name ?? event.actor.personId) : 'The system'},{' '}
            <Instant at={event.at} />
            {event.actor.onBehalfOf &&
              ` on behalf of ${people[event.actor.onBehalfOf]?.name ?? event.actor.onBehalfOf}`}
            <br />
            <small>
              hash <code>{event.hash.slice(0, 16)}</code>
            </small>
          </p>
        </li>
      ))}
    </ol>
  </Layout>
);

function stageOf(event: EventView): string | null {
  const stage = event.data.stage;
  return event.type === 'stage-opened' && typeof stage === 'string'
    ? (stageTitles[stage as keyof typeof stageTitles] ?? stage)
    : null;
}
