import { type Choices, choicesOf, readNameable, type SearchEnd, type Typed } from '../cases/naming.ts';
import type { Executed, RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import type { LeaveInput, OwnLeave } from '../contract/leave.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { type ProposalResult, ProposalWords } from '../contract/proposals.ts';
import { requestsOf } from '../directory/leave.ts';
import { deputiesOf } from '../domain/directory/decide.ts';
import { peopleIn, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { openProposalsFor, proposalBodyIn } from '../store/proposals.ts';
import { proposeOwn } from './propose.ts';
import { leaveOf } from './record-now.ts';

/** A person asks HR for leave of their own. Why they are away is not asked. */

/** The times away of a person, and what they have asked for, for themselves. */
export async function readOwnLeave(outside: Outside, viewer: Person): Promise<OwnLeave> {
  return (await readOwn(outside, viewer, [])).own;
}

/** The same for the page, with the people who can be chosen to act meanwhile, and the public facts of everybody in it. */
export interface LeavePageFacts {
  own: OwnLeave;
  deputies: Choices;
  search: SearchEnd | null;
  people: PublicPerson[];
}

export async function readLeavePage(
  outside: Outside,
  viewer: Person,
  typed: Typed | null,
  chosen: readonly string[],
): Promise<LeavePageFacts> {
  const [{ own, people }, nameable] = await Promise.all([
    readOwn(outside, viewer, chosen),
    readNameable(outside, viewer.odc, { ranks: true, teams: [viewer.team] }, typed),
  ]);
  const deputies = choicesOf(nameable, viewer.odc, (person) => {
    if (person.id === viewer.id) return 'nobody acts for themselves';
    return person.active ? null : 'they do not work here any more';
  });
  return { own, deputies, search: nameable.found, people };
}

/** The leave of the viewer, and these people with everybody whom it names. */
async function readOwn({ table, clock }: Outside, viewer: Person, more: readonly string[]) {
  const now = clock.now().toISOString();
  const open = await openProposalsFor(table, viewer.id);
  const requests = requestsOf(viewer.id, open, now);
  const named = [...deputiesOf(viewer), ...requests.flatMap(({ names = [] }) => names), ...more];
  const found = await getMany(table, [
    ...requests.map(({ id }) => keys.proposalBody(id, 1)),
    ...named.map((id) => keys.profile(id)),
  ]);
  const own: OwnLeave = {
    leave: viewer.leave,
    version: viewer.version,
    requests: requests.map(({ id, at, expiresAt }) => {
      const { change, was } = ProposalWords.safeParse(proposalBodyIn(found, id, 1)?.content).data ?? {};
      const leave = change?.kind === 'leave' ? change.leave : null;
      return { proposalId: id, at, expiresAt, leave, was: was ? leaveOf(was) : [] };
    }),
  };
  return { own, people: Object.values(peopleIn(found, named)).map(publicOf) };
}

/** Asks HR to make these the times away of the person who asks. Throws `Refusal`. */
export function askForLeave(
  outside: Outside,
  actor: Person,
  { leave, version }: LeaveInput,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ProposalResult>> {
  return proposeOwn(outside, actor, { kind: 'leave', of: actor.id, version, leave }, meta);
}
