import { ChainEnd, RecordBody } from '../contract/records.ts';
import { shape } from './shape.ts';

/** How the items beside the events of a chain are stored. The events carry a version of their own, under their hash. */
export const chainEndShape = shape(ChainEnd);
export const recordBodyShape = shape(RecordBody);
