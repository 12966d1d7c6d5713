import { calibrationLeadOf } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfCalibration = {
  'review-submitted': {
    'consensus-owed': ({ event: { data }, head }) =>
      data.sealed || data.consensus || head.consensus ? [] : all([calibrationLeadOf(head)], { stage: 'calibration' }),
  },
} satisfies Tellings;
