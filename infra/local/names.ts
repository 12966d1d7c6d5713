import type { Resolution } from '../workflow/resolve.ts';

/** Names for things of AWS in the local stack, which has no AWS account. */
export const localNames: Resolution = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:rungs-workflow',
};
