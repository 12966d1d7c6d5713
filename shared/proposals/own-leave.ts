import { type Choices, choicesOf, readNameable, type SearchEnd, type Typed } from '../cases/naming.ts';
import type { Executed, RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import type { LeaveInput, OwnLeave } from '../contract/leave.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { type ProposalResult, ProposalWords } from '../contract/proposals.ts';
import { deputiesOf } from '../domain/directory/decide.ts';
import { loadPeople, loadPerson, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { listOpenProposals, proposalBodyIn } from '../store/proposals.ts';
import { proposeOwn } from './propose.ts';

/** A person asks HR for leave of their own. Why they are away is not asked. */

/** The times away of a person, and what they have asked for, for themselves. */
export async function readOwnLeave({ table, clock }: Outside, viewer: Person): Promise<OwnLeave> {
  const now = clock.now().toISOString();
  const [person, open] = await Promise.all([loadPerson(table, viewer.id), listOpenProposals(table)]);
  const own = open.filter(({ kind, by, expiresAt }) => kind === 'leave' && by === viewer.id && expiresAt > now);
  const found = await getMany(
    table,
    own.map(({ id }) => keys.proposalBody(id, 1)),
  );
  const { leave, version } = person ?? viewer;
  return {
    leave,
    version,
    requests: own.map(({ id, at, expiresAt }) => {
      const change = ProposalWords.safeParse(proposalBodyIn(found, id, 1)?.content).data?.change;
      return { proposalId: id, at, expiresAt, leave: change?.kind === 'leave' ? change.leave : null };
    }),
  };
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
  const named = [...deputiesOf(viewer), ...chosen];
  const [own, nameable, people] = await Promise.all([
    readOwnLeave(outside, viewer),
    readNameable(outside, viewer.odc, { ranks: true, teams: [viewer.team] }, typed),
    loadPeople(outside.table, named),
  ]);
  const deputies = choicesOf(nameable, viewer.odc, (person) => {
    if (person.id === viewer.id) return 'nobody acts for themselves';
    return person.active ? null : 'they do not work here any more';
  });
  return { own, deputies, search: nameable.found, people: Object.values(people).map(publicOf) };
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
