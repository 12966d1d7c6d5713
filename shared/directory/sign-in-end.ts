import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { decideSignInEnd } from '../domain/directory/sign-ins.ts';
import { unitsOf } from '../domain/people.ts';
import { recordSignIns } from '../identity/sign-in-events.ts';
import type { RecordChange } from '../records/change.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { peopleIn } from '../store/directory.ts';
import { keys } from '../store/keys.ts';
import { signInsIn } from '../store/sign-ins.ts';

/** HR ends a sign-in of a person: every session that began by it ends at once, and so does what programs do with its tokens. */
export function signInEnd(
  outside: Outside,
  { of, signIn }: { of: string; signIn: string },
): RecordChange<{ version: number }, { casesOfActor: OpenCase[] }> {
  const { table, clock } = outside;
  return {
    reads: [keys.signIns(of), keys.profile(of)],
    facts: async (actorId) => ({ casesOfActor: await openCasesOf(table, actorId) }),
    async carry({ items, facts: { casesOfActor } }, { actor, ifVersion, requestId, proposal }) {
      const before = signInsIn(items, of);
      const person = peopleIn(items, [of])[of];
      const units = person ? unitsOf(person) : null;
      const decision = decideSignInEnd(before, { of, signIn }, { actor, casesOfActor, units });
      if (!decision.ok) throw refusalOf(decision.rejection);
      checkIfMatch(before, ifVersion, words);
      const moment = { at: clock.now().toISOString(), requestId, proposal };
      const { after, writes } = recordSignIns(outside, { personId: of, before, events: [decision.event] }, moment);
      return { matters: ['sign-in'], units, result: { version: after.version }, writes };
    },
  };
}

const words = {
  unnamed: 'Say which version of the sign-ins you saw.',
  changed: 'The sign-ins of this person have changed since you read them. Read them again, then decide.',
  absent: 'This person has no sign-in.',
};
