import { CfnResource } from 'aws-cdk-lib';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { RungsStack } from '#infra/aws/stack.ts';

/** Ways to spoil a stack, so that a rule can be seen to notice. */

/** Sets a property of the one resource of a type whose path in the stack has this part in it. */
export function withProperty(type: string, part: string, property: string, value: unknown) {
  return (stack: RungsStack): void => {
    const found = stack.node
      .findAll()
      .filter((one) => CfnResource.isCfnResource(one) && one.cfnResourceType === type && one.node.path.includes(part));
    const [only] = found;
    if (found.length !== 1 || !CfnResource.isCfnResource(only)) throw new Error(`${found.length} resources to spoil`);
    only.addPropertyOverride(property, value);
  };
}

/** The function of a name. */
export function functionOf(stack: RungsStack, name: string): lambda.Function {
  const found = stack.node.findAll().find((one) => one instanceof lambda.Function && one.node.scope?.node.id === name);
  if (!(found instanceof lambda.Function)) throw new Error(`There is no function ${name} to spoil`);
  return found;
}

export function tableOf(stack: RungsStack): TableV2 {
  const found = stack.node.findAll().find((one) => one instanceof TableV2);
  if (!(found instanceof TableV2)) throw new Error('There is no table to spoil');
  return found;
}

/** Allows a function more than it should have; on the table when nothing else is named. */
export function allowing(name: string, actions: string[], resource?: string) {
  return (stack: RungsStack): void => {
    const resources = [resource ?? tableOf(stack).tableArn];
    functionOf(stack, name).addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
  };
}

/** A role that somebody added in a hurry and gave rights to by the CDK's own methods. */
export function hurriedRole(give: (table: TableV2, role: iam.Role) => unknown) {
  return (stack: RungsStack): void => {
    give(
      tableOf(stack),
      new iam.Role(stack, 'Hurried', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    );
  };
}

/** A function that somebody added in a hurry, with the CDK's own defaults. */
export function hurriedFunction(stack: RungsStack): lambda.Function {
  return new lambda.Function(stack, 'Hurried', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });
}
