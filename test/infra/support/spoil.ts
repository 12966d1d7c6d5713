import { CfnResource } from 'aws-cdk-lib';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { RungsStack } from '#infra/aws/stack.ts';

/** Ways to break a stack, so that a test can show that a check finds it. */

/** Sets a property of the one resource of a type whose path in the stack contains `part`. */
export function withProperty(type: string, part: string, property: string, value: unknown) {
  return (stack: RungsStack): void => {
    const found = stack.node
      .findAll()
      .filter((one) => CfnResource.isCfnResource(one) && one.cfnResourceType === type && one.node.path.includes(part));
    const [only] = found;
    if (found.length !== 1 || !CfnResource.isCfnResource(only))
      throw new Error(`Found ${found.length} resources instead of one`);
    only.addPropertyOverride(property, value);
  };
}

function functionOf(stack: RungsStack, name: string): lambda.Function {
  const found = stack.node.findAll().find((one) => one instanceof lambda.Function && one.node.scope?.node.id === name);
  if (!(found instanceof lambda.Function)) throw new Error(`There is no function ${name}`);
  return found;
}

function tableOf(stack: RungsStack): TableV2 {
  const found = stack.node.findAll().find((one) => one instanceof TableV2);
  if (!(found instanceof TableV2)) throw new Error('There is no table');
  return found;
}

/** Gives a function more rights than it should have, on the table if no resource is given. */
export function allowing(name: string, actions: string[], resource?: string) {
  return (stack: RungsStack): void => {
    const resources = [resource ?? tableOf(stack).tableArn];
    functionOf(stack, name).addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
  };
}

/** A role that was added in a hurry, with rights from the CDK's own methods. */
export function hurriedRole(give: (table: TableV2, role: iam.Role) => unknown) {
  return (stack: RungsStack): void => {
    give(
      tableOf(stack),
      new iam.Role(stack, 'Hurried', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    );
  };
}

/** A function that was added in a hurry, with the CDK's own defaults. */
export function hurriedFunction(stack: RungsStack): lambda.Function {
  return new lambda.Function(stack, 'Hurried', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });
}
