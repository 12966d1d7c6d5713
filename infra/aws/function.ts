import { Duration, type StackProps } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { partitions } from '#shared/store/keys.ts';
import { bundling, entryOf, type FunctionName } from './bundling.ts';

export interface RungsFunctionProps extends StackProps {
  environment?: Record<string, string>;
  timeout?: Duration;
}

/** A function with every default fixed: runtime, size, bundling, logs that end, tracing, and no right but those given. */
export class RungsFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: logs.LogGroup;

  constructor(
    scope: Construct,
    name: FunctionName,
    { environment = {}, timeout = Duration.seconds(15) }: RungsFunctionProps = {},
  ) {
    super(scope, name);
    this.logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS });
    // A role of its own, so that it holds what is written here and nothing that a managed policy may grow.
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new NodejsFunction(this, 'Function', {
      entry: entryOf(name),
      handler: 'handler',
      role,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      tracing: lambda.Tracing.ACTIVE,
      environment: { POWERTOOLS_SERVICE_NAME: name, ...environment },
      depsLockFilePath: entryOf(name).replace(/functions\/.*/, 'package-lock.json'),
      bundling: {
        minify: true,
        format: OutputFormat.CJS,
        target: bundling.target,
        mainFields: bundling.mainFields,
        tsconfig: bundling.tsconfig,
        externalModules: [],
        esbuildArgs: Object.fromEntries(Object.entries(bundling.alias).map(([from, to]) => [`--alias:${from}`, to])),
      },
    });
  }

  /**
   * Lets the function work on the table, and tells it its name. Reads are by key and by query; writes are put, deleted
   * and checked inside transactions only; events are never changed. `withoutTokens` shuts the callback tokens away.
   */
  useTable(table: dynamodb.ITableV2, { withoutTokens }: { withoutTokens: boolean }): void {
    this.function.addEnvironment('RUNGS_TABLE', table.tableName);
    this.allow('ReadTable', {
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      resources: [table.tableArn, `${table.tableArn}/index/*`],
    });
    this.allow('WriteInTransactions', {
      actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
      resources: [table.tableArn],
      conditions: { 'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] } },
    });
    this.deny('KeepEvents', {
      actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      resources: [table.tableArn],
      conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${partitions.events}*`] } },
    });
    this.deny('NoSideDoors', {
      actions: [
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:PartiQLSelect',
        'dynamodb:PartiQLInsert',
        'dynamodb:PartiQLUpdate',
        'dynamodb:PartiQLDelete',
      ],
      resources: [table.tableArn, `${table.tableArn}/index/*`],
    });
    if (withoutTokens)
      this.deny('NoTokens', {
        actions: [
          'dynamodb:GetItem',
          'dynamodb:BatchGetItem',
          'dynamodb:Query',
          'dynamodb:PutItem',
          'dynamodb:DeleteItem',
        ],
        resources: [table.tableArn],
        conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${partitions.token}*`] } },
      });
  }

  allow(sid: string, statement: Omit<iam.PolicyStatementProps, 'sid' | 'effect'>): void {
    this.function.addToRolePolicy(new iam.PolicyStatement({ sid, ...statement }));
  }

  private deny(sid: string, statement: Omit<iam.PolicyStatementProps, 'sid' | 'effect'>): void {
    this.function.addToRolePolicy(new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, ...statement }));
  }
}
