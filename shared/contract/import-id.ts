import * as z from './zod.ts';

export const ImportId = z.string().check(z.regex(/^imp_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of an import'));
