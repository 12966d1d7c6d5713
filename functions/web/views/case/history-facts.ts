import type { CycleListing } from '#shared/contract/cycles.ts';
import type { DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseStage, EventType } from '#shared/contract/names.ts';
import type { PublicPerson } from '#shared/contract/people.ts';
import type { CaseView, EventView } from '#shared/contract/view.ts';
import { dayOfInstant, dayWords, dueWords } from '#shared/domain/calendar/words.ts';
import { changesInWords, groundTitles, outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import { untilWords } from '../text.tsx';
import { andList } from '../words.ts';
import { readerZone } from '../zone.ts';
import { engineerIs, nameIn, partsOf } from './names.ts';

/** What is needed to describe an event. */
interface EventContext {
  view: CaseView;
  ladder: PublishedLadder;
  people: Record<string, PublicPerson>;
  /** The cycle that the case belongs to. */
  cycle: CycleListing | null;
}

type DataOf<T extends EventType> = Extract<DraftEvent, { type: T }>['data'];
/** How to describe an event, by type. Null if its title says everything. */
type Facts = { [T in EventType]?: (data: DataOf<T>, context: EventContext) => string | null };

type Slots = DataOf<'reassigned'>['slots'];

/** The new holders of parts, who are not those of whom the title of the event speaks. */
const given = (data: { slots: Slots }, context: EventContext): string | null =>
  data.slots.length === 0 ? null : `now with ${holders(data, context)}`;

/** The holders of parts. */
const holders = ({ slots }: { slots: Slots }, { view, people }: EventContext): string =>
  slots
    .map(({ id, personId }) => {
      const who = personId === null ? 'nobody yet' : nameIn({ people }, personId);
      return `${who} (${partsOf(view, [id])})`;
    })
    .join(', ');

const names = (ids: readonly string[], { people }: EventContext) => andList(ids.map((id) => nameIn({ people }, id)));
const stage = ({ stage: id }: { stage: keyof typeof stageTitles }) => stageTitles[id];

const trackIn = (ladder: PublishedLadder, id: string) => ladder.tracks.find((one) => one.id === id)?.title ?? id;
const decisions = { approve: 'approved', decline: 'declined', return: 'sent back' } as const;

/** The due day that an event set, in the zone of the case at that time. */
const due = ({ dueAt, timeZone }: { dueAt: string; timeZone?: string | undefined }, { view }: EventContext) =>
  `due ${dueWords(dueAt, timeZone ?? view.timeZone, readerZone())}`;

function requirementIn(id: string, { view, ladder }: EventContext): string {
  const asked = ladder.transitions.find((one) => one.id === view.transition)?.portfolio ?? [];
  return asked.find((one) => one.id === id)?.title ?? id;
}

const sentBack = (moves: { stage: CaseStage } | null | undefined) =>
  moves ? [`sent back to ${stageTitles[moves.stage]}`] : [];

const facts: Facts = {
  'stage-opened': stage,
  'stage-carried-over': stage,
  'track-declared': ({ track }, { ladder }) => trackIn(ladder, track),
  'portfolio-submitted': ({ unchanged }) => (unchanged ? 'without a change since it was handed in before' : null),
  'evidence-added': ({ from }) => (from ? 'carried over from the previous case' : null),
  'requirement-waived': ({ requirement }, context) => requirementIn(requirement, context),
  'waiver-answered': ({ requirement, answer }, context) => `${answer}, ${requirementIn(requirement, context)}`,
  'adoption-asked': ({ to }, { people }) => nameIn({ people }, to),
  'adoption-answered': ({ answer, moves }) =>
    [{ yes: 'yes', no: 'no', 'not-mine': 'not theirs to say' }[answer], ...sentBack(moves)].join(', '),
  'panel-appointed': holders,
  'objection-answered': ({ answer, slots, moves }, context) =>
    [
      answer === 'keep' ? 'dismissed' : 'upheld',
      ...(slots.length > 0 ? [given({ slots }, context)] : []),
      ...sentBack(moves),
    ].join(', '),
  'conflict-declared': ({ slots, moves }, context) =>
    [...(slots.length > 0 ? [given({ slots }, context)] : []), ...sentBack(moves)].join(', ') || null,
  recused: given,
  reassigned: given,
  'slot-substituted': given,
  delegated: ({ by, to, slots, from, until }, { view, people }) =>
    `${nameIn({ people }, to)} for ${nameIn({ people }, by)}, ${partsOf(view, slots)}, from ${dayOfInstant(from, view.timeZone)} ${untilWords(until, view.timeZone)}`,
  'delegation-ended': ({ to }, { people }) => nameIn({ people }, to),
  'signed-off': ({ decision, moves, seat }) =>
    decision === 'return' && moves
      ? `sent back to ${stageTitles[moves.stage]}`
      : `${decisions[decision]}${seat === 'none' ? ', no seat was free' : ''}`,
  'track-confirmed': ({ decision }) => (decision === 'change' ? 'to the other track' : 'staying'),
  'reminder-sent': ({ to }, context) => (to.length === 0 ? null : `to ${names(to, context)}`),
  escalated: ({ of, to }, context) => `to ${names(to, context)}, about a step of ${names(of, context)}`,
  'deadline-extended': due,
  'cycle-joined': ({ cycleId, late }, { cycle }) =>
    `${cycle?.id === cycleId ? `‘${cycle.name}’` : cycleId}${late ? ', late' : ''}`,
  'engineer-away': ({ until }) => `until ${dayWords(until)}`,
  'window-moved': ({ schedule }, context) => due(schedule, context),
  'directors-named': ({ directors }, context) => (directors.length === 0 ? 'HR' : names(directors, context)),
  'appeal-made': ({ ground }) => groundTitles[ground],
  'appeal-decided': ({ decision }) => decision,
  'exception-decided': ({ decision, seat }) => `${decision}${seat === 'none' ? ', no seat was free' : ''}`,
  'case-stopped': ({ facts: changed }, { view }) => changesInWords(changed, engineerIs(view)),
  'case-resumed': ({ moves }) => (moves ? stageTitles[moves.stage] : null),
  'outcome-corrected': ({ from, to, proposedBy }, { people }) =>
    `${outcomeTitles[to]}, was ${outcomeTitles[from]}, proposed by ${nameIn({ people }, proposedBy)}`,
  'case-closed': ({ outcome }) => outcomeTitles[outcome],
};

/** The description of an event after its title, with a colon before it. Empty if there is none. */
export function factOf({ type, data }: EventView, context: EventContext): string {
  // The data of an event fit its type, because they were checked when the event was recorded.
  const tell = facts[type as EventType] as ((data: unknown, context: EventContext) => string | null) | undefined;
  const fact = tell?.(data, context) ?? null;
  return fact === null ? '' : `: ${fact}`;
}
