import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import type { SeenCase } from '../cases/read.ts';
import { ladderOf } from '../cases/reading.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import { writesFor } from '../cases/writes.ts';
import type { Case } from '../contract/events.ts';
import { correctedTo, type Outcome } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { evolve } from '../domain/case/evolve.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { isHrOf, partsAndOffers, unitOfCase } from '../domain/people.ts';
import { type Correction, decideCorrection, mayOfferCorrection } from '../domain/proposals/correction.ts';
import { seal, sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { loadCase } from '../store/cases.ts';
import { loadPersonEvents } from '../store/chains.ts';
import { peopleIn } from '../store/directory.ts';
import { lastCaseIn, openCaseIn } from '../store/engineer-cases.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { seatsIn } from '../store/seats.ts';
import { writesOf } from '../store/transaction.ts';

interface Facts {
  read: Awaited<ReturnType<typeof loadAll>>;
  casesOfActor: OpenCase[];
}

/** A correction of the outcome of a case: the case, the engineer's record and the seat change in one transaction. */
export function outcomeChange(
  outside: Outside,
  { id, to, reason }: { id: string; to: Outcome; reason: string },
): RecordChange<{ version: number }, Facts> {
  const { table, clock, ids, random } = outside;
  return {
    reads: [keys.head(id)],
    facts: async () => ({ read: await loadAll(outside, id), casesOfActor: [] }),
    async carry(
      { facts: { read } },
      { actor, ifVersion, requestId, proposal = '', proposedBy = actor.id, secondReason },
    ) {
      if (!read) throw notFound();
      const { state, ladder, engineer, chain, ...found } = read;
      const { head } = state;
      const now = clock.now().toISOString();
      const decided = decisionOn(read, { to, reason, secondReason, proposal, proposedBy }, actor, now);
      if (!decided.ok) throw refusalOf(decided.rejection);
      checkIfMatch(head, ifVersion, words);
      const moment = { at: now, requestId, ids, random };
      const events = seal([decided.event], { ...moment, caseId: id, audit: head.audit, ladder: ladder.hash });
      const after = events.reduce((before, { event, body }) => evolve(before, event, body), state);
      const end = chain.at(-1);
      const audit = end ? { seq: end.seq, hash: end.hash } : null;
      const move = sealRecord(decided.move, { ...moment, proposal, chain: `person:${head.engineerId}`, audit });
      const change = { before: state, after, ladder, events, guards: [], seats: found.seats, engineer, move };
      return {
        matters: ['outcome'],
        except: partsAndOffers(head),
        about: head.engineerId,
        units: unitOfCase(head),
        result: { version: after.head.version },
        writes: writesFor(writesOf(table), change),
      };
    },
  };
}

/** A closed case whose outcome can be corrected, for the form. */
export interface Correctable {
  id: string;
  engineer: string;
  version: number;
  outcome: Outcome;
  to: NonNullable<ReturnType<typeof correctedTo>>;
}

/**
 * Reads it for those of HR who took no part in the case. Throws `Refusal`: not-found for everybody else, and why the
 * correction would be refused.
 */
export async function readCorrectable(outside: Outside, viewer: Person, id: string): Promise<Correctable> {
  const state = await loadCase(outside.table, id);
  if (!state || !isHrOf(state.head, viewer)) throw notFound();
  const read = await loadWith(outside, state);
  // An outcome that cannot be corrected is refused by the decision below, in its words.
  const to = correctedTo(state.head.outcome) ?? 'not-promoted';
  const asked = { to, reason: '', proposal: '', proposedBy: viewer.id };
  const decided = decisionOn(read, asked, viewer, outside.clock.now().toISOString());
  if (!decided.ok) throw refusalOf(decided.rejection);
  const { engineerId, version, outcome } = state.head;
  if (outcome === null) throw notFound();
  return { id, engineer: read.engineer?.name ?? engineerId, version, outcome, to };
}

/** Whether the page of a case offers its viewer to correct the outcome, by what the page has read. */
export function mayCorrect({ state, people, ladder }: SeenCase, viewer: Person, { clock }: Outside): boolean {
  return mayOfferCorrection(state, { viewer, people, ladder, now: clock.now().toISOString() });
}

type Read = NonNullable<Facts['read']>;

function decisionOn({ state, engineer, ...found }: Read, correction: Correction, actor: Person, now: string) {
  const people = engineer ? { [engineer.id]: engineer } : {};
  return decideCorrection(state, correction, { ...found, people, actor, now });
}

const notFound = () => new Refusal('not-found', 'There is no such case.');

async function loadAll(outside: Outside, id: string) {
  const state = await loadCase(outside.table, id);
  return state && loadWith(outside, state);
}

/** What a correction of a case rests on, in one round. */
async function loadWith(outside: Outside, state: Case) {
  const { table } = outside;
  const { engineerId, ladder: ref, transition } = state.head;
  const ladder = await ladderOf(outside, ref);
  const level = transitionOf(ladder, state.head).to;
  const [found, chain] = await Promise.all([
    getMany(table, [
      keys.profile(engineerId),
      keys.openCase(engineerId),
      keys.lastCase(engineerId, ref.id, transition),
      keys.seats(ref.id, level),
    ]),
    loadPersonEvents(table, engineerId),
  ]);
  return {
    state,
    ladder,
    chain,
    engineer: peopleIn(found, [engineerId])[engineerId],
    openCaseId: openCaseIn(found, engineerId),
    last: lastCaseIn(found, engineerId, ref.id, transition),
    seats: seatsIn(found, ref.id, level),
  };
}

const words = {
  unnamed: 'Say which version of the case you saw.',
  changed: 'The case has changed since you read it. Read it again, then decide.',
  absent: 'There is no such case.',
};
