import type * as OpenIdClient from 'openid-client';
import type { Environment } from '../../runtime/environment.ts';
import { readClientSecret } from './client-secret.ts';

/** The client library and what the issuer says about itself. */
export interface Issuer {
  oidc: typeof OpenIdClient;
  config: OpenIdClient.Configuration;
}

type Settings = Pick<Environment, 'RUNGS_ISSUER' | 'RUNGS_CLIENT_ID' | 'RUNGS_CLIENT_SECRET_PARAMETER'>;

const issuers = new Map<string, Promise<Issuer>>();

/**
 * The issuer that signs people in. It is loaded at the first sign-in, because other pages do not need it. A failure is not
 * kept, so that the next sign-in tries again.
 */
export function issuerOf(settings: Settings): Promise<Issuer> {
  const { RUNGS_ISSUER: address } = settings;
  const known = issuers.get(address);
  if (known) return known;
  const found = load(settings);
  issuers.set(address, found);
  found.catch(() => issuers.delete(address));
  return found;
}

/** Forgets an issuer, so that the next sign-in reads its description and our secret again. */
export function forgetIssuer({ RUNGS_ISSUER }: Settings): void {
  issuers.delete(RUNGS_ISSUER);
}

async function load({ RUNGS_ISSUER, RUNGS_CLIENT_ID, RUNGS_CLIENT_SECRET_PARAMETER }: Settings): Promise<Issuer> {
  const oidc = await import('openid-client');
  const address = new URL(RUNGS_ISSUER);
  // Plain http is allowed only for an issuer on this machine.
  const isLoopback = address.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname);
  const execute = isLoopback ? [oidc.allowInsecureRequests] : [];
  const [config, secret] = await Promise.all([
    oidc.discovery(address, RUNGS_CLIENT_ID, undefined, oidc.None(), { execute }),
    RUNGS_CLIENT_SECRET_PARAMETER ? readClientSecret(RUNGS_CLIENT_SECRET_PARAMETER) : null,
  ]);
  if (secret === null) return { oidc, config };
  const described = config.serverMetadata();
  // An issuer that names no method takes the secret in the header (OpenID Connect Discovery 1.0, section 3).
  const methods = described.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof = methods.includes('client_secret_basic')
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
  const withSecret = new oidc.Configuration(described, RUNGS_CLIENT_ID, undefined, proof);
  for (const allow of execute) allow(withSecret);
  return { oidc, config: withSecret };
}
