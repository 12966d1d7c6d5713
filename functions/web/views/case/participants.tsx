import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';

/** Who takes part, each with the parts they play. */
export const Participants: FC<{ view: CaseView }> = ({ view }) => (
  <section>
    <h2>Who takes part</h2>
    <ul>
      <li>
        {view.engineer?.name ?? 'The engineer'}
        <span class="soft">: engineer{view.accepted ? '' : ', has not taken the first step yet'}</span>
      </li>
      {view.participants.map((one) => (
        <li>
          {view.people[one.personId]?.name ?? 'Somebody'}
          <span class="soft">
            : {one.title}
            {one.substitutedBy && ', stepping in from up the line'}
          </span>
        </li>
      ))}
    </ul>
  </section>
);
