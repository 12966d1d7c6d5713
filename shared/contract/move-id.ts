import * as z from './zod.ts';

export const MoveId = z.string().check(z.regex(/^mov_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of a move'));
