import { ofAdoption } from './adoption.ts';
import { ofReviewsAndSignatures } from './reviews-and-signatures.ts';
import type { Row } from './row.ts';
import { ofSlots } from './slots.ts';
import { ofStages } from './stages.ts';
import { ofTimeAndEndings } from './time-and-endings.ts';

/** Every event, with the notices that it makes. */
export const rows: Row[] = [...ofStages, ...ofAdoption, ...ofSlots, ...ofReviewsAndSignatures, ...ofTimeAndEndings];
