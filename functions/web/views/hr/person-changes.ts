import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { type Role, recoveryRelation } from '#shared/contract/names.ts';
import type { Leave } from '#shared/contract/people.ts';
import { PersonFacts, PushSetAside, PushWaits } from '#shared/contract/record-person.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import { Waiting } from '#shared/contract/scim.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { machineOf } from '#shared/records/machine-actor.ts';
import type { NameOf } from '#shared/records/names.ts';
import { andList } from '../words.ts';
import { type RecordChange, unchanged } from './changes.tsx';
import { lineTitles } from './person-fields.ts';
import { waitingSentence, waitingTitles } from './pushed-words.ts';

/** Who changed a record: a person, the operator, a machine, or the system. */
export function whoOf(actor: RecordEventView['actor'], nameOf: NameOf): string {
  if (actor.relation === recoveryRelation) return 'the operator of Rungs, for the day on which HR could not sign in';
  const machine = machineOf(actor);
  return machine === null ? nameOf(actor.personId) : `the machine ${machine}`;
}

/** What each event of a person changed, oldest first. */
export function changesIn(
  events: readonly RecordEventView[],
  nameOf: NameOf,
  ladders: readonly PublishedLadder[],
): RecordChange[] {
  let was: Facts | null = null;
  return events.map((event) => {
    const pushed = pushSentences(event, nameOf);
    const is = pushed ? was : factsIn(event, was, nameOf, ladders);
    const change = {
      at: event.at,
      hash: event.hash,
      by: event.machine
        ? `${whoOf(event.actor, nameOf)}, from a file of the machine ${event.machine}`
        : whoOf(event.actor, nameOf),
      sentences: pushed ?? sentencesOf(event.type, was, is ?? {}),
      caseId: typeof event.data.caseId === 'string' ? event.data.caseId : null,
    };
    was = is;
    return change;
  });
}

/** What an event says of what an identity system pushed and HR decides on. Null: it is of the record itself. */
function pushSentences({ type, data, body }: RecordEventView, nameOf: NameOf): string[] | null {
  if (type === 'push-waits') {
    const { fields, ...facts } = PushWaits.parse(data);
    if (fields.length === 0) return ['What was pushed and waited for HR was taken back.'];
    const words = Waiting.safeParse(body?.waits).data ?? {};
    return [
      'Pushed, and waits for HR:',
      ...fields.map((field) => waitingSentence(field, { ...facts, ...words }, nameOf)),
    ];
  }
  if (type !== 'push-set-aside') return null;
  const { fields } = PushSetAside.parse(data);
  const why = typeof body?.reason === 'string' ? body.reason : 'erased';
  return [`Set aside what was pushed: ${andList(fields.map((field) => waitingTitles[field]))}.`, `Why: ${why}`];
}

/** What a person who is to be added will be, as sentences. */
export function addedSentences(event: RecordEventView, nameOf: NameOf, ladders: readonly PublishedLadder[]): string[] {
  return Object.entries(factsIn(event, null, nameOf, ladders)).map(([name, value]) => `${name}: ${value}.`);
}

/** The facts of a person in words, by their names. */
type Facts = Record<string, string>;

const roles = 'Roles';
const works = 'Works here';
const away = 'Away';
const since = 'The day from which they hold the level';
const moved = 'The day on which they last moved to another track';

function factsIn(
  { type, data, body }: RecordEventView,
  was: Facts | null,
  nameOf: NameOf,
  ladders: readonly PublishedLadder[],
): Facts {
  const tracks = ladders.flatMap((ladder) => ladder.tracks);
  const said = (name: string) => (typeof data[name] === 'string' ? String(data[name]) : 'none');
  if (type === 'person-promoted' || type === 'person-promotion-undone')
    return { ...was, Level: said('level'), Track: titleIn(tracks, data.track), [since]: dayOr(data.on) };
  if (type === 'person-changed-track') return { ...was, Track: titleIn(tracks, data.track), [moved]: dayOr(data.on) };
  const facts = PersonFacts.parse(data);
  const words = (name: string, none = 'erased') => (typeof body?.[name] === 'string' ? String(body[name]) : none);
  return {
    Name: words('name'),
    Mail: words('email'),
    'Employee number': words('externalId', body ? 'none' : 'erased'),
    Ladder: titleIn(ladders, facts.ladder),
    Level: facts.level ?? 'none',
    Track: titleIn(tracks, facts.track),
    [since]: dayOr(facts.levelSince),
    [moved]: dayOr(facts.trackChangedOn),
    Team: facts.team,
    ODC: facts.odc,
    [roles]: andList(facts.roles.map((role: Role) => roleTitles[role])),
    'HR for': facts.hrUnits ? andList(facts.hrUnits) : 'no single ODCs',
    ...Object.fromEntries(
      Object.entries(lineTitles).map(([line, title]) => {
        const id = facts[line as keyof typeof lineTitles];
        return [title, id === null ? 'nobody' : nameOf(id)];
      }),
    ),
    [away]: facts.leave.length > 0 ? andList(facts.leave.map((one) => leaveWords(one, nameOf))) : 'never',
    [works]: facts.active ? 'yes' : 'no',
  };
}

/** A time away, and who acts meanwhile. */
export function leaveWords({ from, to, deputyId }: Leave, nameOf: NameOf): string {
  const days = from === to ? `on ${dayWords(from)}` : `from ${dayWords(from)} to ${dayWords(to)}`;
  return deputyId === null ? days : `${days}, while ${nameOf(deputyId)} acts for them`;
}

/** The title of a ladder or track. Its id if it is no longer in force. */
function titleIn(titled: readonly { id: string; title: string }[], id: unknown): string {
  return typeof id === 'string' ? (titled.find((one) => one.id === id)?.title ?? id) : 'none';
}

const dayOr = (day: unknown) => (typeof day === 'string' ? dayWords(day) : 'none');

function sentencesOf(type: string, was: Facts | null, is: Facts): string[] {
  if (type === 'person-promoted') return [`Promoted to ${is.Level}${is.Track === 'none' ? '' : ` as ${is.Track}`}.`];
  if (type === 'person-promotion-undone') return [`The promotion is taken back: the level is ${is.Level} again.`];
  if (type === 'person-changed-track') return [`Moved to the track ${is.Track}.`];
  if (!was) return ['Added to the directory.'];
  const changed = Object.keys(is).filter((name) => is[name] !== was[name]);
  if (changed.length === 0) return [unchanged];
  return changed.map((name) => {
    if (name === works) return is[works] === 'yes' ? 'Works here again.' : 'No longer works here.';
    return name === roles
      ? `Roles are now ${is[roles]}, were ${was[roles]}.`
      : `${name} is now ${is[name]}, was ${was[name]}.`;
  });
}
