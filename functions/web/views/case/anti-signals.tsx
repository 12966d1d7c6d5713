import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { isMadeByHr, type Outcome } from '#shared/contract/names.ts';
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
        <Before view={view} signal={signal} />
      </div>
    )),
  );

/** What the consensus before a return made of an anti-signal, if that was otherwise. */
const Before: FC<{ view: CaseView; signal: Signal & { id: string } }> = ({ view, signal: { id, settled } }) => {
  const was = view.returned?.consensus;
  if (!was || settled === null) return null;
  const [isConfirmed, isDropped] = [was.confirmedAntiSignals.includes(id), id in was.droppedAntiSignals];
  if (settled === 'confirmed' ? !isDropped : !isConfirmed) return null;
  return <p>Before the case was sent back, it was {isConfirmed ? 'confirmed' : 'dropped'}.</p>;
};

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
 * which it drops. What holds is the last consensus of the round: after a return, it can drop what an earlier one confirmed.
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
  const last = lastConsensusOf(event, events);
  return (
    <ul>
      {named.map((signal) => (
        <li>
          <Said soft>{`Anti-signal ‘${textOf(ladder, signal.id)}’: ${wordsOf(signal, event, last)}`}</Said>
        </li>
      ))}
    </ul>
  );
};

/**
 * The last consensus of the round of an event. If an appeal against what the people of a case decided is upheld, others
 * review in another round. After one against an end that HR or the clock made, the reviews mostly stay.
 */
function lastConsensusOf({ seq }: EventView, events: readonly EventView[]): EventView | undefined {
  let outcome: Outcome | null = null;
  let last: EventView | undefined;
  for (const one of events.filter((later) => later.seq >= seq)) {
    if (one.type === 'case-closed') outcome = one.data.outcome as Outcome;
    const isUpheld = one.type === 'appeal-decided' && one.data.decision === 'upheld';
    if (isUpheld && (one.data.anew === true || !isMadeByHr(outcome))) break;
    if (isConsensus(one)) last = one;
  }
  return last;
}

/** What became of a signal that an event names. A consensus says its own word first. */
function wordsOf(signal: InEvent, event: EventView, last: EventView | undefined): string {
  const now = last && namedIn(last).find((one) => one.id === signal.id);
  if (!isConsensus(event)) return standingOf(now);
  const then = standingOf(signal);
  if (last === undefined || last.seq === event.seq || standingOf(now) === then) return then;
  return `${then.replace(/\.$/, '')}. In the end: ${now ? standingOf(now) : 'no longer named'}`;
}

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
