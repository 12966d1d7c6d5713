import { Outcome } from '#shared/contract/case.ts';
import type { ProposalKind } from '#shared/contract/names.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import { outcomeTitles } from '#shared/domain/words.ts';
import type { ProposalHistory } from '#shared/proposals/read.ts';
import type { NameOf } from '#shared/records/names.ts';
import { calendarChangesIn } from './calendar-changes.ts';
import type { RecordChange } from './changes.tsx';
import { cycleChangesIn, openedSentences } from './cycle-changes.ts';
import { addedSentences, changesIn } from './person-changes.ts';

/** What an open proposal would change, as sentences like those of the record's own history. */
export function proposedSentences({ proposal, now, proposed, nameOf }: ProposalHistory): string[] {
  const { kind } = proposal;
  if (kind === 'cycle-close') return ['The cycle is closed. Cases in it go on.'];
  if (!proposed) return ['The words of this proposal were erased.'];
  if (kind === 'correct-outcome') return correctionSentences(now, proposed, nameOf);
  const is = eventOf(kind, proposed, now === null);
  switch (kind) {
    case 'person':
      return now ? last(changesIn([eventOf(kind, now, true), is], nameOf)) : addedSentences(is, nameOf);
    case 'calendar':
      return last(
        calendarChangesIn(
          [now, proposed].flatMap((one) => (one ? [eventOf(kind, one, true)] : [])),
          nameOf,
        ),
      );
    case 'cycle':
      return now ? last(cycleChangesIn([eventOf(kind, now, true), is], nameOf)) : openedSentences(is);
  }
}

function correctionSentences(now: State, proposed: State, nameOf: NameOf): string[] {
  const [is, will] = [now, proposed].map((one) => outcomeTitles[Outcome.parse(one?.data.outcome)]);
  const engineer = nameOf(String(now?.data.engineerId));
  return [
    `The outcome of the case of ${engineer} is now ${will}, was ${is}.`,
    'The level and the seat of the engineer follow it.',
  ];
}

type State = ProposalHistory['now'];

const last = (changes: readonly RecordChange[]): string[] => changes.at(-1)?.sentences ?? [];

/** The state of a record as an event of its chain. */
function eventOf(
  kind: Exclude<ProposalKind, 'cycle-close' | 'correct-outcome'>,
  state: NonNullable<ProposalHistory['now']>,
  isFirst: boolean,
): RecordEventView {
  const types = {
    person: isFirst ? 'person-added' : 'person-changed',
    calendar: 'calendar-changed',
    cycle: isFirst ? 'cycle-opened' : 'cycle-changed',
  };
  const actor = { personId: null, role: 'system', relation: '', onBehalfOf: null };
  const envelope = { id: '', seq: 1, at: '', actor, requestId: '', digest: null, prev: '', hash: '' };
  return { ...envelope, type: types[kind], ...state };
}
