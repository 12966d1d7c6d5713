import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import { activeIn } from '#shared/domain/directory/sign-ins.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { signInsIn } from '#shared/store/sign-ins.ts';
import { openPool, type Pool } from './user-pool.ts';

/** What an invitation of many people came to. */
export interface Invitations {
  invited: number;
  /** They had an account in the user pool. */
  there: number;
  /** They sign in already, at this issuer or at another one. */
  signIn: number;
  elsewhere: number;
  /** They are kept out, or HR has not confirmed their mail address. */
  waiting: number;
  /** Those whom the user pool refused, and why. */
  refused: { id: string; email: string; reason: string }[];
  /** Why it ended before everybody was asked about. Null: it did not. */
  stopped: string | null;
}

export interface Inviting {
  pool: Pool;
  /** Also whoever has an account and has not used it yet gets a new invitation. */
  resends: boolean;
}

/** So many accounts are made at once: fewer than Cognito takes in a second. */
const atOnce = 5;

/**
 * Makes an account in a user pool for every active person among these who has no sign-in, page by page. An account that is there
 * stays as it is, so this can run again and again.
 */
export async function invite(
  outside: Outside,
  { pool: of, resends }: Inviting,
  pages: AsyncIterable<Person[]> | Iterable<Person[]>,
): Promise<Invitations> {
  const pool = await openPool(of);
  const done: Invitations = { invited: 0, there: 0, signIn: 0, elsewhere: 0, waiting: 0, refused: [], stopped: null };
  const inviteOne = async ({ id, email }: Person) => {
    const answer = await pool.invite(email, resends);
    if (answer.is === 'refused') done.refused.push({ id, email, reason: answer.reason });
    else done[answer.is] += 1;
  };
  try {
    for await (const page of pages) {
      const wanted = await withoutSignIn(outside, of.issuer, page, done);
      for (let at = 0; at < wanted.length; at += atOnce) {
        // All of them have an answer before the first failure ends it, so that the counts are right.
        const answers = await Promise.allSettled(wanted.slice(at, at + atOnce).map(inviteOne));
        for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
      }
    }
  } catch (error) {
    done.stopped = error instanceof Error ? error.message : String(error);
  } finally {
    pool.close();
  }
  return done;
}

/** Those of a page whom an invitation lets in. Counts the others of those who work here. */
async function withoutSignIn(
  { table }: Outside,
  issuer: string,
  page: readonly Person[],
  done: Invitations,
): Promise<Person[]> {
  const active = page.filter((one) => one.active);
  const found = await getMany(
    table,
    active.map(({ id }) => keys.signIns(id)),
  );
  return active.filter(({ id }) => {
    const signIns = signInsIn(found, id);
    const signIn = activeIn(signIns);
    if (signIn) done[signIn.issuer === issuer ? 'signIn' : 'elsewhere'] += 1;
    else if (signIns?.barred || signIns?.unconfirmed) done.waiting += 1;
    else return true;
    return false;
  });
}

/** The same in lines for the operator. */
export function invitedLines(done: Invitations, resends: boolean): string[] {
  const { invited, there, signIn, elsewhere, waiting, refused, stopped } = done;
  const hint = resends ? '' : '. Whoever has not used theirs gets a new invitation with --resend';
  const when = (count: number, words: string) => (count > 0 ? [words] : []);
  return [
    ...refused.map(({ id, email, reason }) => `${id} (${email}) was not invited: ${reason}`),
    `Invited to sign in: ${invited}.`,
    ...when(there, `With an account in the user pool already, and unchanged: ${there}${hint}.`),
    ...when(signIn, `Signed in before, and not invited: ${signIn}.`),
    ...when(
      elsewhere,
      `Signed in at another issuer, and not invited: ${elsewhere}. HR moves them by a file at /hr/moves.`,
    ),
    ...when(waiting, `Waiting for HR, and not invited: ${waiting}. HR finds them at /hr/scim.`),
    ...when(
      refused.length,
      `Refused by the user pool: ${refused.length}. Mend what is named above, and run this again.`,
    ),
    ...(stopped === null ? [] : [`It ended before everybody was invited: ${stopped}`]),
  ];
}
