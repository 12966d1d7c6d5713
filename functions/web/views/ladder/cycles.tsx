import type { FC } from 'hono/jsx';
import type { Cycle } from '#shared/contract/cycles.ts';
import { pathStages } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { isHrForAll } from '#shared/domain/people.ts';
import { pathStageTitle } from '#shared/domain/words.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';
import { readerZone } from '../zone.ts';

interface CyclesProps {
  person: Person;
  cycles: Cycle[];
  now: Date;
}

/** Every cycle. The one that ends last comes first. */
export const CyclesPage: FC<CyclesProps> = ({ person, cycles, now }) => (
  <Layout title="Cycles" person={person}>
    <h1>Cycles</h1>
    <p>
      A cycle is a period in which promotion cases run together. A case can belong to a cycle or run on its own. A stage
      with a window is due on its last day. Only where the ladder says so are signatures given within it and at no other
      time.
    </p>
    {isHrForAll(person) && (
      <p>
        <a class="button" href="/hr/cycles">
          Open, change or close cycles
        </a>
      </p>
    )}
    {cycles.length === 0 && <p>There is no cycle yet.</p>}
    <ul class="cards">
      {cycles
        .toSorted((a, b) => b.to.localeCompare(a.to) || a.id.localeCompare(b.id))
        .map((cycle) => (
          <li class="card">
            <h2>{cycle.name}</h2>
            <Span cycle={cycle} now={now} />
            <Windows windows={cycle.windows} />
          </li>
        ))}
    </ul>
  </Layout>
);

/** The kinds of cycles, as people read them. */
export const kindTitles: Record<Cycle['kind'], string> = { annual: 'annual', quarterly: 'quarterly' };

/** The kind of a cycle, its days, and whether cases can still join. */
export const Span: FC<{ cycle: Cycle; now: Date }> = ({ cycle: { kind, from, to, joinUntil, closedAt }, now }) => {
  const today = localDay(now.toISOString(), readerZone());
  return (
    <p>
      <span class="chip">{kindTitles[kind]}</span> <Day at={from} /> to <Day at={to} />
      <br />
      {closedAt !== null ? (
        <>
          Closed on <Day at={closedAt} />.
        </>
      ) : to < today ? (
        'It is over. HR will close it.'
      ) : joinUntil < today ? (
        <>
          Cases could join until <Day at={joinUntil} />. HR can let a case join late, with a reason.
        </>
      ) : (
        <>
          Cases can join until <Day at={joinUntil} />.
        </>
      )}
    </p>
  );
};

/** The windows of a cycle, in the order of a path. */
export const Windows: FC<Pick<Cycle, 'windows'>> = ({ windows }) => {
  const stages = pathStages.filter((stage) => windows[stage]);
  if (stages.length === 0) return <p class="soft">No stage has a window.</p>;
  return (
    <dl>
      {stages.map((stage) => (
        <>
          <dt>{pathStageTitle(stage)}</dt>
          <dd>
            <Day at={windows[stage]?.from ?? ''} /> to <Day at={windows[stage]?.to ?? ''} />
          </dd>
        </>
      ))}
    </dl>
  );
};
