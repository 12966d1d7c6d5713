import type { Role } from '../../contract/names.ts';

/** The role of the signer who may waive a requirement: the ODC lead, or the first to sign if no ODC lead signs. */
export function waivingRole<R extends string>(signers: readonly R[]): R | undefined {
  const odcLead: Role = 'odc-lead';
  return signers.find((role) => role === odcLead) ?? signers[0];
}
