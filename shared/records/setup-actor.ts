/** Who acts when a system is set up. */
export const setup = { personId: null, role: 'system' as const, relation: 'setup', onBehalfOf: null };
