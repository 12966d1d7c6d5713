import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { plusMonths, startOfNextQuarter } from '../../calendar/calendar.ts';
import { dayWords } from '../../calendar/words.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { ends, nextStage } from '../progress/next-stage.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { dayIn } from '../state/zone.ts';
import { type CommandRow, engineer, type PersonContext } from './row.ts';

export const declareTrackRow: CommandRow<'declare-track'> = {
  title: 'Declare your track',
  underSeal: 'open',
  ...engineer,
  stages: ['track'],
  events: ['track-declared'],
  decide: declareTrack,
};

export const confirmTrackRow: CommandRow<'confirm-track'> = {
  title: 'End the trial',
  underSeal: 'open',
  ...engineer,
  stages: ['trial'],
  facts: { record: 'guarded' },
  events: ['track-confirmed'],
  decide: confirmTrack,
};

/** The engineer says which track they mean. For a change of track it must not be the track they are on. */
function declareTrack(state: Case, { track }: CommandOf<'declare-track'>, context: PersonContext): Decision {
  const transition = transitionOf(context.ladder, state.head);
  const own = isTrackChange(transition) ? context.actor.track : null;
  const tracks = transition.tracks.filter((id) => id !== own);
  if (!tracks.includes(track))
    return reject('invalid-input', 'This track is not among those to choose from.', [
      { path: 'track', reason: `give one of ${tracks.join(', ')}` },
    ]);
  return accept([
    {
      type: 'track-declared',
      actor: context.by,
      data: { track, moves: nextStage(state.head, context.ladder, 'track').moves },
    },
  ]);
}

/**
 * The first day on which the engineer can confirm the change that they try. It counts from the first beginning of the trial,
 * also if HR ended the case since then and an appeal was upheld. Null: no trial is open.
 */
export function confirmableFrom(head: CaseHead, ladder: PublishedLadder): string | null {
  const trial = stageOf(transitionOf(ladder, head), 'trial');
  if (!trial || head.status !== 'open' || head.stage !== 'trial') return null;
  return startOfNextQuarter(plusMonths(dayIn(head, head.trial?.since ?? head.openedAt), trial.months));
}

/** Ends a trial. The engineer can stay at any time, and change from the quarter after the trial. */
function confirmTrack(state: Case, command: CommandOf<'confirm-track'>, context: PersonContext): Decision {
  const { decision, reason } = command;
  const { head } = state;
  const from = confirmableFrom(head, context.ladder);
  if (decision === 'change' && from !== null && dayIn(head, context.now) < from)
    return reject('not-yet', `The trial can be confirmed from ${dayWords(from)}. You can end it and stay at any time.`);
  return accept([
    {
      type: 'track-confirmed',
      actor: context.by,
      data: {
        decision,
        moves: decision === 'stay' ? ends(head, 'stayed') : nextStage(head, context.ladder, 'trial').moves,
      },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}
