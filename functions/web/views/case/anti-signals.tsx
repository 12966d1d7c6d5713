import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView, EventView } from '#shared/contract/view.ts';
import { Said } from '../text.tsx';
import { nameIn } from './names.ts';

interface CaseProps {
  view: CaseView;
  ladder: PublishedLadder;
}

/** The anti-signals that reviews named, with what happened and what the consensus made of them. */
export const NamedSignals: FC<CaseProps> = ({ view, ladder }) =>
  (view.reviews ?? []).flatMap(({ by, antiSignals }) =>
    antiSignals.map((signal) => (
      <div class="card">
        <p>
          {nameIn(view, by)} named an anti-signal: {textOf(ladder, signal.id)}
        </p>
        <Said soft>{signal.example}</Said>
        <Settled {...signal} />
      </div>
    )),
  );

type Signal = Pick<NonNullable<CaseView['reviews']>[number]['antiSignals'][number], 'settled' | 'reason'>;

const Settled: FC<Signal> = ({ settled, reason }) =>
  settled === null ? null : settled === 'confirmed' ? (
    <p>
      <strong>Confirmed</strong> by the consensus.
    </p>
  ) : (
    <Said>{`Dropped by the consensus, so it does not count${reason ? `: ${reason}` : '. The reason was not recorded.'}`}</Said>
  );

/**
 * What an event of the history says about anti-signals: a review which it names, or a consensus which it confirms and
 * which it drops. A review says what the next consensus made of them.
 */
export const SignalsOfEvent: FC<CaseProps & { event: EventView; events: EventView[] }> = ({
  view,
  ladder,
  event,
  events,
}) => {
  // Who may not read the reviews, such as the engineer, is not told what they named.
  const named = view.reviews === null ? [] : namedIn(event);
  if (named.length === 0) return null;
  const consensus = isConsensus(event) ? event : events.find((one) => one.seq > event.seq && isConsensus(one));
  const settled = consensus ? namedIn(consensus) : [];
  return (
    <ul>
      {named.map(({ id }) => (
        <li>
          <Said soft>{`Anti-signal ‘${textOf(ladder, id)}’: ${standingOf(settled.find((one) => one.id === id))}`}</Said>
        </li>
      ))}
    </ul>
  );
};

/** Whether the event is a consensus: recorded by a lead, or a review that counts as one. */
function isConsensus({ type, data }: EventView): boolean {
  return type === 'consensus-recorded' || data.consensus === true;
}

interface InEvent {
  id: string;
  /** Only a lead says it. What a review that counts as the consensus names is confirmed. */
  confirmed?: boolean;
  reason?: string;
}

function namedIn({ body }: EventView): InEvent[] {
  return (body?.antiSignals as InEvent[] | undefined) ?? [];
}

function standingOf(settled: InEvent | undefined): string {
  if (!settled) return 'named';
  if (settled.confirmed !== false) return 'confirmed';
  return settled.reason ? `dropped, because ${settled.reason}` : 'dropped';
}

function textOf({ competencies }: PublishedLadder, id: string): string {
  return competencies.flatMap((one) => one.antiSignals).find((one) => one.id === id)?.text ?? id;
}
