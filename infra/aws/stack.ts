import { type CfnElement, Stack, type StackProps } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged.ts';
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
  readonly table: TableV2;
  readonly api: RungsFunction;
  readonly web: RungsFunction;
  readonly workflow: Workflow;
  readonly http: Api;

  constructor(scope: Construct, id: string, { origin, issuer, intranetHosts = [], ...props }: RungsStackProps) {
    super(scope, id, props);
    this.table = new Data(this, 'Data').table;
    const identity = new Identity(this, 'Identity', { origin, ...(issuer ? { given: issuer } : {}) });
    const environment = {
      RUNGS_ORIGIN: origin,
      RUNGS_ISSUER: identity.issuer,
      RUNGS_AUDIENCE: identity.audience,
      RUNGS_CLIENT_ID: identity.clientId,
      RUNGS_INTRANET_HOSTS: intranetHosts.join(','),
    };
    this.api = new RungsFunction(this, 'api', { environment });
    this.web = new RungsFunction(this, 'web', { environment });
    for (const one of [this.api, this.web]) one.useTable(this.table, { withoutTokens: true });
    this.workflow = new Workflow(this, 'Workflow', { table: this.table });
    this.http = new Api(this, 'Api', { api: this.api.function, web: this.web.function });
    new Observability(this, 'Observability', { workflow: this.workflow });
    acknowledge(this);
  }

  /** The name under which a resource stands in the template. */
  logicalIdOf(construct: Construct): string {
    return this.getLogicalId(construct.node.defaultChild as CfnElement);
  }
}
