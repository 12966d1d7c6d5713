import { Outcome } from '#shared/contract/case.ts';
import { ImportFoundView } from '#shared/contract/imports.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { MoveFoundView } from '#shared/contract/moves.ts';
import { recordFacts } from '#shared/contract/names.ts';
import { Leave } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { RecordState } from '#shared/contract/proposals.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import * as z from '#shared/contract/zod.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { outcomeTitles } from '#shared/domain/words.ts';
import type { ListedProposal, ProposalHistory } from '#shared/proposals/read.ts';
import type { NameOf } from '#shared/records/names.ts';
import { calendarChangesIn } from './calendar-changes.ts';
import type { RecordChange } from './changes.tsx';
import { cycleChangesIn, openedSentences } from './cycle-changes.ts';
import { foundSentences } from './import-words.ts';
import { mappedSentences } from './move-words.ts';
import { addedSentences, changesIn, leaveWords } from './person-changes.ts';

/** Gives what each proposal of a list changes, as sentences. */
export const sentencesIn =
  (nameOf: NameOf, ladders: readonly PublishedLadder[]) =>
  (one: ListedProposal): string[] =>
    proposedSentences({ ...one, nameOf }, ladders);

/** What a proposal changes, as sentences like those of the record's own history. */
export function proposedSentences(
  {
    proposal,
    was,
    proposed,
    nameOf,
  }: Pick<ProposalHistory, 'was' | 'proposed' | 'nameOf'> & {
    proposal: Pick<ProposalListing, 'kind'>;
  },
  ladders: readonly PublishedLadder[],
): string[] {
  const { kind } = proposal;
  if (kind === 'cycle-close') return ['The cycle is closed. Cases in it go on.'];
  if (kind === 'sign-in-end') return endedSentences(was);
  if (kind === 'import') return importSentences(was);
  if (kind === 'issuer-move') return moveSentences(was);
  if (kind === 'issuer-move-end') return ['Nobody comes over by this file any more. Who has come over stays.'];
  if (!proposed) return ['The words of this proposal were erased.'];
  if (kind === 'leave') return leaveSentences(was, proposed, nameOf);
  if (kind === 'correct-outcome') return correctionSentences(was, proposed, nameOf);
  const is = eventOf(kind, proposed, was === null);
  switch (kind) {
    case 'person':
      return was
        ? last(changesIn([eventOf(kind, was, true), is], nameOf, ladders))
        : addedSentences(is, nameOf, ladders);
    case 'calendar':
      return last(
        calendarChangesIn(
          [was, proposed].flatMap((one) => (one ? [eventOf(kind, one, true)] : [])),
          nameOf,
        ),
      );
    case 'cycle':
      return was ? last(cycleChangesIn([eventOf(kind, was, true), is], nameOf)) : openedSentences(is);
  }
}

function endedSentences(was: RecordState | null): string[] {
  const issuer = was
    ? ` by ${String(was.data.issuer)}, used since ${dayWords(String(was.data.boundAt).slice(0, 10))},`
    : '';
  return [
    `The sign-in${issuer} counts no more.`,
    'If the person still works here, their next sign-in by another account is bound to them.',
  ];
}

/** What a file of people does, as it was when it was proposed. */
function importSentences(was: RecordState | null): string[] {
  const found = ImportFoundView.safeParse(was?.data.found).data;
  return found ? foundSentences(found) : ['The words of this proposal were erased.'];
}

/** The times away that a request adds and takes out. */
function leaveSentences(was: RecordState | null, proposed: RecordState, nameOf: NameOf): string[] {
  const [before, after] = [was, proposed].map((one) => z.array(Leave).safeParse(one?.data.leave).data ?? []);
  const wordsIn = (leave: Leave[] = []) => leave.map((one) => leaveWords(one, nameOf));
  const [old, now] = [wordsIn(before), wordsIn(after)];
  return [
    ...now.filter((one) => !old.includes(one)).map((one) => `Away ${one}.`),
    ...old.filter((one) => !now.includes(one)).map((one) => `No longer away ${one}.`),
  ];
}

/** What a mapping file does, as it was when it was proposed. */
function moveSentences(was: RecordState | null): string[] {
  const found = MoveFoundView.safeParse(was?.data.found).data;
  return found ? mappedSentences(found, String(was?.data.issuer)) : ['The words of this proposal were erased.'];
}

function correctionSentences(was: RecordState | null, proposed: RecordState, nameOf: NameOf): string[] {
  const outcomeOf = ({ data }: RecordState) => outcomeTitles[Outcome.parse(data.outcome)];
  const whose = was ? ` of the case of ${nameOf(String(was.data.engineerId))}` : '';
  return [
    `The outcome${whose} becomes ${outcomeOf(proposed)}${was ? `, was ${outcomeOf(was)}` : ''}.`,
    correctionEffect(Outcome.parse(proposed.data.outcome)),
  ];
}

/** What a correction of an outcome to this one does. */
export function correctionEffect(to: Outcome): string {
  return to === 'promoted'
    ? 'The engineer gets the level, and if the level has seats, one of them.'
    : 'The engineer’s level becomes what it was before the case. If the level has seats, theirs becomes free.';
}

/** What a change of a record that a case rests on does to the case. */
export const stopsCase = 'If they have an open case, it stops, and another person of HR says how it goes on.';

/** Whether a proposal changes what the engineer's open case rests on. */
export function mayStopCase({
  proposal,
  was,
  proposed,
}: Pick<ProposalHistory, 'proposal' | 'was' | 'proposed'>): boolean {
  return proposal.kind === 'person' && recordFacts.some((fact) => was && was.data[fact] !== proposed?.data[fact]);
}

const last = (changes: readonly RecordChange[]): string[] => changes.at(-1)?.sentences ?? [];

/** The state of a record as an event of its chain. */
function eventOf(kind: 'person' | 'calendar' | 'cycle', state: RecordState, isFirst: boolean): RecordEventView {
  const types = {
    person: isFirst ? 'person-added' : 'person-changed',
    calendar: 'calendar-changed',
    cycle: isFirst ? 'cycle-opened' : 'cycle-changed',
  };
  const actor = { personId: null, role: 'system', relation: '', onBehalfOf: null };
  const envelope = { id: '', seq: 1, at: '', actor, requestId: '', digest: null, prev: '', hash: '' };
  return { ...envelope, type: types[kind], ...state };
}
