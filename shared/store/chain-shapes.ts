import { ChainEnd, RecordBody } from '../contract/chains.ts';
import { shape } from './shape.ts';

/** How the items beside the events of a chain are stored. Events have their own version, which their hash covers. */
export const chainEndShape = shape(ChainEnd);
export const recordBodyShape = shape(RecordBody);
