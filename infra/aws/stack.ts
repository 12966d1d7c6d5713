import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import { Data } from './data.ts';
import { RungsFunction } from './function.ts';
import { Identity, type IdentityProps } from './identity.ts';
import { Observability } from './observability.ts';
import { Workflow } from './workflow.ts';

export interface RungsStackProps extends StackProps {
  /** Where people reach the product, for example https://rungs.example.com. */
  origin: string;
  /** The company's own issuer; without one a user pool is made. */
  issuer?: IdentityProps['given'];
  /** Hosts to which a plain http link may lead. */
  intranetHosts?: readonly string[];
}

/** The whole system in AWS. */
export class RungsStack extends Stack {
  constructor(scope: Construct, id: string, { origin, issuer, intranetHosts = [], ...props }: RungsStackProps) {
    super(scope, id, props);
    const { table } = new Data(this, 'Data');
    const identity = new Identity(this, 'Identity', { origin, ...(issuer ? { given: issuer } : {}) });
    const environment = {
      RUNGS_ORIGIN: origin,
      RUNGS_ISSUER: identity.issuer,
      RUNGS_AUDIENCE: identity.audience,
      RUNGS_CLIENT_ID: identity.clientId,
      RUNGS_INTRANET_HOSTS: intranetHosts.join(','),
    };
    const api = new RungsFunction(this, 'api', { environment });
    const web = new RungsFunction(this, 'web', { environment });
    for (const one of [api, web]) one.useTable(table, { withoutTokens: true });
    const workflow = new Workflow(this, 'Workflow', { table });
    new Api(this, 'Api', { api: api.function, web: web.function });
    new Observability(this, 'Observability', { workflow });
  }
}
