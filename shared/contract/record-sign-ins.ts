import { SignInsChain } from './chains.ts';
import { type Draft, envelope } from './record-event.ts';
import { SignInId } from './sign-ins.ts';
import * as z from './zod.ts';

const signInsData = {
  /** The person signed in for the first time. `claim` is the claim of the issuer by which they were found. */
  'sign-in-bound': z.strictObject({ signIn: SignInId, issuer: z.string(), claim: z.string() }),
  /** `moved`: it ended because the person came over to another account, and not because HR ended it. */
  'sign-in-ended': z.strictObject({ signIn: SignInId, moved: z.optional(z.literal(true)) }),
  /** An identity system ended every session and token. `barred`: nobody comes in again until somebody says otherwise. */
  'sessions-ended': z.strictObject({ barred: z.boolean() }),
  'bar-lifted': z.strictObject({}),
  /** What finds the person at their first sign-in came from an identity system, and later HR confirmed it. */
  'address-pushed': z.strictObject({}),
  'address-confirmed': z.strictObject({}),
} as const;

export type SignInsEventType = keyof typeof signInsData;

function signInsEvent<T extends SignInsEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: SignInsChain, type: z.literal(type), data: signInsData[type] });
}

export const SignInsEvent = z.discriminatedUnion('type', [
  signInsEvent('sign-in-bound'),
  signInsEvent('sign-in-ended'),
  signInsEvent('sessions-ended'),
  signInsEvent('bar-lifted'),
  signInsEvent('address-pushed'),
  signInsEvent('address-confirmed'),
]);
export type SignInsEvent = z.infer<typeof SignInsEvent>;

export type SignInsDraftEvent = {
  [T in SignInsEventType]: Draft<T, z.infer<(typeof signInsData)[T]>>;
}[SignInsEventType];
