import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { decideSignInEnd, evolveSignIns } from '../domain/directory/sign-ins.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { keys } from '../store/keys.ts';
import { signInsIn, signInsWrites } from '../store/sign-ins.ts';
import { writesOf } from '../store/transaction.ts';

/** HR ends a sign-in of a person: every session that began by it ends at once, and so does what programs do with its tokens. */
export function signInEnd(
  { table, clock, ids, random }: Outside,
  { of, signIn }: { of: string; signIn: string },
): RecordChange<{ version: number }, { casesOfActor: OpenCase[] }> {
  return {
    reads: [keys.signIns(of)],
    facts: async (actorId) => ({ casesOfActor: await openCasesOf(table, actorId) }),
    async carry({ items, facts: { casesOfActor } }, { actor, ifVersion, requestId, proposal }) {
      const before = signInsIn(items, of);
      const decision = decideSignInEnd(before, { of, signIn }, { actor, casesOfActor });
      if (!decision.ok) throw refusalOf(decision.rejection);
      checkIfMatch(before, ifVersion, words);
      const at = clock.now().toISOString();
      const audit = before?.audit ?? null;
      const recording = { chain: `sign-ins:${of}` as const, audit, at, requestId, proposal, ids, random };
      const sealed = sealRecord(decision.event, recording);
      const after = evolveSignIns(before, sealed.event);
      return {
        matters: ['sign-in'],
        result: { version: after.version },
        writes: signInsWrites(writesOf(table), { personId: of, before, after }, sealed),
      };
    },
  };
}

const words = {
  unnamed: 'Say which version of the sign-ins you saw.',
  changed: 'The sign-ins of this person have changed since you read them. Read them again, then decide.',
  absent: 'This person has no sign-in.',
};
