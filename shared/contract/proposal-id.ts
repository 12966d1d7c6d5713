import * as z from './zod.ts';

export const ProposalId = z.string().check(z.regex(/^prop_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of a proposal'));
