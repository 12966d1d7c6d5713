import type { MiddlewareHandler } from 'hono';
import { machineNamed } from '#shared/contract/names.ts';
import type { Clock } from '#shared/contract/outside.ts';
import { Sender } from '#shared/contract/sender.ts';
import type { Environment } from '../environment.ts';
import type { ApiEnv, Identify, MachineWork } from './env.ts';
import { holderOf, type Token, verifierOf } from './identify.ts';
import { Problem } from './problem.ts';
import { bearerIn } from './request.ts';

/** Machines: systems of the company, such as the one of its HR, that come with tokens of their own (RFC 6749, 4.4). */

/** What the context of a route for machines has. */
export interface MachineEnv {
  Bindings: ApiEnv['Bindings'];
  Variables: ApiEnv['Variables'] & {
    /** What the issuer calls the machine. Set by `asMachine`. */
    machine: string;
  };
}

/**
 * Verifies bearer tokens of people, and of machines: a scope of the deployment makes a token that of a machine, and such a
 * token is never that of a person. A machine may do what its scopes are for. Without the settings there are no machines.
 */
export function peopleAndMachines(
  {
    RUNGS_ISSUER: address,
    RUNGS_AUDIENCE: audience,
    RUNGS_MACHINE_SCOPE: directory,
    RUNGS_SCIM_SCOPE: scim,
  }: Pick<Environment, 'RUNGS_ISSUER' | 'RUNGS_AUDIENCE' | 'RUNGS_MACHINE_SCOPE' | 'RUNGS_SCIM_SCOPE'>,
  clock: Clock,
): Identify {
  const verified = verifierOf(address, clock);
  const scopes: [MachineWork, string | undefined][] = [
    ['directory', directory],
    ['scim', scim],
  ];
  return async (bearer) => {
    const token = await verified(bearer);
    if (!token) return null;
    const { payload } = token;
    const isForUs = [payload.aud].flat().includes(audience);
    const given = scopesIn(token);
    const may = scopes.flatMap(([work, scope]) => (scope !== undefined && given.includes(scope) ? [work] : []));
    if (may.length === 0) return isForUs ? holderOf(token) : null;
    // Cognito gives access tokens no audience: there the scope names the API that the token is for.
    const isOfCognito = payload.aud === undefined && payload.token_use === 'access';
    const machine = machineIn(token);
    return (isForUs || isOfCognito) && machine !== null
      ? { ...holderOf(token), machine: { name: machine, may } }
      : null;
  };
}

/** The scopes of a token: `scope` (RFC 9068), `scp` of Okta and Entra, or `roles`, in which Entra lists those of a machine. */
function scopesIn({ payload: { scope, scp, roles } }: Token): string[] {
  return [scope, scp, roles].flat().flatMap((one) => (typeof one === 'string' ? one.split(' ') : []));
}

/** What the issuer calls a machine: its client id, in the claim that the issuer has for it. Null: it is no plain name. */
function machineIn({ payload: { client_id, cid, azp, sub } }: Token): string | null {
  const name = client_id ?? cid ?? azp ?? sub;
  return typeof name === 'string' && Sender.safeParse(machineNamed(name)).success ? name : null;
}

/** Lets machines in whose scope is for this work, and nobody else: a person has routes of their own. */
export function asMachine(identify: Identify, work: MachineWork): MiddlewareHandler<MachineEnv> {
  return async (c, next) => {
    const bearer = bearerIn(c.req.header('authorization'));
    const known = bearer ? await identify(bearer) : null;
    if (!known) throw new Problem('unauthenticated', 'Send a bearer token of a machine that has not expired.');
    if (known.machine === undefined) throw new Problem('forbidden', 'This is for machines.');
    if (!known.machine.may.includes(work)) throw new Problem('forbidden', 'The scope of this token is for other work.');
    c.set('machine', known.machine.name);
    await next();
  };
}
