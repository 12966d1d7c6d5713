import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged.ts';
import { Api } from './api.ts';
import { Data } from './data.ts';
import { type CodeOf, RungsFunction } from './function.ts';
import { Identity } from './identity.ts';
import { Observability } from './observability.ts';
import type { Settings } from './settings.ts';
import { Workflow } from './workflow.ts';

export interface RungsStackProps extends StackProps {
  codeOf: CodeOf;
  settings: Settings;
}

/** The whole system in AWS, in one stack because no part is useful without the others. The table outlives the stack. */
export class RungsStack extends Stack {
  constructor(scope: Construct, id: string, { codeOf, settings, ...props }: RungsStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const { table } = new Data(this, 'Data');
    const http = new Api(this, 'Http');
    const origin = settings.origin ?? http.origin;
    const identity = new Identity(this, 'Identity', {
      origin,
      given: settings.issuer,
      machineScope: settings.machineScope,
      scimScope: settings.scimScope,
      mailFrom: settings.mailFrom,
      mailDomain: settings.mailDomain,
    });
    const forDecisions = {
      RUNGS_SIGN_IN_KEY: settings.signInKey,
      RUNGS_INTRANET_HOSTS: settings.intranetHosts.join(','),
      RUNGS_TIME_ZONE: settings.timeZone,
    };
    const environment = {
      ...forDecisions,
      RUNGS_ORIGIN: origin,
      RUNGS_ISSUER: identity.issuer,
      RUNGS_AUDIENCE: identity.audience,
      RUNGS_CLIENT_ID: identity.clientId,
      RUNGS_SIGN_IN_CLAIM: settings.signInClaim,
      RUNGS_SIGN_IN_SCOPE: settings.signInScope,
    };
    const api = new RungsFunction(this, 'api', { codeOf, table, environment });
    const { clientSecretParameter: secret, machineScope, scimScope } = settings;
    const ofHr = {
      ...environment,
      ...(machineScope ? { RUNGS_MACHINE_SCOPE: machineScope } : {}),
      ...(scimScope ? { RUNGS_SCIM_SCOPE: scimScope } : {}),
    };
    const hr = new RungsFunction(this, 'hr', { codeOf, table, environment: ofHr });
    const ofWeb = { ...environment, ...(secret ? { RUNGS_CLIENT_SECRET_PARAMETER: secret } : {}) };
    const web = new RungsFunction(this, 'web', { codeOf, table, environment: ofWeb });
    if (secret) allowSecret(web, secret);
    http.serve({ api: api.function, hr: hr.function, web: web.function });
    const workflow = new Workflow(this, 'Workflow', { codeOf, table, origin, forDecisions, settings });
    new Observability(this, 'Observability', { api: http, workflow, alarmEmail: settings.alarmEmail });

    new CfnOutput(this, 'Origin', { value: origin, description: 'The public address of the product' });
    new CfnOutput(this, 'Address', { value: http.origin, description: 'The address of the HTTP API' });
    new CfnOutput(this, 'Issuer', { value: identity.issuer, description: 'The issuer that signs people in' });
    if (identity.machineClientId)
      new CfnOutput(this, 'MachineClientId', {
        value: identity.machineClientId,
        description: 'The client of an HR system',
      });
    if (identity.scimClientId)
      new CfnOutput(this, 'ScimClientId', {
        value: identity.scimClientId,
        description: 'The client of an identity system',
      });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    acknowledge({
      http,
      functions: [api, hr, web, workflow.workflow, workflow.relay, workflow.sweep, workflow.imports],
      workflow,
    });
  }
}

/** Lets a function read the secret of our client, and nothing else of its kind. */
function allowSecret(to: RungsFunction, parameter: string): void {
  const { partition, region, account } = Stack.of(to);
  const arnOf = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  to.allow(['ssm:GetParameter'], arnOf('ssm', `parameter${parameter}`));
  const secret = /^\/aws\/reference\/secretsmanager\/(.+)$/.exec(parameter)?.[1];
  // The name of a secret is followed by six characters of its own in its ARN.
  if (secret) to.allow(['secretsmanager:GetSecretValue'], arnOf('secretsmanager', `secret:${secret}-??????`));
}
