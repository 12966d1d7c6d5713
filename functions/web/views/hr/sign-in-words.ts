import type { SignInKey, SignInRefusal } from '#shared/contract/names.ts';

/** What finds a person at their first sign-in, in words. */
export const keyWords: Record<SignInKey, string> = { mail: 'mail address', 'employee-number': 'employee number' };

/** Why a visitor was not let in, and what HR can do. `key` is what finds a person. */
export const refusalWords = (key: string): Record<SignInRefusal, string> => ({
  'no-claim': 'the sign-in does not say what finds a person in the directory. Ask the administrators of Rungs.',
  unverified: 'the sign-in has not checked this mail address. Ask the administrators of Rungs.',
  unknown: `nobody in the directory has this ${key}. If the person works here, add them, or mend their ${key}.`,
  left: 'the person does not work here any more.',
  second: `the person comes in by another account. If they have a new one, end the old sign-in. If not, somebody else has an account with their ${key}.`,
  barred:
    'an identity system says that the person does not work here any more. Decide on it below ‘From identity systems’.',
  unconfirmed: `an identity system brought their ${key}, and HR has not confirmed it. Confirm it on the page ‘From identity systems’ of the person.`,
  ended: `HR has ended the sign-in by this account. If it belongs to another person, mend their ${key}.`,
});
