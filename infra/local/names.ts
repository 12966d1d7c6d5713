import type { Resolution } from '../workflow/resolve.ts';

/** What things of AWS are called here, where there is no account. */
export const localNames: Resolution = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:rungs-workflow',
};
