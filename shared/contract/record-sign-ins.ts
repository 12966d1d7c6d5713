import { SignInsChain } from './chains.ts';
import { type Draft, envelope } from './record-event.ts';
import { SignInId } from './sign-ins.ts';
import * as z from './zod.ts';

const signInsData = {
  /** The person signed in for the first time. `claim` is the claim of the issuer by which they were found. */
  'sign-in-bound': z.strictObject({ signIn: SignInId, issuer: z.string(), claim: z.string() }),
  'sign-in-ended': z.strictObject({ signIn: SignInId }),
} as const;

type SignInsEventType = keyof typeof signInsData;

function signInsEvent<T extends SignInsEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: SignInsChain, type: z.literal(type), data: signInsData[type] });
}

export const SignInsEvent = z.discriminatedUnion('type', [
  signInsEvent('sign-in-bound'),
  signInsEvent('sign-in-ended'),
]);
export type SignInsEvent = z.infer<typeof SignInsEvent>;

export type SignInsDraftEvent = {
  [T in SignInsEventType]: Draft<T, z.infer<(typeof signInsData)[T]>>;
}[SignInsEventType];
