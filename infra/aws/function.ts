import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { statementsFor, tableAccess } from './access.ts';
import type { FunctionName } from './bundling.ts';

/** Gives the bundled code of a function. */
export type CodeOf = (name: FunctionName) => lambda.Code;

export interface RungsFunctionProps {
  codeOf: CodeOf;
  table: dynamodb.ITableV2;
  environment: Record<string, string>;
  timeout?: Duration;
  /** In MB. */
  memorySize?: number;
  /** Where Lambda reports an asynchronous run that has failed for good, and how often it tries it again before. */
  onFailure?: lambda.IDestination;
  retryAttempts?: number;
}

/** How long logs are kept: two quarters, so that a whole promotion cycle can be looked up. */
export const logRetention = logs.RetentionDays.SIX_MONTHS;

/**
 * A function with fixed defaults for runtime, size, log retention and tracing. `tableAccess` says what it is allowed to
 * do with the table. It has no other rights until `allow` gives them.
 */
export class RungsFunction extends Construct {
  readonly function: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, name: FunctionName, props: RungsFunctionProps) {
    super(scope, name);
    const {
      codeOf,
      table,
      environment,
      timeout = Duration.seconds(15),
      memorySize = 512,
      onFailure,
      retryAttempts = 0,
    } = props;
    this.logGroup = new logs.LogGroup(this, 'Logs', { retention: logRetention });
    // Its own role has only the rights that are written here. A managed policy could get more rights over time.
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      code: codeOf(name),
      handler: 'index.handler',
      role,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      // Lambda gives CPU in proportion to memory. With less, the first call of a new instance would be slow.
      memorySize,
      timeout,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      tracing: lambda.Tracing.ACTIVE,
      ...(onFailure ? { onFailure, retryAttempts } : {}),
      environment: { RUNGS_TABLE: table.tableName, ...environment },
    });
    for (const statement of statementsFor(tableAccess[name], table.tableArn)) this.function.addToRolePolicy(statement);
  }

  allow(actions: string[], resource: string): void {
    this.function.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  }
}
