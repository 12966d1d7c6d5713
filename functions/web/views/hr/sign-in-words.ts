import type { SignInRefusal } from '#shared/contract/names.ts';

/** Why a visitor was not let in, and what HR can do. */
export const refusalWords: Record<SignInRefusal, string> = {
  'no-claim': 'the sign-in does not say what finds a person in the directory. Ask the administrators of Rungs.',
  unverified: 'the sign-in has not checked this mail address. Ask the administrators of Rungs.',
  unknown: 'nobody in the directory has this mail address. If the person works here, add them, or mend their address.',
  left: 'the person does not work here any more.',
  second:
    'the person comes in by another account. If they have a new one, end the old sign-in. If not, somebody else has an account with their address.',
  ended: 'HR has ended the sign-in by this account. If it belongs to another person, mend their mail address.',
};
