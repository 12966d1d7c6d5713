import { Duration } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { statementsFor, tableAccess } from './access.ts';
import type { FunctionName } from './bundling.ts';

/** Where a function's code is, bundled. */
export type CodeOf = (name: FunctionName) => lambda.Code;

export interface RungsFunctionProps {
  codeOf: CodeOf;
  table: dynamodb.ITableV2;
  environment?: Record<string, string>;
  timeout?: Duration;
  /** Where a run that failed is told of, when nobody waits for its answer. */
  onFailure?: lambda.IDestination;
}

/** How long logs are kept: two quarters, so that a promotion cycle can be looked back on. */
export const logRetention = logs.RetentionDays.SIX_MONTHS;

/**
 * A function with every default fixed: runtime, size, logs that end, tracing. It may do to the table what `tableAccess`
 * says under its name, and nothing else to anything until it is allowed.
 */
export class RungsFunction extends Construct {
  readonly function: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, name: FunctionName, props: RungsFunctionProps) {
    super(scope, name);
    const { codeOf, table, environment = {}, timeout = Duration.seconds(15), onFailure } = props;
    this.logGroup = new logs.LogGroup(this, 'Logs', { retention: logRetention });
    // A role of its own, so that it holds what is written here and nothing that a managed policy may grow.
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      code: codeOf(name),
      handler: 'index.handler',
      role,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      // Less would starve the first call of a new instance of its CPU.
      memorySize: 512,
      timeout,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      tracing: lambda.Tracing.ACTIVE,
      // A run that failed is not tried again by Lambda: what calls it does so, or the next run mends it.
      ...(onFailure ? { onFailure, retryAttempts: 0 } : {}),
      environment: { RUNGS_TABLE: table.tableName, ...environment },
    });
    for (const statement of statementsFor(tableAccess[name], table.tableArn)) this.function.addToRolePolicy(statement);
  }

  /** Allows named actions on one resource. */
  allow(actions: string[], resource: string): void {
    this.function.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  }
}
